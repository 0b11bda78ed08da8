//! `GetTicketPredefinedReplies`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists predefined replies.
///
/// <https://developers.whmcs.com/api-reference/getticketpredefinedreplies/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketPredefinedReplies {
    pub catid: Option<u64>,
}

impl Action for GetTicketPredefinedReplies {
    const NAME: &'static str = "GetTicketPredefinedReplies";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketPredefinedRepliesResponse;
}

/// The response of `GetTicketPredefinedReplies`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketPredefinedRepliesResponse {
    pub totalresults: Num,
    pub predefinedreplies: Wrap<PredefinedReplies>,
}

/// The list of `predefinedreplies`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PredefinedReplies {
    pub predefinedreply: Many<PredefinedReply>,
}

/// A predefined reply.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PredefinedReply {
    pub name: Text,
    pub reply: Text,
}
