//! `UpdateCustomField`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a custom field; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateCustomField {
    pub fieldid: u64,
    pub name: Option<String>,
    pub fieldtype: Option<String>,
    pub description: Option<String>,
    /// Of a dropdown, separated by commas.
    pub options: Option<String>,
    pub regexpr: Option<String>,
    pub adminonly: Option<Flag>,
    pub required: Option<Flag>,
    pub showorder: Option<Flag>,
    pub showinvoice: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for UpdateCustomField {
    const NAME: &'static str = "UpdateCustomField";
    const ACCESS: Access = Access::Write;
    type Response = UpdateCustomFieldResponse;
}

/// The response of `UpdateCustomField`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateCustomFieldResponse {
    pub fieldid: Num,
}
