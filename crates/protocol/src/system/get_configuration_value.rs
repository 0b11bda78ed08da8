//! `GetConfigurationValue`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Reads one setting.
///
/// <https://developers.whmcs.com/api-reference/getconfigurationvalue/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetConfigurationValue {
    #[param(missing = "Parameter setting is required")]
    pub setting: String,
}

impl Action for GetConfigurationValue {
    const NAME: &'static str = "GetConfigurationValue";
    const ACCESS: Access = Access::Read;
    type Response = GetConfigurationValueResponse;
}

/// The response of `GetConfigurationValue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetConfigurationValueResponse {
    pub setting: Text,
    pub value: Text,
}
