//! `DeleteSecurityQuestion`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Takes away a question that nobody has answered.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteSecurityQuestion {
    pub questionid: u64,
}

impl Action for DeleteSecurityQuestion {
    const NAME: &'static str = "DeleteSecurityQuestion";
    const ACCESS: Access = Access::Write;
    type Response = DeleteSecurityQuestionResponse;
}

/// The response of `DeleteSecurityQuestion`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteSecurityQuestionResponse {
    pub questionid: Num,
}
