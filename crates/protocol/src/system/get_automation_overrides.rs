//! `GetAutomationOverrides`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text},
};

/// Lists the settings of the automation that differ for a client or a product, or all of them.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetAutomationOverrides {
    /// Of a client, or
    pub clientid: Option<u64>,
    /// of a product.
    pub productid: Option<u64>,
}

impl Action for GetAutomationOverrides {
    const NAME: &'static str = "GetAutomationOverrides";
    const ACCESS: Access = Access::Read;
    type Response = GetAutomationOverridesResponse;
}

/// The response of `GetAutomationOverrides`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetAutomationOverridesResponse {
    pub totalresults: Num,
    /// Names of the settings that can differ, separated by commas.
    pub forclients: Text,
    pub forproducts: Text,
    pub overrides: Many<AutomationOverride>,
}

/// A setting that differs.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AutomationOverride {
    /// 0 where it is a product's.
    pub clientid: Num,
    /// 0 where it is a client's.
    pub productid: Num,
    pub setting: Text,
    pub value: Text,
    /// What holds elsewhere.
    pub housevalue: Text,
}
