//! `WithdrawClientInvite`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes back an invitation to act for a client that was not accepted yet.
///
/// Ours: WHMCS does it on a page only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct WithdrawClientInvite {
    #[param(refused = "Invalid client id")]
    pub client_id: u64,
    #[param(refused = "Invite ID Not Found")]
    pub invite_id: u64,
}

impl Action for WithdrawClientInvite {
    const NAME: &'static str = "WithdrawClientInvite";
    const ACCESS: Access = Access::Write;
    type Response = WithdrawClientInviteResponse;
}

/// The response of `WithdrawClientInvite`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct WithdrawClientInviteResponse {
    pub invite_id: Num,
}
