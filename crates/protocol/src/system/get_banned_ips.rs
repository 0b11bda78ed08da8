//! `GetBannedIps`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the addresses and networks that are turned away.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetBannedIps {
    /// Only the bans that cover this address.
    pub ip: Option<String>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetBannedIps {
    const NAME: &'static str = "GetBannedIps";
    const ACCESS: Access = Access::Read;
    type Response = GetBannedIpsResponse;
}

/// The response of `GetBannedIps`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetBannedIpsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub bans: Wrap<BannedIpList>,
}

/// The list of `bans`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BannedIpList {
    pub ban: Many<BannedIp>,
}

/// An address or network that is turned away.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct BannedIp {
    pub id: Num,
    /// An address, or a network as `192.0.2.0/24`.
    pub ip: Text,
    pub reason: Text,
    pub created: WireDateTime,
    pub expires: WireDateTime,
    /// Whether failed log-ins led to it.
    pub automatic: Bool,
    /// Whether it holds now.
    pub active: Bool,
}
