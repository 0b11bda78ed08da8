//! `UpdateProductAddon`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Csv, Flag, Keyed, Num},
};

/// Changes a product addon; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateProductAddon {
    pub addonid: u64,
    pub name: Option<String>,
    pub description: Option<String>,
    pub paytype: Option<String>,
    pub module: Option<String>,
    /// The product (it may be hidden) that it delivers as a service of its own, made, suspended
    /// and ended with the addon; 0 for none.
    pub deliverspid: Option<u64>,
    pub autosetup: Option<String>,
    pub tax: Option<Flag>,
    pub allowqty: Option<Flag>,
    pub hidden: Option<Flag>,
    pub retired: Option<Flag>,
    pub showorder: Option<Flag>,
    pub order: Option<u64>,
    /// Prices by currency id and cycle; below zero takes a cycle off the list.
    pub pricing: Keyed<Keyed<Amount>, u64>,
    /// The products it is offered with; replaces the list.
    pub products: Option<Csv<u64>>,
}

impl Action for UpdateProductAddon {
    const NAME: &'static str = "UpdateProductAddon";
    const ACCESS: Access = Access::Write;
    type Response = UpdateProductAddonResponse;
}

/// The response of `UpdateProductAddon`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateProductAddonResponse {
    pub addonid: Num,
}
