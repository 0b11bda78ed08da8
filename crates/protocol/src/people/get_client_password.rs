//! `GetClientPassword`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Gets the stored hash of an owner's password.
///
/// <https://developers.whmcs.com/api-reference/getclientpassword/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetClientPassword {
    #[param(malformed = "Client ID Not Found")]
    pub userid: Option<u64>,
    pub email: Option<String>,
}

impl Action for GetClientPassword {
    const NAME: &'static str = "GetClientPassword";
    const ACCESS: Access = Access::Read;
    type Response = GetClientPasswordResponse;
}

/// The response of `GetClientPassword`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetClientPasswordResponse {
    pub password: Secret,
}
