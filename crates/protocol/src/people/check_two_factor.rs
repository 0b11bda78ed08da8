//! `CheckTwoFactor`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Checks a one-time code or a backup code; each is good once.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct CheckTwoFactor {
    pub user_id: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
    #[param(missing = "Code is required")]
    pub code: Secret,
}

impl Action for CheckTwoFactor {
    const NAME: &'static str = "CheckTwoFactor";
    const ACCESS: Access = Access::Write;
    type Response = CheckTwoFactorResponse;
}

/// The response of `CheckTwoFactor`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct CheckTwoFactorResponse {}
