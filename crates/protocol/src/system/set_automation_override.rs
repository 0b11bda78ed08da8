//! `SetAutomationOverride`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Sets what a setting of the automation is for a client or a product.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetAutomationOverride {
    /// Of a client, or
    pub clientid: Option<u64>,
    /// of a product.
    pub productid: Option<u64>,
    pub setting: String,
    /// Empty goes back to what holds elsewhere.
    pub value: Option<String>,
}

impl Action for SetAutomationOverride {
    const NAME: &'static str = "SetAutomationOverride";
    const ACCESS: Access = Access::Write;
    type Response = SetAutomationOverrideResponse;
}

/// The response of `SetAutomationOverride`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetAutomationOverrideResponse {
    pub setting: Text,
    pub value: Text,
}
