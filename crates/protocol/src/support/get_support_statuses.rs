//! `GetSupportStatuses`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Counts the tickets in each status.
///
/// <https://developers.whmcs.com/api-reference/getsupportstatuses/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSupportStatuses {
    pub deptid: Option<u64>,
}

impl Action for GetSupportStatuses {
    const NAME: &'static str = "GetSupportStatuses";
    const ACCESS: Access = Access::Read;
    type Response = GetSupportStatusesResponse;
}

/// The response of `GetSupportStatuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSupportStatusesResponse {
    pub totalresults: Num,
    pub statuses: Wrap<SupportStatuses>,
}

/// The list of `statuses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SupportStatuses {
    pub status: Many<SupportStatusCount>,
}

/// How many tickets are in a status.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SupportStatusCount {
    pub title: Text,
    pub count: Num,
    pub color: Text,
}
