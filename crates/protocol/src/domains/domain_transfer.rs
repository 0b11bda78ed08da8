//! `DomainTransfer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Transfers a domain in.
///
/// <https://developers.whmcs.com/api-reference/domaintransfer/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainTransfer {
    #[param(malformed = "Domain Not Found")]
    pub domainid: Option<u64>,
    pub domain: Option<String>,
    pub eppcode: Option<Secret>,
}

impl Action for DomainTransfer {
    const NAME: &'static str = "DomainTransfer";
    const ACCESS: Access = Access::Write;
    type Response = DomainTransferResponse;
}

/// The response of `DomainTransfer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainTransferResponse {}
