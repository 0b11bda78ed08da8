//! `GetStaffPreferences`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists how the caller likes the pages of the office: saved views of lists, the first page.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetStaffPreferences {}

impl Action for GetStaffPreferences {
    const NAME: &'static str = "GetStaffPreferences";
    const ACCESS: Access = Access::Read;
    type Response = GetStaffPreferencesResponse;
}

/// The response of `GetStaffPreferences`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetStaffPreferencesResponse {
    pub totalresults: Num,
    pub preferences: Wrap<StaffPreferenceList>,
}

/// The list of `preferences`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StaffPreferenceList {
    pub preference: Many<StaffPreference>,
}

/// A preference of the caller.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StaffPreference {
    pub name: Text,
    pub value: Text,
}
