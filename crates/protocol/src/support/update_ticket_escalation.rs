//! `UpdateTicketEscalation`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Changes an escalation rule; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateTicketEscalation {
    pub escalationid: u64,
    pub name: Option<String>,
    /// Department ids, separated by commas; any if empty. So are `statuses` and `priorities`.
    pub departments: Option<String>,
    pub statuses: Option<String>,
    pub priorities: Option<String>,
    /// Minutes since the last answer.
    pub minutes: Option<u64>,
    /// What is done: the department, status and priority from then on.
    pub todeptid: Option<u64>,
    pub tostatus: Option<String>,
    pub topriority: Option<String>,
    /// Who of the staff looks after it from then on.
    pub flag: Option<u64>,
    /// Ids of the staff who are mailed, separated by commas.
    pub notify: Option<String>,
    /// What is answered.
    pub reply: Option<String>,
}

impl Action for UpdateTicketEscalation {
    const NAME: &'static str = "UpdateTicketEscalation";
    const ACCESS: Access = Access::Write;
    type Response = UpdateTicketEscalationResponse;
}

/// The response of `UpdateTicketEscalation`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateTicketEscalationResponse {
    pub escalationid: Num,
}
