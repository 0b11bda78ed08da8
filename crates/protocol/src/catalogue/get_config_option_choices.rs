//! `GetConfigOptionChoices`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists every option choice with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetConfigOptionChoices {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetConfigOptionChoices {
    const NAME: &'static str = "GetConfigOptionChoices";
    const ACCESS: Access = Access::Read;
    type Response = GetConfigOptionChoicesResponse;
}

/// The response of `GetConfigOptionChoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetConfigOptionChoicesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub configoptionchoices: Wrap<ConfigOptionChoiceEntryList>,
}

/// The list of `configoptionchoices`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfigOptionChoiceEntryList {
    pub configoptionchoice: Many<ConfigOptionChoiceEntry>,
}

/// An option choice.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfigOptionChoiceEntry {
    pub choiceid: Num,
    pub optionid: Num,
    pub name: Text,
    pub order: Num,
    pub hidden: Bool,
}
