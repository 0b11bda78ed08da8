//! `AddTicketEscalation`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Adds a rule by which tickets that nobody answers are passed on.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddTicketEscalation {
    pub name: String,
    /// Department ids, separated by commas; any if empty. So are `statuses` and `priorities`.
    pub departments: Option<String>,
    pub statuses: Option<String>,
    pub priorities: Option<String>,
    /// Minutes since the last answer.
    pub minutes: u64,
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

impl Action for AddTicketEscalation {
    const NAME: &'static str = "AddTicketEscalation";
    const ACCESS: Access = Access::Write;
    type Response = AddTicketEscalationResponse;
}

/// The response of `AddTicketEscalation`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddTicketEscalationResponse {
    pub escalationid: Num,
}
