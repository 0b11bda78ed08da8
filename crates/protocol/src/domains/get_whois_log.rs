//! `GetWhoisLog`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the names that were looked up, by whom and with what answer, the newest first.
///
/// Ours: WHMCS shows it on a page only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetWhoisLog {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// What the name begins with.
    pub domain: Option<String>,
    /// `free`, `taken` or `unknown`; all if absent.
    pub outcome: Option<String>,
}

impl Action for GetWhoisLog {
    const NAME: &'static str = "GetWhoisLog";
    const ACCESS: Access = Access::Read;
    type Response = GetWhoisLogResponse;
}

/// The response of `GetWhoisLog`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetWhoisLogResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub lookups: Wrap<WhoisLookupList>,
}

/// The list of `lookups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WhoisLookupList {
    pub lookup: Many<WhoisLookup>,
}

/// A look-up.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WhoisLookup {
    pub lookupid: Num,
    pub date: WireDateTime,
    pub domain: Text,
    pub outcome: Text,
    /// Who answered: a registrar, or the address of a registry's server.
    pub source: Text,
    pub actor: Text,
    pub actorid: Num,
    pub ipaddress: Text,
}
