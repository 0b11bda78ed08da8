//! `DeleteTicket`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Deletes a ticket.
///
/// <https://developers.whmcs.com/api-reference/deleteticket/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTicket {
    #[param(refused = "Ticket ID not found")]
    pub ticketid: u64,
}

impl Action for DeleteTicket {
    const NAME: &'static str = "DeleteTicket";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTicketResponse;
}

/// The response of `DeleteTicket`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTicketResponse {}
