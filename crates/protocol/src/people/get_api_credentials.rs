//! `GetApiCredentials`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists every api credential with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetApiCredentials {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetApiCredentials {
    const NAME: &'static str = "GetApiCredentials";
    const ACCESS: Access = Access::Read;
    type Response = GetApiCredentialsResponse;
}

/// The response of `GetApiCredentials`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetApiCredentialsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub apicredentials: Wrap<ApiCredentialEntryList>,
}

/// The list of `apicredentials`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ApiCredentialEntryList {
    pub apicredential: Many<ApiCredentialEntry>,
}

/// An api credential.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ApiCredentialEntry {
    pub credentialid: Num,
    /// The public half.
    pub identifier: Text,
    pub description: Text,
    /// A role of the kind `api`.
    pub roleid: Num,
    /// The member of staff it acts as.
    pub adminid: Num,
    /// Only from this machine.
    pub loopbackonly: Bool,
    pub enabled: Bool,
    /// When it was used last, exact to a minute.
    pub lastused: WireDateTime,
}
