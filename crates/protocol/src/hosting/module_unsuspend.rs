//! `ModuleUnsuspend`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Ends the suspension of a service on its server.
///
/// <https://developers.whmcs.com/api-reference/moduleunsuspend/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ModuleUnsuspend {
    /// Also read from its older name `accountid`.
    #[param(
        alias = "accountid",
        missing = "Service ID is required",
        malformed = "Service ID not found"
    )]
    pub serviceid: u64,
}

impl Action for ModuleUnsuspend {
    const NAME: &'static str = "ModuleUnsuspend";
    const ACCESS: Access = Access::Write;
    type Response = ModuleUnsuspendResponse;
}

/// The response of `ModuleUnsuspend`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleUnsuspendResponse {}
