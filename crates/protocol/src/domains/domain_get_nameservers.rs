//! `DomainGetNameservers`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Asks the registrar for the nameservers.
///
/// <https://developers.whmcs.com/api-reference/domaingetnameservers/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainGetNameservers {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
}

impl Action for DomainGetNameservers {
    const NAME: &'static str = "DomainGetNameservers";
    const ACCESS: Access = Access::Read;
    type Response = DomainGetNameserversResponse;
}

/// The response of `DomainGetNameservers`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainGetNameserversResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ns1: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ns2: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ns3: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ns4: Option<Text>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ns5: Option<Text>,
}
