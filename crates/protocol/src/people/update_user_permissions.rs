//! `UpdateUserPermissions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Csv};

/// Changes what a user may do for a client.
///
/// <https://developers.whmcs.com/api-reference/updateuserpermissions/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateUserPermissions {
    #[param(refused = "Invalid user id")]
    pub user_id: u64,
    #[param(refused = "Invalid client id")]
    pub client_id: u64,
    #[param(required)]
    pub permissions: Csv<String>,
}

impl Action for UpdateUserPermissions {
    const NAME: &'static str = "UpdateUserPermissions";
    const ACCESS: Access = Access::Write;
    type Response = UpdateUserPermissionsResponse;
}

/// The response of `UpdateUserPermissions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateUserPermissionsResponse {}
