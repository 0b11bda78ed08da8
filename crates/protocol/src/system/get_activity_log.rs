//! `GetActivityLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{LocalDate, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the activity log.
///
/// <https://developers.whmcs.com/api-reference/getactivitylog/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetActivityLog {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// Also read from its older name `userid`.
    #[param(alias = "userid")]
    pub clientid: Option<u64>,
    pub date: Option<LocalDate>,
    pub user: Option<String>,
    pub description: Option<String>,
    pub ipaddress: Option<String>,
}

impl Action for GetActivityLog {
    const NAME: &'static str = "GetActivityLog";
    const ACCESS: Access = Access::Read;
    type Response = GetActivityLogResponse;
}

/// The response of `GetActivityLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetActivityLogResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub activity: Wrap<Activity>,
}

/// The list of `activity`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Activity {
    pub entry: Many<ActivityEntry>,
}

/// A line of the activity log.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ActivityEntry {
    pub id: Num,
    pub clientId: Num,
    pub userId: Num,
    pub adminId: Num,
    pub date: WireDateTime,
    pub description: Text,
    pub username: Text,
    pub ipaddress: Text,
    pub userid: Num,
}
