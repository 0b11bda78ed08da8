//! `EncryptPassword`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Secret, Text},
};

/// Encrypts a text with the installation's key.
///
/// <https://developers.whmcs.com/api-reference/encryptpassword/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct EncryptPassword {
    pub password2: Secret,
}

impl Action for EncryptPassword {
    const NAME: &'static str = "EncryptPassword";
    const ACCESS: Access = Access::Read;
    type Response = EncryptPasswordResponse;
}

/// The response of `EncryptPassword`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EncryptPasswordResponse {
    pub password: Text,
}
