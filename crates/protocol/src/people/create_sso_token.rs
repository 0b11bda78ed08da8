//! `CreateSsoToken`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Secret, Text},
};

/// Makes a link that signs a user in once.
///
/// <https://developers.whmcs.com/api-reference/createssotoken/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateSsoToken {
    #[param(malformed = "Invalid client_id")]
    pub client_id: Option<u64>,
    #[param(malformed = "Invalid user_id")]
    pub user_id: Option<u64>,
    /// Such as `clientarea:services`.
    pub destination: Option<String>,
    pub service_id: Option<u64>,
    pub domain_id: Option<u64>,
    pub sso_redirect_path: Option<String>,
}

impl Action for CreateSsoToken {
    const NAME: &'static str = "CreateSsoToken";
    const ACCESS: Access = Access::Write;
    type Response = CreateSsoTokenResponse;
}

/// The response of `CreateSsoToken`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateSsoTokenResponse {
    pub access_token: Secret,
    pub redirect_url: Text,
}
