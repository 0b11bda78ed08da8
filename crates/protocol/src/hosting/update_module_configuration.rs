//! `UpdateModuleConfiguration`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Keyed, Secret},
};

/// Changes the settings of a module.
///
/// <https://developers.whmcs.com/api-reference/updatemoduleconfiguration/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateModuleConfiguration {
    pub moduleType: String,
    #[param(missing = "Invalid module name provided.")]
    pub moduleName: String,
    pub parameters: Keyed<Secret>,
}

impl Action for UpdateModuleConfiguration {
    const NAME: &'static str = "UpdateModuleConfiguration";
    const ACCESS: Access = Access::Write;
    type Response = UpdateModuleConfigurationResponse;
}

/// The response of `UpdateModuleConfiguration`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateModuleConfigurationResponse {}
