//! `GetServiceFunctions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Text},
};

/// Lists what a client may have the module of a service do.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServiceFunctions {
    #[param(refused = "Service ID Not Found")]
    pub serviceid: u64,
}

impl Action for GetServiceFunctions {
    const NAME: &'static str = "GetServiceFunctions";
    const ACCESS: Access = Access::Read;
    type Response = GetServiceFunctionsResponse;
}

/// The response of `GetServiceFunctions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServiceFunctionsResponse {
    /// Its system name; empty for a service without a module.
    pub module: Text,
    /// Names for `ModuleCustom`, and `changepassword` for `ModuleChangePw`.
    pub functions: Csv<String>,
    /// Whether `GetServiceMetrics` has an answer for it.
    pub metrics: Bool,
    /// Whether `GetServiceReverseDns` and `SetServiceReverseDns` have an answer for it.
    pub reversedns: Bool,
    /// What is being done to it now, as its module calls that; empty for nothing.
    pub running: Text,
}
