//! `GetProductAddons`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Many, Num, Text, Wrap},
};

/// Lists every product addon with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetProductAddons {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetProductAddons {
    const NAME: &'static str = "GetProductAddons";
    const ACCESS: Access = Access::Read;
    type Response = GetProductAddonsResponse;
}

/// The response of `GetProductAddons`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetProductAddonsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub productaddons: Wrap<ProductAddonEntryList>,
}

/// The list of `productaddons`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductAddonEntryList {
    pub productaddon: Many<ProductAddonEntry>,
}

/// A product addon.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ProductAddonEntry {
    pub addonid: Num,
    /// The products it goes with.
    pub products: Csv<u64>,
    pub name: Text,
    pub description: Text,
    pub paytype: Text,
    pub module: Text,
    /// The product that it delivers; 0 for none.
    pub deliverspid: Num,
    pub autosetup: Text,
    pub tax: Bool,
    pub allowqty: Bool,
    pub hidden: Bool,
    pub retired: Bool,
    pub showorder: Bool,
    pub order: Num,
}
