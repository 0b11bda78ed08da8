//! `CreateOAuthCredential`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret, Text},
};

/// Creates a credential for OAuth or single sign-on.
///
/// <https://developers.whmcs.com/api-reference/createoauthcredential/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CreateOAuthCredential {
    /// `authorization_code` or `single_sign_on`.
    #[param(missing = "A valid grant type is required.")]
    pub grantType: String,
    /// Separated by spaces.
    #[param(missing = "At least one valid scope is required.")]
    pub scope: String,
    pub name: Option<String>,
    #[param(malformed = "A valid Service ID is required.")]
    pub serviceId: Option<u64>,
    pub description: Option<String>,
    pub logoUri: Option<String>,
    pub redirectUri: Option<String>,
}

impl Action for CreateOAuthCredential {
    const NAME: &'static str = "CreateOAuthCredential";
    const ACCESS: Access = Access::Write;
    type Response = CreateOAuthCredentialResponse;
}

/// The response of `CreateOAuthCredential`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CreateOAuthCredentialResponse {
    pub credentialId: Num,
    pub clientIdentifier: Text,
    pub clientSecret: Secret,
}
