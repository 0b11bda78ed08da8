//! `DeleteProductAddon`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a product addon that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteProductAddon {
    pub addonid: u64,
}

impl Action for DeleteProductAddon {
    const NAME: &'static str = "DeleteProductAddon";
    const ACCESS: Access = Access::Write;
    type Response = DeleteProductAddonResponse;
}

/// The response of `DeleteProductAddon`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteProductAddonResponse {
    pub addonid: Num,
}
