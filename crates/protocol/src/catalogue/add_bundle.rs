//! `AddBundle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num, WireDate},
};

/// Adds a bundle: an order that holds all of its products costs its price, without setup fees.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddBundle {
    pub name: String,
    pub description: Option<String>,
    /// Products with their cycles, such as `1:monthly,4:monthly`.
    pub items: Csv<String>,
    /// One period of all of it, in the default currency; other currencies by their rates.
    pub price: String,
    /// The first and the last day it is sold.
    pub startdate: Option<WireDate>,
    pub enddate: Option<WireDate>,
    /// Orders at most; 0 for no limit.
    pub maxuses: Option<u64>,
    /// The shop does not show it, and only staff sell it.
    pub hidden: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for AddBundle {
    const NAME: &'static str = "AddBundle";
    const ACCESS: Access = Access::Write;
    type Response = AddBundleResponse;
}

/// The response of `AddBundle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddBundleResponse {
    pub bundleid: Num,
}
