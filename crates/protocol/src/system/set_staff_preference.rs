//! `SetStaffPreference`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Keeps how the caller likes a page of the office; nothing is kept of an empty value.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetStaffPreference {
    /// What it is about, such as `dashboard`; 200 letters at most.
    pub name: String,
    /// 4000 letters at most.
    pub value: Option<String>,
}

impl Action for SetStaffPreference {
    const NAME: &'static str = "SetStaffPreference";
    const ACCESS: Access = Access::Write;
    type Response = SetStaffPreferenceResponse;
}

/// The response of `SetStaffPreference`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetStaffPreferenceResponse {
    pub name: Text,
}
