//! `GetTicket`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, NumText, Text, WireDateTime, Wrap},
};

/// Gets one ticket with its replies and notes.
///
/// <https://developers.whmcs.com/api-reference/getticket/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicket {
    pub ticketnum: Option<String>,
    pub ticketid: Option<u64>,
    /// `ASC` or `DESC`.
    pub repliessort: Option<String>,
}

impl Action for GetTicket {
    const NAME: &'static str = "GetTicket";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketResponse;
}

/// The response of `GetTicket`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketResponse {
    pub ticketid: NumText,
    pub id: NumText,
    pub tid: Text,
    pub c: Text,
    pub deptid: NumText,
    pub deptname: Text,
    pub userid: NumText,
    pub contactid: NumText,
    pub name: Text,
    pub email: Text,
    pub requestor_name: Text,
    pub requestor_email: Text,
    pub requestor_type: Text,
    pub cc: Text,
    pub date: WireDateTime,
    pub subject: Text,
    pub status: Text,
    pub priority: Text,
    pub admin: Text,
    pub lastreply: WireDateTime,
    pub flag: NumText,
    pub service: Text,
    pub replies: Wrap<TicketReplies>,
    pub notes: Wrap<TicketNotes>,
    /// Values of the department's custom fields. Ours: no WHMCS tells of them.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub customfields: Option<Wrap<TicketFields>>,
}

/// The list of `customfields`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketFields {
    pub customfield: Many<TicketField>,
}

/// The value of a custom field of a ticket.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketField {
    pub id: Num,
    pub name: Text,
    /// `text`, `password`, …
    pub r#type: Text,
    pub value: Text,
    /// Whether it is the staff's own; told to the office where it is so.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub adminonly: Option<Bool>,
}

/// The list of `replies`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketReplies {
    pub reply: Many<TicketReply>,
}

/// The list of `notes`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketNotes {
    pub note: Many<TicketNote>,
}

/// A reply; the opening post is the first one and has the id 0.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketReply {
    pub replyid: NumText,
    pub userid: NumText,
    pub contactid: NumText,
    pub name: Text,
    pub email: Text,
    pub requestor_name: Text,
    pub requestor_email: Text,
    pub requestor_type: Text,
    pub date: WireDateTime,
    pub message: Text,
    pub attachment: Text,
    pub attachments: Many<TicketAttachment>,
    pub attachments_removed: Bool,
    pub admin: Text,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub rating: Option<NumText>,
}

/// A staff note in a ticket.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketNote {
    pub noteid: NumText,
    pub date: WireDateTime,
    pub message: Text,
    pub attachment: Text,
    pub attachments: Many<TicketAttachment>,
    pub attachments_removed: Bool,
    pub admin: Text,
}

/// A file of a reply or note.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketAttachment {
    pub filename: Text,
    pub index: Num,
}
