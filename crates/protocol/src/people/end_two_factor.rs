//! `EndTwoFactor`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Takes the second factor away. Staff may leave the code out, but not for themselves.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct EndTwoFactor {
    pub user_id: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
    pub code: Option<Secret>,
}

impl Action for EndTwoFactor {
    const NAME: &'static str = "EndTwoFactor";
    const ACCESS: Access = Access::Write;
    type Response = EndTwoFactorResponse;
}

/// The response of `EndTwoFactor`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct EndTwoFactorResponse {}
