//! `DeleteUserClient`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Takes a user away from a client.
///
/// <https://developers.whmcs.com/api-reference/deleteuserclient/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteUserClient {
    #[param(refused = "Invalid user id")]
    pub user_id: u64,
    #[param(refused = "Invalid client id")]
    pub client_id: u64,
}

impl Action for DeleteUserClient {
    const NAME: &'static str = "DeleteUserClient";
    const ACCESS: Access = Access::Write;
    type Response = DeleteUserClientResponse;
}

/// The response of `DeleteUserClient`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteUserClientResponse {}
