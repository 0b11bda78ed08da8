//! `CreateClientInvite`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Csv};

/// Invites somebody to act for a client.
///
/// <https://developers.whmcs.com/api-reference/createclientinvite/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateClientInvite {
    #[param(refused = "Invalid client id")]
    pub client_id: u64,
    #[param(missing = "Email is required")]
    pub email: String,
    #[param(required)]
    pub permissions: Csv<String>,
}

impl Action for CreateClientInvite {
    const NAME: &'static str = "CreateClientInvite";
    const ACCESS: Access = Access::Write;
    type Response = CreateClientInviteResponse;
}

/// The response of `CreateClientInvite`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateClientInviteResponse {}
