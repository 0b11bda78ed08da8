//! `UpdateProductGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a product group; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateProductGroup {
    pub gid: u64,
    pub name: Option<String>,
    pub slug: Option<String>,
    pub headline: Option<String>,
    pub tagline: Option<String>,
    pub hidden: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for UpdateProductGroup {
    const NAME: &'static str = "UpdateProductGroup";
    const ACCESS: Access = Access::Write;
    type Response = UpdateProductGroupResponse;
}

/// The response of `UpdateProductGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateProductGroupResponse {
    pub gid: Num,
}
