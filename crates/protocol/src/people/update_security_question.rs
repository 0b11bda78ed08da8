//! `UpdateSecurityQuestion`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Words a question otherwise.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateSecurityQuestion {
    pub questionid: u64,
    pub question: String,
}

impl Action for UpdateSecurityQuestion {
    const NAME: &'static str = "UpdateSecurityQuestion";
    const ACCESS: Access = Access::Write;
    type Response = UpdateSecurityQuestionResponse;
}

/// The response of `UpdateSecurityQuestion`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateSecurityQuestionResponse {
    pub questionid: Num,
}
