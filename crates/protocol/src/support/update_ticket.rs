//! `UpdateTicket`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Keyed, NumText, PhpSerialized, WireDateTime},
};

/// Changes a ticket.
///
/// <https://developers.whmcs.com/api-reference/updateticket/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTicket {
    #[param(refused = "Ticket ID Not Found")]
    pub ticketid: u64,
    #[param(malformed = "Department ID Not Found")]
    pub deptid: Option<u64>,
    pub status: Option<String>,
    pub subject: Option<String>,
    pub userid: Option<u64>,
    pub name: Option<String>,
    pub email: Option<String>,
    pub cc: Option<String>,
    /// `Low`, `Medium` or `High`.
    pub priority: Option<String>,
    #[param(malformed = "Invalid Date Format")]
    pub created: Option<WireDateTime>,
    pub flag: Option<u64>,
    pub removeFlag: Option<Flag>,
    pub message: Option<String>,
    pub markdown: Option<Flag>,
    pub customfields: Option<PhpSerialized<Keyed<String, u64>>>,
    pub preventClientClosure: Option<Flag>,
}

impl Action for UpdateTicket {
    const NAME: &'static str = "UpdateTicket";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTicketResponse;
}

/// The response of `UpdateTicket`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTicketResponse {
    pub ticketid: NumText,
}
