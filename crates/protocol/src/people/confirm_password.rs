//! `ConfirmPassword`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Whether a user who is signed in knows the password, asked before something that cannot be taken
/// back. Wrong ones are counted as at a sign-in; it begins no session.
///
/// Ours: no WHMCS has it; `ValidateLogin` notes a sign-in.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ConfirmPassword {
    #[param(refused = "User Not Found")]
    pub user_id: u64,
    /// The present password. Not `password`, which is a credential of the caller.
    #[param(missing = "You did not enter your present password")]
    pub currentpassword: Secret,
}

impl Action for ConfirmPassword {
    const NAME: &'static str = "ConfirmPassword";
    const ACCESS: Access = Access::Read;
    type Response = ConfirmPasswordResponse;
}

/// The response of `ConfirmPassword`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfirmPasswordResponse {}
