//! `StartTwoFactor`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Makes a secret for one-time codes; it counts once a code of it was shown.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct StartTwoFactor {
    pub user_id: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
}

impl Action for StartTwoFactor {
    const NAME: &'static str = "StartTwoFactor";
    const ACCESS: Access = Access::Write;
    type Response = StartTwoFactorResponse;
}

/// The response of `StartTwoFactor`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct StartTwoFactorResponse {
    /// In base 32, for people who cannot scan.
    pub secret: Secret,
    /// `otpauth://…`, for the picture to scan.
    pub uri: Secret,
}
