//! `DomainRelease`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Releases a domain to another registrar's tag.
///
/// <https://developers.whmcs.com/api-reference/domainrelease/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainRelease {
    #[param(malformed = "Domain Not Found")]
    pub domainid: Option<u64>,
    pub domain: Option<String>,
    pub newtag: Option<String>,
}

impl Action for DomainRelease {
    const NAME: &'static str = "DomainRelease";
    const ACCESS: Access = Access::Write;
    type Response = DomainReleaseResponse;
}

/// The response of `DomainRelease`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainReleaseResponse {}
