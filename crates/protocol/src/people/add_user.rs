//! `AddUser`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Creates a user.
///
/// <https://developers.whmcs.com/api-reference/adduser/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddUser {
    #[param(missing = "You did not enter a first name")]
    pub firstname: String,
    #[param(missing = "You did not enter a last name")]
    pub lastname: String,
    #[param(missing = "You did not enter an email address")]
    pub email: String,
    #[param(missing = "You did not enter a password")]
    pub password2: Secret,
    /// A full name, such as `english`.
    pub language: Option<String>,
}

impl Action for AddUser {
    const NAME: &'static str = "AddUser";
    const ACCESS: Access = Access::Write;
    type Response = AddUserResponse;
}

/// The response of `AddUser`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddUserResponse {
    pub user_id: Num,
}
