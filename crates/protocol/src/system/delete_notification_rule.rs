//! `DeleteNotificationRule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{Access, Action, Answer, Params, wire::Num};

/// Deletes a notification rule.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct DeleteNotificationRule {
    pub ruleid: u64,
}

impl Action for DeleteNotificationRule {
    const NAME: &'static str = "DeleteNotificationRule";
    const ACCESS: Access = Access::Write;
    type Response = DeleteNotificationRuleResponse;
}

/// The response of `DeleteNotificationRule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct DeleteNotificationRuleResponse {
    pub ruleid: Num,
}
