//! `AddTicketFeedback`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Says how a ticket went; said again, it replaces what was said before.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTicketFeedback {
    pub ticketid: u64,
    /// From 1, badly, to 5.
    pub rating: u64,
    pub comments: Option<String>,
}

impl Action for AddTicketFeedback {
    const NAME: &'static str = "AddTicketFeedback";
    const ACCESS: Access = Access::Write;
    type Response = AddTicketFeedbackResponse;
}

/// The response of `AddTicketFeedback`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTicketFeedbackResponse {
    pub ticketid: Num,
    pub rating: Num,
}
