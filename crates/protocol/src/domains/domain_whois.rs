//! `DomainWhois`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Asks whether a domain is free.
///
/// <https://developers.whmcs.com/api-reference/domainwhois/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainWhois {
    #[param(missing = "Domain not valid")]
    pub domain: String,
}

impl Action for DomainWhois {
    const NAME: &'static str = "DomainWhois";
    const ACCESS: Access = Access::Read;
    type Response = DomainWhoisResponse;
}

/// The response of `DomainWhois`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainWhoisResponse {
    pub status: Text,
    pub whois: Text,
}
