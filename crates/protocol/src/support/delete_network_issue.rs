//! `DeleteNetworkIssue`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a network issue.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteNetworkIssue {
    pub issueid: u64,
}

impl Action for DeleteNetworkIssue {
    const NAME: &'static str = "DeleteNetworkIssue";
    const ACCESS: Access = Access::Write;
    type Response = DeleteNetworkIssueResponse;
}

/// The response of `DeleteNetworkIssue`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteNetworkIssueResponse {
    pub issueid: Num,
}
