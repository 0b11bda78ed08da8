//! `DomainUpdateNameservers`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Changes the nameservers at the registrar.
///
/// <https://developers.whmcs.com/api-reference/domainupdatenameservers/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainUpdateNameservers {
    #[param(malformed = "Domain ID Not Found")]
    pub domainid: Option<u64>,
    pub domain: Option<String>,
    #[param(missing = "ns1 and ns2 required")]
    pub ns1: String,
    #[param(missing = "ns1 and ns2 required")]
    pub ns2: String,
    pub ns3: Option<String>,
    pub ns4: Option<String>,
    pub ns5: Option<String>,
}

impl Action for DomainUpdateNameservers {
    const NAME: &'static str = "DomainUpdateNameservers";
    const ACCESS: Access = Access::Write;
    type Response = DomainUpdateNameserversResponse;
}

/// The response of `DomainUpdateNameservers`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainUpdateNameserversResponse {}
