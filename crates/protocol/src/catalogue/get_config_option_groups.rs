//! `GetConfigOptionGroups`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Many, Num, Text, Wrap},
};

/// Lists every configurable option group with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetConfigOptionGroups {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetConfigOptionGroups {
    const NAME: &'static str = "GetConfigOptionGroups";
    const ACCESS: Access = Access::Read;
    type Response = GetConfigOptionGroupsResponse;
}

/// The response of `GetConfigOptionGroups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetConfigOptionGroupsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub configoptiongroups: Wrap<ConfigOptionGroupEntryList>,
}

/// The list of `configoptiongroups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfigOptionGroupEntryList {
    pub configoptiongroup: Many<ConfigOptionGroupEntry>,
}

/// A configurable option group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfigOptionGroupEntry {
    pub groupid: Num,
    /// The products it goes with.
    pub products: Csv<u64>,
    pub name: Text,
    pub description: Text,
}
