//! `GetConfigOptions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists every configurable option with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetConfigOptions {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetConfigOptions {
    const NAME: &'static str = "GetConfigOptions";
    const ACCESS: Access = Access::Read;
    type Response = GetConfigOptionsResponse;
}

/// The response of `GetConfigOptions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetConfigOptionsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub configoptions: Wrap<ConfigOptionEntryList>,
}

/// The list of `configoptions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfigOptionEntryList {
    pub configoption: Many<ConfigOptionEntry>,
}

/// A configurable option.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfigOptionEntry {
    pub optionid: Num,
    pub groupid: Num,
    pub name: Text,
    /// 1 dropdown, 2 radio, 3 yes or no, 4 quantity.
    pub r#type: Num,
    pub qtyminimum: Num,
    pub qtymaximum: Num,
    pub order: Num,
    pub hidden: Bool,
}
