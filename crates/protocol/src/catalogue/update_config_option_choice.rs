//! `UpdateConfigOptionChoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Keyed, Num},
};

/// Changes an option choice; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateConfigOptionChoice {
    pub choiceid: u64,
    pub optionid: Option<u64>,
    pub name: Option<String>,
    pub order: Option<u64>,
    pub hidden: Option<Flag>,
    /// Prices by currency id and cycle; below zero takes a cycle off the list.
    pub pricing: Keyed<Keyed<Amount>, u64>,
}

impl Action for UpdateConfigOptionChoice {
    const NAME: &'static str = "UpdateConfigOptionChoice";
    const ACCESS: Access = Access::Write;
    type Response = UpdateConfigOptionChoiceResponse;
}

/// The response of `UpdateConfigOptionChoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateConfigOptionChoiceResponse {
    pub choiceid: Num,
}
