//! `ModuleCreate`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Creates a service on its server.
///
/// <https://developers.whmcs.com/api-reference/modulecreate/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ModuleCreate {
    /// Also read from its older name `accountid`.
    #[param(
        alias = "accountid",
        missing = "Service ID is required",
        malformed = "Service ID not found"
    )]
    pub serviceid: u64,
}

impl Action for ModuleCreate {
    const NAME: &'static str = "ModuleCreate";
    const ACCESS: Access = Access::Write;
    type Response = ModuleCreateResponse;
}

/// The response of `ModuleCreate`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleCreateResponse {}
