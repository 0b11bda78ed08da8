//! `BlockTicketSender`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, TrueFalse},
};

/// Blocks the unregistered sender of a ticket.
///
/// <https://developers.whmcs.com/api-reference/blockticketsender/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct BlockTicketSender {
    #[param(missing = "Ticket ID Required", malformed = "Ticket ID Not Found")]
    pub ticketid: u64,
    pub delete: Flag,
}

impl Action for BlockTicketSender {
    const NAME: &'static str = "BlockTicketSender";
    const ACCESS: Access = Access::Write;
    type Response = BlockTicketSenderResponse;
}

/// The response of `BlockTicketSender`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BlockTicketSenderResponse {
    pub deleted: TrueFalse,
}
