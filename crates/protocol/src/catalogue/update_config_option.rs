//! `UpdateConfigOption`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Num},
};

/// Changes a configurable option; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateConfigOption {
    pub optionid: u64,
    pub groupid: Option<u64>,
    pub name: Option<String>,
    /// 1 dropdown, 2 radio, 3 yes or no, 4 quantity.
    pub r#type: Option<u64>,
    pub qtyminimum: Option<u64>,
    pub qtymaximum: Option<u64>,
    pub order: Option<u64>,
    pub hidden: Option<Flag>,
}

impl Action for UpdateConfigOption {
    const NAME: &'static str = "UpdateConfigOption";
    const ACCESS: Access = Access::Write;
    type Response = UpdateConfigOptionResponse;
}

/// The response of `UpdateConfigOption`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateConfigOptionResponse {
    pub optionid: Num,
}
