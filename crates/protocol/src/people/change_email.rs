//! `ChangeEmail`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Secret},
};

/// Changes the address with which a user signs in. With the present password, as a user asks for
/// it, the new one waits until the link that is mailed to it was opened (`VerifyEmail`), and the
/// one before counts until then; as staff asks for it, without, it counts at once. The one before
/// is told, and every session of the user ends when the new one counts.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct ChangeEmail {
    #[param(refused = "User Not Found")]
    pub user_id: u64,
    /// The new address.
    #[param(missing = "You did not enter your email address")]
    pub email: String,
    /// The present password; staff may leave it out. Not `password`, which is a credential of the
    /// caller.
    pub currentpassword: Option<Secret>,
}

impl Action for ChangeEmail {
    const NAME: &'static str = "ChangeEmail";
    const ACCESS: Access = Access::Write;
    type Response = ChangeEmailResponse;
}

/// The response of `ChangeEmail`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct ChangeEmailResponse {
    /// Whether the new address waits to be proven.
    pub waits: Bool,
}
