//! `ModuleChangePw`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Sets another password on the server.
///
/// <https://developers.whmcs.com/api-reference/modulechangepw/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ModuleChangePw {
    /// Also read from its older name `accountid`.
    #[param(
        alias = "accountid",
        missing = "Service ID is required",
        malformed = "Service ID not found"
    )]
    pub serviceid: u64,
    pub servicepassword: Option<Secret>,
}

impl Action for ModuleChangePw {
    const NAME: &'static str = "ModuleChangePw";
    const ACCESS: Access = Access::Write;
    type Response = ModuleChangePwResponse;
}

/// The response of `ModuleChangePw`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleChangePwResponse {}
