//! `DeleteClientGroup`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a client group that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteClientGroup {
    pub groupid: u64,
}

impl Action for DeleteClientGroup {
    const NAME: &'static str = "DeleteClientGroup";
    const ACCESS: Access = Access::Write;
    type Response = DeleteClientGroupResponse;
}

/// The response of `DeleteClientGroup`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteClientGroupResponse {
    pub groupid: Num,
}
