//! `AddTicketPredefinedReply`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Adds a predefined reply.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTicketPredefinedReply {
    pub catid: u64,
    pub name: String,
    pub reply: String,
}

impl Action for AddTicketPredefinedReply {
    const NAME: &'static str = "AddTicketPredefinedReply";
    const ACCESS: Access = Access::Write;
    type Response = AddTicketPredefinedReplyResponse;
}

/// The response of `AddTicketPredefinedReply`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTicketPredefinedReplyResponse {
    pub replyid: Num,
}
