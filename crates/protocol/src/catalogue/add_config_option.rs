//! `AddConfigOption`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Adds a configurable option.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddConfigOption {
    pub groupid: u64,
    pub name: String,
    /// 1 dropdown, 2 radio, 3 yes or no, 4 quantity.
    pub r#type: u64,
    pub qtyminimum: Option<u64>,
    pub qtymaximum: Option<u64>,
    pub order: Option<u64>,
    pub hidden: Option<Flag>,
}

impl Action for AddConfigOption {
    const NAME: &'static str = "AddConfigOption";
    const ACCESS: Access = Access::Write;
    type Response = AddConfigOptionResponse;
}

/// The response of `AddConfigOption`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddConfigOptionResponse {
    pub optionid: Num,
}
