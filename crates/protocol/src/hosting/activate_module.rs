//! `ActivateModule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Keyed, Secret},
};

/// Activates a module of any kind.
///
/// <https://developers.whmcs.com/api-reference/activatemodule/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ActivateModule {
    pub moduleType: String,
    #[param(missing = "Invalid module name provided.")]
    pub moduleName: String,
    pub parameters: Keyed<Secret>,
}

impl Action for ActivateModule {
    const NAME: &'static str = "ActivateModule";
    const ACCESS: Access = Access::Write;
    type Response = ActivateModuleResponse;
}

/// The response of `ActivateModule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ActivateModuleResponse {}
