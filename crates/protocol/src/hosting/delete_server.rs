//! `DeleteServer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a server that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteServer {
    pub serverid: u64,
}

impl Action for DeleteServer {
    const NAME: &'static str = "DeleteServer";
    const ACCESS: Access = Access::Write;
    type Response = DeleteServerResponse;
}

/// The response of `DeleteServer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteServerResponse {
    pub serverid: Num,
}
