//! `GetDnsRecords`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists the DNS records of a domain whose zone is kept here.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDnsRecords {
    pub domainid: u64,
}

impl Action for GetDnsRecords {
    const NAME: &'static str = "GetDnsRecords";
    const ACCESS: Access = Access::Read;
    type Response = GetDnsRecordsResponse;
}

/// The response of `GetDnsRecords`, and of the actions that change a record: all that are there.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDnsRecordsResponse {
    pub domain: Text,
    pub records: Wrap<ZoneRecordList>,
}

/// The list of `records`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ZoneRecordList {
    pub record: Many<ZoneRecord>,
}

/// A record of a zone.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ZoneRecord {
    /// The whole name.
    pub name: Text,
    /// `A`, `AAAA`, `CAA`, `CNAME`, `MX`, `NS`, `SRV` or `TXT`.
    pub r#type: Text,
    /// As people write it: `10 mail.example.com`.
    pub value: Text,
    /// How long resolvers may keep it, in seconds.
    pub ttl: Num,
}
