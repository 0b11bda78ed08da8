//! `GetModules`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Many, Num, Text, Wrap},
};

/// Lists every module there is with its settings; secrets are never told.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetModules {
    /// `dns`, `fraud`, `gateway`, `registrar` or `server`; all if absent.
    pub moduleType: Option<String>,
}

impl Action for GetModules {
    const NAME: &'static str = "GetModules";
    const ACCESS: Access = Access::Read;
    type Response = GetModulesResponse;
}

/// The response of `GetModules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetModulesResponse {
    pub totalresults: Num,
    pub modules: Wrap<ModuleEntryList>,
}

/// The list of `modules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleEntryList {
    pub module: Many<ModuleEntry>,
}

/// A module.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleEntry {
    pub moduletype: Text,
    /// System name.
    pub name: Text,
    pub displayname: Text,
    /// Whether it is switched on and set up; those that run services always are.
    pub active: Bool,
    /// Whether it was switched on before it was set up: nothing is done through it until then.
    pub waiting: Bool,
    pub settings: Wrap<ModuleSettingEntryList>,
}

/// The list of `settings`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleSettingEntryList {
    pub setting: Many<ModuleSettingEntry>,
}

/// A setting of a module.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ModuleSettingEntry {
    pub name: Text,
    pub label: Text,
    pub hint: Text,
    /// `text`, `textarea`, `password`, `yesno` or `dropdown`.
    pub fieldtype: Text,
    pub required: Bool,
    pub default: Text,
    /// Of a `dropdown`.
    pub choices: Csv<String>,
    /// Empty for a secret, and where nothing is set.
    pub value: Text,
    /// Whether something is set.
    pub isset: Bool,
    /// What it names, if servers list such things: a kind of `GetServerChoices`.
    pub offers: Text,
    /// How a secret ends that is set and long; it is shown nowhere else.
    pub lastfour: Text,
}
