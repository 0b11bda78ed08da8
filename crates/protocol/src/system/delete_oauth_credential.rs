//! `DeleteOAuthCredential`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a credential.
///
/// <https://developers.whmcs.com/api-reference/deleteoauthcredential/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteOAuthCredential {
    #[param(refused = "Invalid Credential ID provided.")]
    pub credentialId: u64,
}

impl Action for DeleteOAuthCredential {
    const NAME: &'static str = "DeleteOAuthCredential";
    const ACCESS: Access = Access::Write;
    type Response = DeleteOAuthCredentialResponse;
}

/// The response of `DeleteOAuthCredential`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteOAuthCredentialResponse {
    pub credentialId: Num,
}
