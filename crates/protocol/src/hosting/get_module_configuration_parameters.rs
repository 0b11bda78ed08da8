//! `GetModuleConfigurationParameters`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Text},
};

/// Lists the settings a module has.
///
/// <https://developers.whmcs.com/api-reference/getmoduleconfigurationparameters/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetModuleConfigurationParameters {
    pub moduleType: String,
    #[param(missing = "Invalid module name provided.")]
    pub moduleName: String,
}

impl Action for GetModuleConfigurationParameters {
    const NAME: &'static str = "GetModuleConfigurationParameters";
    const ACCESS: Access = Access::Read;
    type Response = GetModuleConfigurationParametersResponse;
}

/// The response of `GetModuleConfigurationParameters`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetModuleConfigurationParametersResponse {
    pub parameters: Many<ModuleParameter>,
}

/// A setting of a module.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleParameter {
    pub name: Text,
    pub displayName: Text,
    pub fieldType: Text,
}
