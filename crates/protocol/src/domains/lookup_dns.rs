//! `LookupDns`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Csv, Many, Num, Text, Wrap},
};

/// Asks the DNS for the records of a name.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct LookupDns {
    /// A host name, or an address for its names.
    pub name: String,
    /// `A`, `AAAA`, `MX`, `NS`, `TXT`; all of these if absent.
    pub r#type: Option<Csv<String>>,
}

impl Action for LookupDns {
    const NAME: &'static str = "LookupDns";
    const ACCESS: Access = Access::Read;
    type Response = LookupDnsResponse;
}

/// The response of `LookupDns`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct LookupDnsResponse {
    pub name: Text,
    /// Whether there is such a name.
    pub exists: Bool,
    pub records: Wrap<DnsRecordList>,
}

/// The list of `records`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DnsRecordList {
    pub record: Many<DnsRecord>,
}

/// One answer of the DNS.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DnsRecord {
    pub r#type: Text,
    pub value: Text,
    /// Of a mail server.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub preference: Option<Num>,
}
