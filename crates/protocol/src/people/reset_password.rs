//! `ResetPassword`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params};

/// Mails a user the way to a new password.
///
/// <https://developers.whmcs.com/api-reference/resetpassword/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ResetPassword {
    #[param(malformed = "User Not Found")]
    pub id: Option<u64>,
    pub email: Option<String>,
}

impl Action for ResetPassword {
    const NAME: &'static str = "ResetPassword";
    const ACCESS: Access = Access::Write;
    type Response = ResetPasswordResponse;
}

/// The response of `ResetPassword`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ResetPasswordResponse {}
