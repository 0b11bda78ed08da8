//! `DuplicateProduct`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Makes a product like another one: its settings, prices, fields, options, addons and what it can
/// become. The copy is hidden until somebody shows it, and has no services.
///
/// Ours: WHMCS does it in its pages only
/// (<https://docs.whmcs.com/products/duplicate-products-and-services/>).
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DuplicateProduct {
    pub pid: u64,
    /// That of the product with "(copy)" behind it if absent.
    pub name: Option<String>,
}

impl Action for DuplicateProduct {
    const NAME: &'static str = "DuplicateProduct";
    const ACCESS: Access = Access::Write;
    type Response = DuplicateProductResponse;
}

/// The response of `DuplicateProduct`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DuplicateProductResponse {
    pub pid: Num,
}
