//! `SetConfigurationValue`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Secret},
};

/// Changes one setting.
///
/// <https://developers.whmcs.com/api-reference/setconfigurationvalue/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetConfigurationValue {
    #[param(missing = "Parameter setting is required")]
    pub setting: String,
    /// The setting from now on; empty for its usual value, or where it says so for none or all; a
    /// switch is off then.
    #[param(empty)]
    pub value: String,
    /// Ours: the password of the mail server, given again where a setting leads to another one.
    pub smtppass: Option<Secret>,
}

impl Action for SetConfigurationValue {
    const NAME: &'static str = "SetConfigurationValue";
    const ACCESS: Access = Access::Write;
    type Response = SetConfigurationValueResponse;
}

/// The response of `SetConfigurationValue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetConfigurationValueResponse {
    pub value_changed: Bool,
}
