//! `TestNotificationRule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Sends an example by a notification rule.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TestNotificationRule {
    pub ruleid: u64,
}

impl Action for TestNotificationRule {
    const NAME: &'static str = "TestNotificationRule";
    const ACCESS: Access = Access::Write;
    type Response = TestNotificationRuleResponse;
}

/// The response of `TestNotificationRule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TestNotificationRuleResponse {
    pub ruleid: Num,
}
