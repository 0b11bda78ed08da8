//! `UpdateTicketReply`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, NumText, WireDateTime},
};

/// Changes the text of a reply.
///
/// <https://developers.whmcs.com/api-reference/updateticketreply/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTicketReply {
    #[param(missing = "Reply ID Required", malformed = "Reply ID Not Found")]
    pub replyid: u64,
    #[param(missing = "Message is Required")]
    pub message: String,
    pub markdown: Option<Flag>,
    #[param(malformed = "Invalid Date Format")]
    pub created: Option<WireDateTime>,
}

impl Action for UpdateTicketReply {
    const NAME: &'static str = "UpdateTicketReply";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTicketReplyResponse;
}

/// The response of `UpdateTicketReply`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTicketReplyResponse {
    pub replyid: NumText,
}
