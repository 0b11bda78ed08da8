//! `VerifyEmail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Proves the address of whoever has the link of `SendEmailVerification` or `ChangeEmail`; one that
/// waited is from now on what the user signs in with.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct VerifyEmail {
    /// From the link; good once.
    pub token: Secret,
}

impl Action for VerifyEmail {
    const NAME: &'static str = "VerifyEmail";
    const ACCESS: Access = Access::Write;
    type Response = VerifyEmailResponse;
}

/// The response of `VerifyEmail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct VerifyEmailResponse {
    pub user_id: Num,
}
