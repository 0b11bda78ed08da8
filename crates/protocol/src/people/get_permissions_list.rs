//! `GetPermissionsList`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Success, Text, Wrap},
};

/// Lists the permissions users can have.
///
/// <https://developers.whmcs.com/api-reference/getpermissionslist/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetPermissionsList {}

impl Action for GetPermissionsList {
    const NAME: &'static str = "GetPermissionsList";
    const ACCESS: Access = Access::Read;
    type Response = GetPermissionsListResponse;
}

/// The response of `GetPermissionsList`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetPermissionsListResponse {
    pub status: Success,
    pub permissions: Wrap<Permissions>,
}

/// The list of `permissions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct Permissions {
    pub permission: Many<Text>,
}
