//! `DeleteTicketPredefinedReply`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a predefined reply that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTicketPredefinedReply {
    pub replyid: u64,
}

impl Action for DeleteTicketPredefinedReply {
    const NAME: &'static str = "DeleteTicketPredefinedReply";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTicketPredefinedReplyResponse;
}

/// The response of `DeleteTicketPredefinedReply`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTicketPredefinedReplyResponse {
    pub replyid: Num,
}
