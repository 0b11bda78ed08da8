//! `GetServerDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists every server with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServerDetails {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetServerDetails {
    const NAME: &'static str = "GetServerDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetServerDetailsResponse;
}

/// The response of `GetServerDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServerDetailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub servers: Wrap<ServerEntryList>,
}

/// The list of `servers`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServerEntryList {
    pub server: Many<ServerEntry>,
}

/// A server.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ServerEntry {
    pub serverid: Num,
    pub name: Text,
    pub module: Text,
    pub hostname: Text,
    pub ipaddress: Text,
    pub assignedips: Text,
    /// One a line.
    pub nameservers: Text,
    /// 0 for any number.
    pub maxaccounts: Num,
    pub serverusername: Text,
    /// 0 for the usual one.
    pub port: Num,
    pub secure: Bool,
    pub active: Bool,
    pub default: Bool,
    pub noc: Text,
    pub statusaddress: Text,
}
