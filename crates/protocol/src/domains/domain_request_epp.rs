//! `DomainRequestEPP`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Asks the registrar for the transfer code.
///
/// <https://developers.whmcs.com/api-reference/domainrequestepp/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainRequestEPP {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
}

impl Action for DomainRequestEPP {
    const NAME: &'static str = "DomainRequestEPP";
    const ACCESS: Access = Access::Write;
    type Response = DomainRequestEPPResponse;
}

/// The response of `DomainRequestEPP`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainRequestEPPResponse {
    #[serde(skip_serializing_if = "Option::is_none")]
    pub eppcode: Option<Secret>,
}
