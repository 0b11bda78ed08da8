//! `GetDomainResolutions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists where the names of services and domains pointed when they were last looked up.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetDomainResolutions {
    /// `ours`, `elsewhere`, `gone`, `unanswered` or `unknown`; `away` for all that do not point to
    /// us.
    pub state: Option<String>,
    /// `service` or `domain`.
    pub kind: Option<String>,
    pub clientid: Option<u64>,
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
}

impl Action for GetDomainResolutions {
    const NAME: &'static str = "GetDomainResolutions";
    const ACCESS: Access = Access::Read;
    type Response = GetDomainResolutionsResponse;
}

/// The response of `GetDomainResolutions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetDomainResolutionsResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub resolutions: Wrap<DomainResolutionList>,
}

/// The list of `resolutions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainResolutionList {
    pub resolution: Many<DomainResolution>,
}

/// Where a name pointed.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DomainResolution {
    /// `service` or `domain`.
    pub kind: Text,
    /// The service or domain.
    pub relid: Num,
    pub clientid: Num,
    pub name: Text,
    pub state: Text,
    /// Addresses or name servers of ours, separated by commas.
    pub expected: Text,
    pub a: Text,
    pub aaaa: Text,
    pub mx: Text,
    pub ns: Text,
    pub checkedat: WireDateTime,
}
