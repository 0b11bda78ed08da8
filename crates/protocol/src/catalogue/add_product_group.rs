//! `AddProductGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds a group of products.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddProductGroup {
    pub name: String,
    /// Made of the name if absent.
    pub slug: Option<String>,
    pub headline: Option<String>,
    pub tagline: Option<String>,
    pub hidden: Flag,
}

impl Action for AddProductGroup {
    const NAME: &'static str = "AddProductGroup";
    const ACCESS: Access = Access::Write;
    type Response = AddProductGroupResponse;
}

/// The response of `AddProductGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddProductGroupResponse {
    pub gid: Num,
}
