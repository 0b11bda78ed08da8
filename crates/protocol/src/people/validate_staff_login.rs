//! `ValidateStaffLogin`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Secret, Text},
};

/// Checks the name and password of a member of staff.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ValidateStaffLogin {
    /// Instead of `adminusername`.
    pub email: Option<String>,
    /// Not `username`, which is a credential of the caller.
    pub adminusername: Option<String>,
    pub password2: Secret,
    /// Ours: the address of the person who signs in, when a program asks for it.
    pub clientip: Option<String>,
}

impl Action for ValidateStaffLogin {
    const NAME: &'static str = "ValidateStaffLogin";
    const ACCESS: Access = Access::Write;
    type Response = ValidateStaffLoginResponse;
}

/// The response of `ValidateStaffLogin`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ValidateStaffLoginResponse {
    pub adminid: Num,
    pub name: Text,
    pub email: Text,
    pub role: Text,
    /// The actions that it may do now; none while it owes a second factor.
    pub permissions: Many<Text>,
    /// Whether a code must be checked (`CheckTwoFactor`) before it is in.
    pub twoFactorEnabled: Bool,
    /// Whether it must set up a second factor before it may do anything.
    pub twoFactorOwed: Bool,
}
