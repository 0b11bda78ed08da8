//! `DeleteSignInProvider`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes an identity provider; whom it named stays linked should it come back.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteSignInProvider {
    pub providerid: u64,
}

impl Action for DeleteSignInProvider {
    const NAME: &'static str = "DeleteSignInProvider";
    const ACCESS: Access = Access::Write;
    type Response = DeleteSignInProviderResponse;
}

/// The response of `DeleteSignInProvider`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteSignInProviderResponse {
    pub providerid: Num,
}
