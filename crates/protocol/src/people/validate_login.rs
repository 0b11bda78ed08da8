//! `ValidateLogin`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Num, Secret},
};

/// Checks an e-mail address and a password.
///
/// <https://developers.whmcs.com/api-reference/validatelogin/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ValidateLogin {
    #[param(missing = "Email or Password Invalid")]
    pub email: String,
    #[param(missing = "Email or Password Invalid")]
    pub password2: Secret,
    /// Ours: the address of the person who signs in, when a program asks for it.
    pub clientip: Option<String>,
}

impl Action for ValidateLogin {
    const NAME: &'static str = "ValidateLogin";
    const ACCESS: Access = Access::Write;
    type Response = ValidateLoginResponse;
}

/// The response of `ValidateLogin`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ValidateLoginResponse {
    pub userid: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub passwordhash: Option<Secret>,
    pub twoFactorEnabled: Bool,
}
