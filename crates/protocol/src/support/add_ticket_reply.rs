//! `AddTicketReply`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, NewAttachment, Params,
    wire::{Flag, Group, Json64, Keyed, List, PhpSerialized, WireDateTime},
};

/// Adds a reply to a ticket.
///
/// <https://developers.whmcs.com/api-reference/addticketreply/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTicketReply {
    #[param(refused = "Ticket ID not found")]
    pub ticketid: u64,
    #[param(missing = "Message is required")]
    pub message: String,
    /// Also read from `useMarkdown`, as the vendor's example has it.
    #[param(alias = "useMarkdown")]
    pub markdown: Flag,
    #[param(malformed = "Client ID Not Found")]
    pub clientid: Option<u64>,
    #[param(malformed = "Contact ID Not Found")]
    pub contactid: Option<u64>,
    pub adminusername: Option<String>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub status: Option<String>,
    /// No mail is sent.
    pub noemail: Flag,
    pub customfields: Option<PhpSerialized<Keyed<String, u64>>>,
    /// Files in base64.
    pub attachments: Option<Json64<List<Group<NewAttachment>>>>,
    #[param(malformed = "Invalid Date Format")]
    pub created: Option<WireDateTime>,
}

impl Action for AddTicketReply {
    const NAME: &'static str = "AddTicketReply";
    const ACCESS: Access = Access::Write;
    type Response = AddTicketReplyResponse;
}

/// The response of `AddTicketReply`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTicketReplyResponse {}
