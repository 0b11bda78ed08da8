//! `GetClientGroupDetails`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, Wrap},
};

/// Lists every client group with all that can be changed.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientGroupDetails {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetClientGroupDetails {
    const NAME: &'static str = "GetClientGroupDetails";
    const ACCESS: Access = Access::Read;
    type Response = GetClientGroupDetailsResponse;
}

/// The response of `GetClientGroupDetails`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientGroupDetailsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub clientgroups: Wrap<ClientGroupEntryList>,
}

/// The list of `clientgroups`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientGroupEntryList {
    pub clientgroup: Many<ClientGroupEntry>,
}

/// A client group.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientGroupEntry {
    pub groupid: Num,
    pub name: Text,
    /// `#rrggbb`.
    pub colour: Text,
    pub discountpercent: Text,
    pub suspendterminateexempt: Bool,
    pub separateinvoices: Bool,
    /// 1 to 31, 0 for the house's, -1 for none.
    pub billingday: Num,
}
