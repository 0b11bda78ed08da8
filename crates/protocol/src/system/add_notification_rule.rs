//! `AddNotificationRule`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Csv, Flag, Num, Text},
};

/// Adds a rule of whom the house tells of what happens.
///
/// Ours: no WHMCS has it.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct AddNotificationRule {
    pub name: String,
    /// Kinds of event, such as `InvoicePaid`; `*` for all.
    pub events: Csv<String>,
    /// `mail`, `slack` or `hook`.
    pub channel: String,
    /// Addresses separated by commas, or a URL.
    pub target: String,
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
}

impl Action for AddNotificationRule {
    const NAME: &'static str = "AddNotificationRule";
    const ACCESS: Access = Access::Write;
    type Response = AddNotificationRuleResponse;
}

/// The response of `AddNotificationRule`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct AddNotificationRuleResponse {
    pub ruleid: Num,
    /// Signs what a `hook` is sent; told this once.
    pub secret: Option<Text>,
}
