//! `AddConfigOptionChoice`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Amount, Flag, Keyed, Num},
};

/// Adds an option choice.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddConfigOptionChoice {
    pub optionid: u64,
    pub name: String,
    pub order: Option<u64>,
    pub hidden: Option<Flag>,
    /// Prices by currency id and cycle; below zero takes a cycle off the list.
    pub pricing: Keyed<Keyed<Amount>, u64>,
}

impl Action for AddConfigOptionChoice {
    const NAME: &'static str = "AddConfigOptionChoice";
    const ACCESS: Access = Access::Write;
    type Response = AddConfigOptionChoiceResponse;
}

/// The response of `AddConfigOptionChoice`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddConfigOptionChoiceResponse {
    pub choiceid: Num,
}
