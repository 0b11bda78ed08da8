//! `GetSecurityQuestions`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Many, Num, Text, Wrap},
};

/// Lists the questions that users can choose from.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetSecurityQuestions {}

impl Action for GetSecurityQuestions {
    const NAME: &'static str = "GetSecurityQuestions";
    const ACCESS: Access = Access::Read;
    type Response = GetSecurityQuestionsResponse;
}

/// The response of `GetSecurityQuestions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetSecurityQuestionsResponse {
    pub totalresults: Num,
    pub questions: Wrap<SecurityQuestionList>,
}

/// The list of `questions`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SecurityQuestionList {
    pub question: Many<SecurityQuestion>,
}

/// A question that users can choose.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct SecurityQuestion {
    pub id: Num,
    pub question: Text,
    /// How many users answered it.
    pub uses: Num,
}
