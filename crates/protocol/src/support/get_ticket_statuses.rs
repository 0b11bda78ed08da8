//! `GetTicketStatuses`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists every ticket status with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketStatuses {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetTicketStatuses {
    const NAME: &'static str = "GetTicketStatuses";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketStatusesResponse;
}

/// The response of `GetTicketStatuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketStatusesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub statuses: Wrap<TicketStatusEntryList>,
}

/// The list of `statuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketStatusEntryList {
    pub ticketstatus: Many<TicketStatusEntry>,
}

/// A ticket status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketStatusEntry {
    pub statusid: Num,
    pub title: Text,
    pub color: Text,
    pub order: Num,
    pub showactive: Bool,
    pub showawaiting: Bool,
    pub autoclose: Bool,
}
