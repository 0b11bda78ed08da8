//! `UpdateDsRecords`: its parameters and response.

use crate::{Access, Action, GetDsRecordsResponse, Params, wire::List};

/// Has the registry of a domain publish these DS records and no others; none switch DNSSEC off.
///
/// Ours: see `GetDsRecords`.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateDsRecords {
    pub domainid: u64,
    /// As zone files have them: key tag, algorithm, digest type, digest.
    pub records: List<String>,
}

impl Action for UpdateDsRecords {
    const NAME: &'static str = "UpdateDsRecords";
    const ACCESS: Access = Access::Write;
    type Response = GetDsRecordsResponse;
}
