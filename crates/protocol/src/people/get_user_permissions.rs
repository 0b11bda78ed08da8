//! `GetUserPermissions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, Permissions, wire::Wrap};

/// Lists what a user may do for a client.
///
/// <https://developers.whmcs.com/api-reference/getuserpermissions/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetUserPermissions {
    #[param(refused = "Invalid user id")]
    pub user_id: u64,
    #[param(refused = "Invalid client id")]
    pub client_id: u64,
}

impl Action for GetUserPermissions {
    const NAME: &'static str = "GetUserPermissions";
    const ACCESS: Access = Access::Read;
    type Response = GetUserPermissionsResponse;
}

/// The response of `GetUserPermissions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetUserPermissionsResponse {
    pub permissions: Wrap<Permissions>,
}
