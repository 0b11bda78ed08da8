//! `DeleteServerGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a server group that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteServerGroup {
    pub groupid: u64,
}

impl Action for DeleteServerGroup {
    const NAME: &'static str = "DeleteServerGroup";
    const ACCESS: Access = Access::Write;
    type Response = DeleteServerGroupResponse;
}

/// The response of `DeleteServerGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteServerGroupResponse {
    pub groupid: Num,
}
