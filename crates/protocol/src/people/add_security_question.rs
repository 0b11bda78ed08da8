//! `AddSecurityQuestion`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Adds a question that users can choose.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddSecurityQuestion {
    pub question: String,
}

impl Action for AddSecurityQuestion {
    const NAME: &'static str = "AddSecurityQuestion";
    const ACCESS: Access = Access::Write;
    type Response = AddSecurityQuestionResponse;
}

/// The response of `AddSecurityQuestion`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddSecurityQuestionResponse {
    pub questionid: Num,
}
