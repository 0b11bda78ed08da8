//! `UpdateDsRecords`: its parameters and response.

use crate::{Access, Action, GetDsRecordsResponse, Params, wire::List};

/// Tells the registry of a domain of these keys and no others; none switch DNSSEC off.
///
/// Ours: see `GetDsRecords`.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateDsRecords {
    pub domainid: u64,
    /// As zone files have them: key tag, algorithm, digest type, digest; or flags, protocol,
    /// algorithm, public key where `GetDsRecords` says that the form is `key`.
    pub records: List<String>,
}

impl Action for UpdateDsRecords {
    const NAME: &'static str = "UpdateDsRecords";
    const ACCESS: Access = Access::Write;
    type Response = GetDsRecordsResponse;
}
