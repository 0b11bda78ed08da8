//! `ModuleTerminate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Removes a service from its server.
///
/// <https://developers.whmcs.com/api-reference/moduleterminate/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ModuleTerminate {
    /// Also read from its older name `accountid`.
    #[param(
        alias = "accountid",
        missing = "Service ID is required",
        malformed = "Service ID not found"
    )]
    pub serviceid: u64,
}

impl Action for ModuleTerminate {
    const NAME: &'static str = "ModuleTerminate";
    const ACCESS: Access = Access::Write;
    type Response = ModuleTerminateResponse;
}

/// The response of `ModuleTerminate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleTerminateResponse {}
