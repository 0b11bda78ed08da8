//! `ModuleChangePackage`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Tells the module that a service has another product.
///
/// <https://developers.whmcs.com/api-reference/modulechangepackage/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ModuleChangePackage {
    /// Also read from its older name `accountid`.
    #[param(
        alias = "accountid",
        missing = "Service ID is required",
        malformed = "Service ID not found"
    )]
    pub serviceid: u64,
}

impl Action for ModuleChangePackage {
    const NAME: &'static str = "ModuleChangePackage";
    const ACCESS: Access = Access::Write;
    type Response = ModuleChangePackageResponse;
}

/// The response of `ModuleChangePackage`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleChangePackageResponse {}
