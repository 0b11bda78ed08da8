//! `GetTicketEscalations`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists the escalation rules.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketEscalations {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetTicketEscalations {
    const NAME: &'static str = "GetTicketEscalations";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketEscalationsResponse;
}

/// The response of `GetTicketEscalations`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketEscalationsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub escalations: Wrap<TicketEscalationList>,
}

/// The list of `escalations`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketEscalationList {
    pub escalation: Many<TicketEscalation>,
}

/// An escalation rule.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketEscalation {
    pub escalationid: Num,
    pub name: Text,
    pub departments: Text,
    pub statuses: Text,
    pub priorities: Text,
    pub minutes: Num,
    pub todeptid: Num,
    pub tostatus: Text,
    pub topriority: Text,
    pub flag: Num,
    pub notify: Text,
    pub reply: Text,
}
