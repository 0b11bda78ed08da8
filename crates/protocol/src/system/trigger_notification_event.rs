//! `TriggerNotificationEvent`: its parameters and response.

use serde::{Deserialize, Serialize};

use crate::{
    Access, Action, Answer, Params,
    wire::{Group, List},
};

/// Sends a notification by the configured providers.
///
/// <https://developers.whmcs.com/api-reference/triggernotificationevent/>
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct TriggerNotificationEvent {
    pub notification_identifier: Option<String>,
    pub title: Option<String>,
    pub message: Option<String>,
    pub url: Option<String>,
    pub status: Option<String>,
    pub statusStyle: Option<String>,
    pub attributes: List<Group<NotificationAttribute>>,
}

impl Action for TriggerNotificationEvent {
    const NAME: &'static str = "TriggerNotificationEvent";
    const ACCESS: Access = Access::Write;
    type Response = TriggerNotificationEventResponse;
}

/// A labelled value in a notification.
#[derive(Debug, Clone, Default, PartialEq, Params)]
pub struct NotificationAttribute {
    pub label: String,
    pub value: String,
    pub url: Option<String>,
    pub style: Option<String>,
    pub icon: Option<String>,
}

/// The response of `TriggerNotificationEvent`.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, Answer)]
#[serde(default)]
pub struct TriggerNotificationEventResponse {}
