//! `SplitTicket`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num, Text},
};

/// Takes messages out of a ticket; they become one of their own, opened by the oldest of them.
///
/// Ours: WHMCS has it on a page only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SplitTicket {
    #[param(missing = "Ticket ID Required")]
    pub ticketid: u64,
    /// Numbers of messages, separated by commas; not the opening one.
    #[param(required)]
    pub replyids: Csv<u64>,
    /// The same as the ticket's if absent.
    pub newsubject: Option<String>,
}

impl Action for SplitTicket {
    const NAME: &'static str = "SplitTicket";
    const ACCESS: Access = Access::Write;
    type Response = SplitTicketResponse;
}

/// The response of `SplitTicket`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SplitTicketResponse {
    /// The new ticket.
    pub ticketid: Num,
    pub tid: Text,
}
