//! `ChangePassword`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Changes the password of a user; every session of the user ends.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ChangePassword {
    #[param(refused = "User Not Found")]
    pub user_id: u64,
    /// The present password; staff may leave it out. Not `password`, which is a credential of the
    /// caller.
    pub currentpassword: Option<Secret>,
    /// The new password.
    #[param(missing = "You did not enter a password")]
    pub password2: Secret,
}

impl Action for ChangePassword {
    const NAME: &'static str = "ChangePassword";
    const ACCESS: Access = Access::Write;
    type Response = ChangePasswordResponse;
}

/// The response of `ChangePassword`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ChangePasswordResponse {}
