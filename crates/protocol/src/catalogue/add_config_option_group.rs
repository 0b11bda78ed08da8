//! `AddConfigOptionGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num},
};

/// Adds a configurable option group.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddConfigOptionGroup {
    pub name: String,
    pub description: Option<String>,
    /// The products it goes with; replaces the list.
    pub products: Option<Csv<u64>>,
}

impl Action for AddConfigOptionGroup {
    const NAME: &'static str = "AddConfigOptionGroup";
    const ACCESS: Access = Access::Write;
    type Response = AddConfigOptionGroupResponse;
}

/// The response of `AddConfigOptionGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddConfigOptionGroupResponse {
    pub groupid: Num,
}
