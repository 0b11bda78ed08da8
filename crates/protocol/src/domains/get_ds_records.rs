//! `GetDsRecords`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists what the registry of a domain publishes of the keys that sign it: its DS records (DNSSEC).
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDsRecords {
    pub domainid: u64,
}

impl Action for GetDsRecords {
    const NAME: &'static str = "GetDsRecords";
    const ACCESS: Access = Access::Read;
    type Response = GetDsRecordsResponse;
}

/// The response of `GetDsRecords`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDsRecordsResponse {
    pub domain: Text,
    pub records: Wrap<DsRecords>,
}

/// The list of `records`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DsRecords {
    pub record: Many<DsRecord>,
}

/// A DS record (RFC 4034 section 5).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DsRecord {
    pub keytag: Num,
    pub algorithm: Num,
    pub digesttype: Num,
    /// In hexadecimal digits.
    pub digest: Text,
    /// All of it, as zone files have it.
    pub text: Text,
}
