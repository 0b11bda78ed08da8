//! `DeleteProductGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a product group that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteProductGroup {
    pub gid: u64,
}

impl Action for DeleteProductGroup {
    const NAME: &'static str = "DeleteProductGroup";
    const ACCESS: Access = Access::Write;
    type Response = DeleteProductGroupResponse;
}

/// The response of `DeleteProductGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteProductGroupResponse {
    pub gid: Num,
}
