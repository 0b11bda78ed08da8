//! `CompletePasswordReset`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Sets a new password for whoever has the link of `ResetPassword`.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CompletePasswordReset {
    /// From the link; good once.
    pub token: Secret,
    #[param(missing = "You did not enter a password")]
    pub password2: Secret,
    /// The answer to the user's security question, when there is one.
    pub securityanswer: Option<Secret>,
}

impl Action for CompletePasswordReset {
    const NAME: &'static str = "CompletePasswordReset";
    const ACCESS: Access = Access::Write;
    type Response = CompletePasswordResetResponse;
}

/// The response of `CompletePasswordReset`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CompletePasswordResetResponse {
    pub user_id: Num,
}
