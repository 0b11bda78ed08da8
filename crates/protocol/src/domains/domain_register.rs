//! `DomainRegister`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Registers a domain at its registrar.
///
/// <https://developers.whmcs.com/api-reference/domainregister/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainRegister {
    #[param(malformed = "Domain Not Found")]
    pub domainid: Option<u64>,
    pub domain: Option<String>,
    pub idnlanguage: Option<String>,
}

impl Action for DomainRegister {
    const NAME: &'static str = "DomainRegister";
    const ACCESS: Access = Access::Write;
    type Response = DomainRegisterResponse;
}

/// The response of `DomainRegister`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainRegisterResponse {}
