//! `GetDsRecords`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists what the registry of a domain was told of the keys that sign it (DNSSEC): its DS records,
/// or the keys themselves where the registry makes such records of them.
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
    /// What the registry wants to be told: `ds` or `key`.
    pub form: Text,
    pub records: Wrap<DsRecords>,
}

/// The list of `records`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DsRecords {
    pub record: Many<DsRecord>,
}

/// A DS record (RFC 4034 section 5), or a key (section 2).
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DsRecord {
    pub keytag: Num,
    pub algorithm: Num,
    /// Of a DS record.
    pub digesttype: Option<Num>,
    /// Of a DS record, in hexadecimal digits.
    pub digest: Option<Text>,
    /// Of a key.
    pub flags: Option<Num>,
    /// Of a key, in base64.
    pub publickey: Option<Text>,
    /// All of it, as zone files have it.
    pub text: Text,
}
