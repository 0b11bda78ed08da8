//! `UpdateDnsRecord`: its parameters and response.

use crate::{Access, Action, GetDnsRecordsResponse, Params};

/// Puts a DNS record in the place of another one of the same domain.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateDnsRecord {
    pub domainid: u64,
    /// The name of the record that is there; the domain itself if absent.
    pub name: Option<String>,
    /// Its type.
    pub r#type: String,
    /// Its value.
    pub value: String,
    /// The new name; as it was if absent.
    pub newname: Option<String>,
    /// The new type; as it was if absent.
    pub newtype: Option<String>,
    /// The new value; as it was if absent.
    pub newvalue: Option<String>,
    /// In seconds, for all records of the name and type; as it was if absent.
    pub ttl: Option<u64>,
}

impl Action for UpdateDnsRecord {
    const NAME: &'static str = "UpdateDnsRecord";
    const ACCESS: Access = Access::Write;
    type Response = GetDnsRecordsResponse;
}
