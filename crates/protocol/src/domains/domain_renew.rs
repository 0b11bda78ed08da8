//! `DomainRenew`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Renews a domain at its registrar.
///
/// <https://developers.whmcs.com/api-reference/domainrenew/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainRenew {
    #[param(malformed = "Domain Not Found")]
    pub domainid: Option<u64>,
    pub domain: Option<String>,
    pub regperiod: Option<u64>,
}

impl Action for DomainRenew {
    const NAME: &'static str = "DomainRenew";
    const ACCESS: Access = Access::Write;
    type Response = DomainRenewResponse;
}

/// The response of `DomainRenew`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainRenewResponse {}
