//! `EndTwoFactor`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Secret};

/// Takes the second factor away; staff may leave the code out.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct EndTwoFactor {
    #[param(refused = "User Not Found")]
    pub user_id: u64,
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
