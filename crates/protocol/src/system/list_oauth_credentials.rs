//! `ListOAuthCredentials`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Secret, Text},
};

/// Lists credentials.
///
/// <https://developers.whmcs.com/api-reference/listoauthcredentials/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ListOAuthCredentials {
    pub grantType: Option<String>,
    pub sortField: Option<String>,
    /// `ASC` or `DESC`.
    pub sortOrder: Option<String>,
    pub limit: Option<u64>,
}

impl Action for ListOAuthCredentials {
    const NAME: &'static str = "ListOAuthCredentials";
    const ACCESS: Access = Access::Read;
    type Response = ListOAuthCredentialsResponse;
}

/// The response of `ListOAuthCredentials`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ListOAuthCredentialsResponse {
    pub clients: Many<OAuthCredential>,
}

/// A credential for OAuth or single sign-on.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct OAuthCredential {
    pub credentialId: Num,
    pub name: Text,
    pub description: Text,
    pub grantTypes: Text,
    pub scope: Text,
    pub clientIdentifier: Text,
    pub clientSecret: Secret,
    pub uuid: Option<Text>,
    pub serviceId: Option<Num>,
    pub logoUri: Text,
    pub redirectUri: Many<Text>,
    pub rsaKeyPairId: Num,
    pub createdAt: Text,
    pub updatedAt: Text,
}
