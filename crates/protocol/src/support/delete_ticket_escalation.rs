//! `DeleteTicketEscalation`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an escalation rule.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteTicketEscalation {
    pub escalationid: u64,
}

impl Action for DeleteTicketEscalation {
    const NAME: &'static str = "DeleteTicketEscalation";
    const ACCESS: Access = Access::Write;
    type Response = DeleteTicketEscalationResponse;
}

/// The response of `DeleteTicketEscalation`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteTicketEscalationResponse {
    pub escalationid: Num,
}
