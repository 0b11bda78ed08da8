//! `RateTicketReply`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Says how helpful a reply of the staff was.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct RateTicketReply {
    pub ticketid: u64,
    pub replyid: u64,
    /// From 1, not at all, to 5.
    pub rating: u64,
}

impl Action for RateTicketReply {
    const NAME: &'static str = "RateTicketReply";
    const ACCESS: Access = Access::Write;
    type Response = RateTicketReplyResponse;
}

/// The response of `RateTicketReply`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct RateTicketReplyResponse {
    pub replyid: Num,
    pub rating: Num,
}
