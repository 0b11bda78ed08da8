//! `UpdateUser`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::NumText};

/// Changes a user.
///
/// <https://developers.whmcs.com/api-reference/updateuser/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateUser {
    #[param(refused = "Invalid User ID requested")]
    pub user_id: u64,
    pub firstname: Option<String>,
    pub lastname: Option<String>,
    pub email: Option<String>,
    /// A full name, such as `english`.
    pub language: Option<String>,
}

impl Action for UpdateUser {
    const NAME: &'static str = "UpdateUser";
    const ACCESS: Access = Access::Write;
    type Response = UpdateUserResponse;
}

/// The response of `UpdateUser`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateUserResponse {
    pub user_id: NumText,
}
