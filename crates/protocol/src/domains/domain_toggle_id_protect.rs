//! `DomainToggleIdProtect`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Flag};

/// Switches the privacy of a domain's owner.
///
/// <https://developers.whmcs.com/api-reference/domaintoggleidprotect/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DomainToggleIdProtect {
    #[param(refused = "Domain ID Not Found")]
    pub domainid: u64,
    pub idprotect: Flag,
}

impl Action for DomainToggleIdProtect {
    const NAME: &'static str = "DomainToggleIdProtect";
    const ACCESS: Access = Access::Write;
    type Response = DomainToggleIdProtectResponse;
}

/// The response of `DomainToggleIdProtect`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainToggleIdProtectResponse {}
