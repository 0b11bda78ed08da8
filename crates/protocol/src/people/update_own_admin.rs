//! `UpdateOwnAdmin`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Changes what a member of staff may change of itself, whatever its role permits; another
/// password ends its sessions.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateOwnAdmin {
    /// The caller itself, if it is a member of staff; programs that may change staff name one.
    pub adminid: u64,
    /// The present password of the member. Not `password`, which is a credential of the caller.
    #[param(missing = "You did not enter your present password")]
    pub currentpassword: Secret,
    pub firstname: Option<String>,
    pub lastname: Option<String>,
    pub email: Option<String>,
    /// A full name, such as `english`.
    pub language: Option<String>,
    /// What stands under its answers.
    pub signature: Option<String>,
    /// A new password.
    pub password2: Option<Secret>,
}

impl Action for UpdateOwnAdmin {
    const NAME: &'static str = "UpdateOwnAdmin";
    const ACCESS: Access = Access::Write;
    type Response = UpdateOwnAdminResponse;
}

/// The response of `UpdateOwnAdmin`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateOwnAdminResponse {
    pub adminid: Num,
}
