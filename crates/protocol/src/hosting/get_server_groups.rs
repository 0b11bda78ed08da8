//! `GetServerGroups`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Many, Num, Text, Wrap},
};

/// Lists every server group with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServerGroups {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetServerGroups {
    const NAME: &'static str = "GetServerGroups";
    const ACCESS: Access = Access::Read;
    type Response = GetServerGroupsResponse;
}

/// The response of `GetServerGroups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServerGroupsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub servergroups: Wrap<ServerGroupEntryList>,
}

/// The list of `servergroups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServerGroupEntryList {
    pub servergroup: Many<ServerGroupEntry>,
}

/// A server group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServerGroupEntry {
    pub groupid: Num,
    pub name: Text,
    /// `least` for the least full server, `fill` for the default one first.
    pub filltype: Text,
    /// The servers in it.
    pub servers: Csv<u64>,
}
