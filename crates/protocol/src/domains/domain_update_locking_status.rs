//! `DomainUpdateLockingStatus`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Flag};

/// Locks or unlocks a domain.
///
/// <https://developers.whmcs.com/api-reference/domainupdatelockingstatus/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainUpdateLockingStatus {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
    pub lockstatus: Flag,
}

impl Action for DomainUpdateLockingStatus {
    const NAME: &'static str = "DomainUpdateLockingStatus";
    const ACCESS: Access = Access::Write;
    type Response = DomainUpdateLockingStatusResponse;
}

/// The response of `DomainUpdateLockingStatus`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainUpdateLockingStatusResponse {}
