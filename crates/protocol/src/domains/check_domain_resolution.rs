//! `CheckDomainResolution`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Looks up the names of active services and domains, longest unchecked first, and keeps where
/// they point.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CheckDomainResolution {
    /// `services`, `domains` or `all`.
    pub scope: Option<String>,
    /// Only this one.
    pub serviceid: Option<u64>,
    /// Only this one.
    pub domainid: Option<u64>,
    /// Names at most, up to 5000; 500 if absent.
    pub limitnum: Option<u64>,
}

impl Action for CheckDomainResolution {
    const NAME: &'static str = "CheckDomainResolution";
    const ACCESS: Access = Access::Write;
    type Response = CheckDomainResolutionResponse;
}

/// The response of `CheckDomainResolution`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CheckDomainResolutionResponse {
    pub checked: Num,
    /// Names that point to us.
    pub ours: Num,
    /// Names that point elsewhere.
    pub elsewhere: Num,
    /// Names that do not exist.
    pub gone: Num,
    /// Names whose name servers gave no answer.
    pub unanswered: Num,
    /// Names whose server or name servers are not known here.
    pub unknown: Num,
}
