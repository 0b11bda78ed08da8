//! `DeleteProduct`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a product that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteProduct {
    pub pid: u64,
}

impl Action for DeleteProduct {
    const NAME: &'static str = "DeleteProduct";
    const ACCESS: Access = Access::Write;
    type Response = DeleteProductResponse;
}

/// The response of `DeleteProduct`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteProductResponse {
    pub pid: Num,
}
