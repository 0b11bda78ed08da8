//! `GetTicketCounts`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Named, Num, Text},
};

/// Counts tickets.
///
/// <https://developers.whmcs.com/api-reference/getticketcounts/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetTicketCounts {
    pub ignoreDepartmentAssignments: Flag,
    pub includeCountsByStatus: Flag,
}

impl Action for GetTicketCounts {
    const NAME: &'static str = "GetTicketCounts";
    const ACCESS: Access = Access::Read;
    type Response = GetTicketCountsResponse;
}

/// The response of `GetTicketCounts`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetTicketCountsResponse {
    pub filteredDepartments: Many<Num>,
    pub allActive: Num,
    pub awaitingReply: Num,
    pub flaggedTickets: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub status: Option<Named<TicketStatusCount>>,
}

/// How many tickets are in a status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TicketStatusCount {
    pub title: Text,
    pub count: Num,
}
