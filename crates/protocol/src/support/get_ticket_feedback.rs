//! `GetTicketFeedback`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists what clients said of their tickets, newest first.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketFeedback {
    /// Only of this one.
    pub ticketid: Option<u64>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetTicketFeedback {
    const NAME: &'static str = "GetTicketFeedback";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketFeedbackResponse;
}

/// The response of `GetTicketFeedback`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketFeedbackResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub feedback: Wrap<TicketFeedbackList>,
}

/// The list of `feedback`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketFeedbackList {
    pub entry: Many<TicketFeedback>,
}

/// What a client said of a ticket.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketFeedback {
    pub ticketid: Num,
    pub tid: Text,
    pub subject: Text,
    pub clientid: Num,
    /// From 1, badly, to 5.
    pub rating: Num,
    pub comments: Text,
    pub date: WireDateTime,
}
