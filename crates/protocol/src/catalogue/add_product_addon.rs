//! `AddProductAddon`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Csv, Flag, Keyed, Num},
};

/// Adds a product addon.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddProductAddon {
    pub name: String,
    pub description: Option<String>,
    pub paytype: String,
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

impl Action for AddProductAddon {
    const NAME: &'static str = "AddProductAddon";
    const ACCESS: Access = Access::Write;
    type Response = AddProductAddonResponse;
}

/// The response of `AddProductAddon`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddProductAddonResponse {
    pub addonid: Num,
}
