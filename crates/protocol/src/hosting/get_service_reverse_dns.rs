//! `GetServiceReverseDns`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Many, Num, Text, Wrap},
};

/// Tells what the addresses of a service are called in reverse DNS, as its provider has it.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetServiceReverseDns {
    #[param(missing = "Service ID is required", malformed = "Service ID not found")]
    pub serviceid: u64,
}

impl Action for GetServiceReverseDns {
    const NAME: &'static str = "GetServiceReverseDns";
    const ACCESS: Access = Access::Read;
    type Response = GetServiceReverseDnsResponse;
}

/// The response of `GetServiceReverseDns` and `SetServiceReverseDns`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetServiceReverseDnsResponse {
    pub serviceid: Num,
    pub addresses: Wrap<NamedAddressList>,
    /// Networks of the service, such as `2001:db8::/64`: each of their addresses may have a name.
    pub networks: Csv<String>,
}

/// The list of `addresses`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NamedAddressList {
    pub address: Many<NamedAddress>,
}

/// An address and its name.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NamedAddress {
    pub ip: Text,
    /// In punycode; empty if it has none.
    pub name: Text,
}
