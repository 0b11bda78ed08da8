//! `DeleteCancelRequest`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes back the request to end a service.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteCancelRequest {
    pub serviceid: u64,
}

impl Action for DeleteCancelRequest {
    const NAME: &'static str = "DeleteCancelRequest";
    const ACCESS: Access = Access::Write;
    type Response = DeleteCancelRequestResponse;
}

/// The response of `DeleteCancelRequest`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteCancelRequestResponse {
    pub serviceid: Num,
}
