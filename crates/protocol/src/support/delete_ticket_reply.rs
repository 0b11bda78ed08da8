//! `DeleteTicketReply`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Deletes a reply of a ticket.
///
/// <https://developers.whmcs.com/api-reference/deleteticketreply/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTicketReply {
    #[param(missing = "Ticket ID Required", malformed = "Ticket ID Not Found")]
    pub ticketid: u64,
    #[param(missing = "Reply ID Required", malformed = "Reply ID Not Found")]
    pub replyid: u64,
}

impl Action for DeleteTicketReply {
    const NAME: &'static str = "DeleteTicketReply";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTicketReplyResponse;
}

/// The response of `DeleteTicketReply`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTicketReplyResponse {}
