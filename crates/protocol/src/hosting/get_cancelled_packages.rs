//! `GetCancelledPackages`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists requests for cancellation.
///
/// <https://developers.whmcs.com/api-reference/getcancelledpackages/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetCancelledPackages {
    /// Rows to skip; 0 if absent.
    pub limitstart: Option<u64>,
    /// Rows at most; 25 if absent.
    pub limitnum: Option<u64>,
    /// Only the request of this service that still stands; ours.
    pub serviceid: Option<u64>,
    /// Only requests that still stand; ours.
    pub open: Flag,
}

impl Action for GetCancelledPackages {
    const NAME: &'static str = "GetCancelledPackages";
    const ACCESS: Access = Access::Read;
    type Response = GetCancelledPackagesResponse;
}

/// The response of `GetCancelledPackages`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetCancelledPackagesResponse {
    pub totalresults: Num,
    pub startnumber: Num,
    pub numreturned: Num,
    pub packages: Wrap<CancelRequests>,
}

/// The list of `packages`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CancelRequests {
    pub package: Many<CancelRequest>,
}

/// A request for cancellation; `relid` is the service.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CancelRequest {
    pub id: Num,
    pub date: WireDateTime,
    pub relid: Num,
    pub reason: Text,
    pub r#type: Text,
    pub created_at: WireDateTime,
    pub updated_at: WireDateTime,
}
