//! `GetTicketPredefinedReplyDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists predefined replies with their numbers and categories.
///
/// Ours: what WHMCS lists has names and texts only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketPredefinedReplyDetails {
    /// Only this one.
    pub replyid: Option<u64>,
    /// Only those in this category.
    pub catid: Option<u64>,
}

impl Action for GetTicketPredefinedReplyDetails {
    const NAME: &'static str = "GetTicketPredefinedReplyDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketPredefinedReplyDetailsResponse;
}

/// The response of `GetTicketPredefinedReplyDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketPredefinedReplyDetailsResponse {
    pub totalresults: Num,
    pub replies: Wrap<PredefinedReplyDetailsList>,
}

/// The list of `replies`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PredefinedReplyDetailsList {
    pub reply: Many<PredefinedReplyDetails>,
}

/// A predefined reply and where it is kept.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct PredefinedReplyDetails {
    pub replyid: Num,
    pub catid: Num,
    /// The name of its category.
    pub category: Text,
    pub name: Text,
    /// What it says, with merge fields.
    pub reply: Text,
}
