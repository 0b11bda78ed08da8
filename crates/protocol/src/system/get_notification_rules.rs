//! `GetNotificationRules`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Bool, Many, Num, Text, WireDateTime, Wrap},
};

/// Lists the notification rules.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct GetNotificationRules {}

impl Action for GetNotificationRules {
    const NAME: &'static str = "GetNotificationRules";
    const ACCESS: Access = Access::Read;
    type Response = GetNotificationRulesResponse;
}

/// The response of `GetNotificationRules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct GetNotificationRulesResponse {
    pub totalresults: Num,
    pub rules: Wrap<NotificationRuleList>,
}

/// The list of `rules`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NotificationRuleList {
    pub rule: Many<NotificationRule>,
}

/// A rule of whom the house tells of what happens.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct NotificationRule {
    pub ruleid: Num,
    pub name: Text,
    pub events: Text,
    pub channel: Text,
    /// Of a URL only the host and its end.
    pub target: Text,
    pub field: Text,
    pub comparison: Text,
    pub value: Text,
    pub title: Text,
    pub message: Text,
    pub enabled: Bool,
    /// How often it was sent.
    pub sent: Num,
    pub lastsent: WireDateTime,
    /// Empty when it worked.
    pub lasterror: Text,
}
