//! `UpdateConfigOptionGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Num},
};

/// Changes a configurable option group; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateConfigOptionGroup {
    pub groupid: u64,
    pub name: Option<String>,
    pub description: Option<String>,
    /// The products it goes with; replaces the list.
    pub products: Option<Csv<u64>>,
}

impl Action for UpdateConfigOptionGroup {
    const NAME: &'static str = "UpdateConfigOptionGroup";
    const ACCESS: Access = Access::Write;
    type Response = UpdateConfigOptionGroupResponse;
}

/// The response of `UpdateConfigOptionGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateConfigOptionGroupResponse {
    pub groupid: Num,
}
