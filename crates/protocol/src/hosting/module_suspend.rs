//! `ModuleSuspend`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Suspends a service on its server.
///
/// <https://developers.whmcs.com/api-reference/modulesuspend/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ModuleSuspend {
    /// Also read from its older name `accountid`.
    #[param(
        alias = "accountid",
        missing = "Service ID is required",
        malformed = "Service ID not found"
    )]
    pub serviceid: u64,
    pub suspendreason: Option<String>,
}

impl Action for ModuleSuspend {
    const NAME: &'static str = "ModuleSuspend";
    const ACCESS: Access = Access::Write;
    type Response = ModuleSuspendResponse;
}

/// The response of `ModuleSuspend`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleSuspendResponse {}
