//! `UpdateTicketPredefinedReply`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Changes a predefined reply; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTicketPredefinedReply {
    pub replyid: u64,
    pub catid: Option<u64>,
    pub name: Option<String>,
    pub reply: Option<String>,
}

impl Action for UpdateTicketPredefinedReply {
    const NAME: &'static str = "UpdateTicketPredefinedReply";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTicketPredefinedReplyResponse;
}

/// The response of `UpdateTicketPredefinedReply`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTicketPredefinedReplyResponse {
    pub replyid: Num,
}
