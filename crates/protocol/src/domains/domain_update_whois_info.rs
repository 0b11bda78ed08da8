//! `DomainUpdateWhoisInfo`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Changes the contacts at the registrar.
///
/// <https://developers.whmcs.com/api-reference/domainupdatewhoisinfo/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainUpdateWhoisInfo {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
    /// `<contactdetails>` with a block for each contact.
    #[param(missing = "XML Required")]
    pub xml: String,
}

impl Action for DomainUpdateWhoisInfo {
    const NAME: &'static str = "DomainUpdateWhoisInfo";
    const ACCESS: Access = Access::Write;
    type Response = DomainUpdateWhoisInfoResponse;
}

/// The response of `DomainUpdateWhoisInfo`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainUpdateWhoisInfoResponse {}
