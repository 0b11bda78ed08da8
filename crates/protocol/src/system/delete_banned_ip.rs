//! `DeleteBannedIp`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Lifts a ban of an address or network.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteBannedIp {
    pub banid: u64,
}

impl Action for DeleteBannedIp {
    const NAME: &'static str = "DeleteBannedIp";
    const ACCESS: Access = Access::Write;
    type Response = DeleteBannedIpResponse;
}

/// The response of `DeleteBannedIp`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteBannedIpResponse {
    pub banid: Num,
}
