//! `SetSecurityAnswer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Num, Secret},
};

/// Sets the question and answer of a user; only a hash of the answer is kept.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct SetSecurityAnswer {
    pub user_id: u64,
    /// Without it, question and answer are taken away.
    pub questionid: Option<u64>,
    pub answer: Option<Secret>,
    /// The present password; staff may leave it out. Also read from its older name `password`,
    /// which is a credential of some callers, too, and does not get here then.
    #[param(alias = "password")]
    pub currentpassword: Option<Secret>,
}

impl Action for SetSecurityAnswer {
    const NAME: &'static str = "SetSecurityAnswer";
    const ACCESS: Access = Access::Write;
    type Response = SetSecurityAnswerResponse;
}

/// The response of `SetSecurityAnswer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SetSecurityAnswerResponse {
    pub user_id: Num,
}
