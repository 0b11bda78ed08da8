//! `UpdateNotificationRule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num, Text},
};

/// Changes a notification rule; what is absent stays.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct UpdateNotificationRule {
    pub ruleid: u64,
    pub name: Option<String>,
    /// Kinds of event, such as `InvoicePaid`; `*` for all.
    pub events: Option<Csv<String>>,
    /// `mail`, `slack` or `hook`.
    pub channel: Option<String>,
    /// Addresses separated by commas, or a URL.
    pub target: Option<String>,
    /// A field of the event that must compare so; empty for no condition.
    pub field: Option<String>,
    /// `=`, `!=`, `>`, `<` or `contains`.
    pub comparison: Option<String>,
    pub value: Option<String>,
    /// With fields such as {$event}.
    pub title: Option<String>,
    /// With fields such as {$client_id}, and those of the event.
    pub message: Option<String>,
    pub enabled: Option<Flag>,
    /// Makes a new secret for a `hook`.
    pub newsecret: Flag,
}

impl Action for UpdateNotificationRule {
    const NAME: &'static str = "UpdateNotificationRule";
    const ACCESS: Access = Access::Write;
    type Response = UpdateNotificationRuleResponse;
}

/// The response of `UpdateNotificationRule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct UpdateNotificationRuleResponse {
    pub ruleid: Num,
    /// The new secret.
    pub secret: Option<Text>,
}
