//! `DeleteApiCredential`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an api credential that nothing uses.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteApiCredential {
    pub credentialid: u64,
}

impl Action for DeleteApiCredential {
    const NAME: &'static str = "DeleteApiCredential";
    const ACCESS: Access = Access::Write;
    type Response = DeleteApiCredentialResponse;
}

/// The response of `DeleteApiCredential`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteApiCredentialResponse {
    pub credentialid: Num,
}
