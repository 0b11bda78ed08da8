//! `DeleteDnsRecord`: its parameters and response.

use crate::{Access, Action, GetDnsRecordsResponse, Params};

/// Takes a DNS record away.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteDnsRecord {
    pub domainid: u64,
    /// The name of the record; the domain itself if absent.
    pub name: Option<String>,
    /// Its type.
    pub r#type: String,
    /// Its value.
    pub value: String,
}

impl Action for DeleteDnsRecord {
    const NAME: &'static str = "DeleteDnsRecord";
    const ACCESS: Access = Access::Write;
    type Response = GetDnsRecordsResponse;
}
