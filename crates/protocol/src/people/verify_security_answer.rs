//! `VerifySecurityAnswer`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Num, Secret},
};

/// Compares an answer with the one that a user gave; one step of a recovery, never enough alone.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct VerifySecurityAnswer {
    pub user_id: u64,
    pub answer: Secret,
}

impl Action for VerifySecurityAnswer {
    const NAME: &'static str = "VerifySecurityAnswer";
    const ACCESS: Access = Access::Write;
    type Response = VerifySecurityAnswerResponse;
}

/// The response of `VerifySecurityAnswer`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct VerifySecurityAnswerResponse {
    pub user_id: Num,
    pub verified: Bool,
}
