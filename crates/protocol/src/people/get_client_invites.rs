//! `GetClientInvites`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the invitations to act for a client that wait for an answer, oldest first.
///
/// Ours: WHMCS shows them on a page only.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientInvites {
    #[param(refused = "Invalid client id")]
    pub client_id: u64,
}

impl Action for GetClientInvites {
    const NAME: &'static str = "GetClientInvites";
    const ACCESS: Access = Access::Read;
    type Response = GetClientInvitesResponse;
}

/// The response of `GetClientInvites`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientInvitesResponse {
    pub invites: Wrap<ClientInvites>,
}

/// The list of `invites`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientInvites {
    pub invite: Many<ClientInvite>,
}

/// An invitation that waits for an answer.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ClientInvite {
    pub id: Num,
    pub email: Text,
    /// Separated by commas.
    pub permissions: Text,
    /// Who invited, in words.
    pub invitedby: Text,
    pub created: WireDateTime,
    /// Void from then on.
    pub expires: WireDateTime,
}
