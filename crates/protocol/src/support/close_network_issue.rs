//! `CloseNetworkIssue`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, WireDateTime},
};

/// Says that a network issue is resolved.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CloseNetworkIssue {
    pub issueid: u64,
    /// When it ended; now if absent.
    pub enddate: Option<WireDateTime>,
}

impl Action for CloseNetworkIssue {
    const NAME: &'static str = "CloseNetworkIssue";
    const ACCESS: Access = Access::Write;
    type Response = CloseNetworkIssueResponse;
}

/// The response of `CloseNetworkIssue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CloseNetworkIssueResponse {
    pub issueid: Num,
}
