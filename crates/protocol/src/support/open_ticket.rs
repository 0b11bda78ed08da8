//! `OpenTicket`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Group, Json64, Keyed, List, NumText, PhpSerialized, Text, WireDateTime},
};

/// Opens a ticket.
///
/// <https://developers.whmcs.com/api-reference/openticket/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct OpenTicket {
    #[param(refused = "Department ID not found")]
    pub deptid: u64,
    #[param(missing = "Subject is required")]
    pub subject: String,
    #[param(missing = "Message is required")]
    pub message: String,
    #[param(malformed = "Client ID Not Found")]
    pub clientid: Option<u64>,
    pub userid: Option<u64>,
    #[param(malformed = "Contact ID Not Found")]
    pub contactid: Option<u64>,
    pub name: Option<String>,
    pub email: Option<String>,
    /// `Low`, `Medium` or `High`.
    pub priority: Option<String>,
    /// `Open` if absent. Ours: a ticket of another system may be closed.
    pub status: Option<String>,
    #[param(malformed = "Invalid Date Format")]
    pub created: Option<WireDateTime>,
    #[param(malformed = "Service ID Not Found")]
    pub serviceid: Option<u64>,
    #[param(malformed = "Domain ID Not Found")]
    pub domainid: Option<u64>,
    pub admin: Flag,
    /// No mail is sent.
    pub noemail: Flag,
    pub markdown: Flag,
    pub customfields: Option<PhpSerialized<Keyed<String, u64>>>,
    /// Files in base64.
    pub attachments: Option<Json64<List<Group<NewAttachment>>>>,
    pub preventClientClosure: Option<Flag>,
}

impl Action for OpenTicket {
    const NAME: &'static str = "OpenTicket";
    const ACCESS: Access = Access::Write;
    type Response = OpenTicketResponse;
}

/// A file for a ticket; the data is base64.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct NewAttachment {
    pub name: String,
    pub data: String,
}

/// The response of `OpenTicket`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OpenTicketResponse {
    pub id: NumText,
    pub tid: Text,
    pub c: Text,
}
