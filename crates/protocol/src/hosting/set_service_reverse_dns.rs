//! `SetServiceReverseDns`: its parameters and response.

use crate::{Access, Action, GetServiceReverseDnsResponse, Params};

/// Names an address of a service in reverse DNS, at its provider.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetServiceReverseDns {
    #[param(missing = "Service ID is required", malformed = "Service ID not found")]
    pub serviceid: u64,
    /// One of the service's addresses, or one in its networks.
    pub ip: String,
    /// A host name, with international letters or in punycode; without one, the address is called
    /// again what the provider calls it.
    pub name: Option<String>,
}

impl Action for SetServiceReverseDns {
    const NAME: &'static str = "SetServiceReverseDns";
    const ACCESS: Access = Access::Write;
    type Response = GetServiceReverseDnsResponse;
}
