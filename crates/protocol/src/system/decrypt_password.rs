//! `DecryptPassword`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Decrypts what `EncryptPassword` made.
///
/// <https://developers.whmcs.com/api-reference/decryptpassword/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DecryptPassword {
    pub password2: Secret,
}

impl Action for DecryptPassword {
    const NAME: &'static str = "DecryptPassword";
    const ACCESS: Access = Access::Read;
    type Response = DecryptPasswordResponse;
}

/// The response of `DecryptPassword`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DecryptPasswordResponse {
    pub password: Secret,
}
