//! `DeactivateModule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Deactivates a module.
///
/// <https://developers.whmcs.com/api-reference/deactivatemodule/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeactivateModule {
    pub moduleType: String,
    #[param(missing = "Invalid module name provided.")]
    pub moduleName: String,
    pub newGateway: Option<String>,
}

impl Action for DeactivateModule {
    const NAME: &'static str = "DeactivateModule";
    const ACCESS: Access = Access::Write;
    type Response = DeactivateModuleResponse;
}

/// The response of `DeactivateModule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeactivateModuleResponse {}
