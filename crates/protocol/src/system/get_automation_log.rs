//! `GetAutomationLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Tree, WireDate, WireDateTime},
};

/// Tells what the daily automation did.
///
/// <https://developers.whmcs.com/api-reference/getautomationlog/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAutomationLog {
    pub startdate: Option<WireDate>,
    pub enddate: Option<WireDate>,
    pub namespace: Option<String>,
}

impl Action for GetAutomationLog {
    const NAME: &'static str = "GetAutomationLog";
    const ACCESS: Access = Access::Read;
    type Response = GetAutomationLogResponse;
}

/// The response of `GetAutomationLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAutomationLogResponse {
    pub currentDatetime: WireDateTime,
    pub lastDailyCronInvocationTime: WireDateTime,
    pub startdate: WireDateTime,
    pub enddate: WireDateTime,
    pub statistics: Tree,
}
