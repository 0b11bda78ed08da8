//! `UpdateOAuthCredential`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Flag, List, Num, Secret},
};

/// Changes a credential.
///
/// <https://developers.whmcs.com/api-reference/updateoauthcredential/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateOAuthCredential {
    #[param(malformed = "Invalid Credential ID provided.")]
    pub credentialId: Option<u64>,
    pub clientApiIdentifier: Option<String>,
    pub name: Option<String>,
    pub description: Option<String>,
    pub grantType: Option<String>,
    pub scope: Option<String>,
    pub serviceId: Option<u64>,
    pub logoUri: Option<String>,
    pub redirectUri: List<String>,
    pub resetSecret: Flag,
}

impl Action for UpdateOAuthCredential {
    const NAME: &'static str = "UpdateOAuthCredential";
    const ACCESS: Access = Access::Write;
    type Response = UpdateOAuthCredentialResponse;
}

/// The response of `UpdateOAuthCredential`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateOAuthCredentialResponse {
    pub credentialId: Num,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub newClientSecret: Option<Secret>,
}
