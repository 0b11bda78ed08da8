//! `AddCustomField`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds a custom field.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddCustomField {
    /// `client`, `product` or `support`.
    pub r#type: String,
    /// The product or department.
    pub relid: Option<u64>,
    pub name: String,
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

impl Action for AddCustomField {
    const NAME: &'static str = "AddCustomField";
    const ACCESS: Access = Access::Write;
    type Response = AddCustomFieldResponse;
}

/// The response of `AddCustomField`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddCustomFieldResponse {
    pub fieldid: Num,
}
