//! `UpdateBundle`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Change, Csv, Flag, Num, WireDate},
};

/// Changes a bundle; what is absent stays. Services that were sold with it keep their prices.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateBundle {
    pub bundleid: u64,
    pub name: Option<String>,
    pub description: Change<String>,
    /// Products with their cycles, such as `1:monthly,4:monthly`.
    pub items: Option<Csv<String>>,
    /// One period of all of it, in the default currency; other currencies by their rates.
    pub price: Option<String>,
    /// The first and the last day it is sold.
    pub startdate: Option<WireDate>,
    pub enddate: Option<WireDate>,
    /// Orders at most; 0 for no limit.
    pub maxuses: Option<u64>,
    /// The shop does not show it, and only staff sell it.
    pub hidden: Option<Flag>,
    pub order: Option<u64>,
}

impl Action for UpdateBundle {
    const NAME: &'static str = "UpdateBundle";
    const ACCESS: Access = Access::Write;
    type Response = UpdateBundleResponse;
}

/// The response of `UpdateBundle`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateBundleResponse {
    pub bundleid: Num,
}
