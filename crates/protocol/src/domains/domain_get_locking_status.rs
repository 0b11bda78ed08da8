//! `DomainGetLockingStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Text};

/// Asks the registrar whether a domain is locked.
///
/// <https://developers.whmcs.com/api-reference/domaingetlockingstatus/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainGetLockingStatus {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
}

impl Action for DomainGetLockingStatus {
    const NAME: &'static str = "DomainGetLockingStatus";
    const ACCESS: Access = Access::Read;
    type Response = DomainGetLockingStatusResponse;
}

/// The response of `DomainGetLockingStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainGetLockingStatusResponse {
    pub lockstatus: Text,
}
