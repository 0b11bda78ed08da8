//! `ConfirmTwoFactor`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Secret, Text},
};

/// Makes the second factor count, and gives codes for when the device is lost.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ConfirmTwoFactor {
    pub user_id: Option<u64>,
    /// Instead of a user: a member of staff.
    pub adminid: Option<u64>,
    #[param(missing = "Code is required")]
    pub code: Secret,
}

impl Action for ConfirmTwoFactor {
    const NAME: &'static str = "ConfirmTwoFactor";
    const ACCESS: Access = Access::Write;
    type Response = ConfirmTwoFactorResponse;
}

/// The response of `ConfirmTwoFactor`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ConfirmTwoFactorResponse {
    /// Each is good once; they are said only now.
    pub backupcodes: Many<Text>,
}
