//! `AcceptClientInvite`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Accepts the invitation of `CreateClientInvite` as the user it was sent to.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AcceptClientInvite {
    /// From the link; good once.
    pub token: Secret,
    #[param(refused = "User Not Found")]
    pub user_id: u64,
}

impl Action for AcceptClientInvite {
    const NAME: &'static str = "AcceptClientInvite";
    const ACCESS: Access = Access::Write;
    type Response = AcceptClientInviteResponse;
}

/// The response of `AcceptClientInvite`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AcceptClientInviteResponse {
    pub client_id: Num,
}
