//! `DomainGetWhoisInfo`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::JsonText};

/// Asks the registrar for the contacts; each is JSON in a text.
///
/// <https://developers.whmcs.com/api-reference/domaingetwhoisinfo/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainGetWhoisInfo {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
}

impl Action for DomainGetWhoisInfo {
    const NAME: &'static str = "DomainGetWhoisInfo";
    const ACCESS: Access = Access::Read;
    type Response = DomainGetWhoisInfoResponse;
}

/// The response of `DomainGetWhoisInfo`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainGetWhoisInfoResponse {
    pub Registrant: JsonText,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub Admin: Option<JsonText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub Tech: Option<JsonText>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub Billing: Option<JsonText>,
}
