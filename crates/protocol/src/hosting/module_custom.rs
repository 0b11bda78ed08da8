//! `ModuleCustom`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Runs a module's own function.
///
/// <https://developers.whmcs.com/api-reference/modulecustom/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ModuleCustom {
    /// Also read from its older name `accountid`.
    #[param(
        alias = "accountid",
        missing = "Service ID is required",
        malformed = "Service ID not found"
    )]
    pub serviceid: u64,
    pub func_name: String,
}

impl Action for ModuleCustom {
    const NAME: &'static str = "ModuleCustom";
    const ACCESS: Access = Access::Write;
    type Response = ModuleCustomResponse;
}

/// The response of `ModuleCustom`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleCustomResponse {}
