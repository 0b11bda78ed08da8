//! `AddDnsRecord`: its parameters and response.

use crate::{Access, Action, GetDnsRecordsResponse, Params};

/// Adds a DNS record to a domain whose zone is kept here.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddDnsRecord {
    pub domainid: u64,
    /// The whole name, or what stands before the domain; the domain itself if absent.
    pub name: Option<String>,
    /// `A`, `AAAA`, `CAA`, `CNAME`, `MX`, `NS`, `SRV` or `TXT`.
    pub r#type: String,
    /// As people write it: `10 mail.example.com`.
    pub value: String,
    /// In seconds, for all records of the name and type; 3600 for the first one if absent.
    pub ttl: Option<u64>,
}

impl Action for AddDnsRecord {
    const NAME: &'static str = "AddDnsRecord";
    const ACCESS: Access = Access::Write;
    type Response = GetDnsRecordsResponse;
}
