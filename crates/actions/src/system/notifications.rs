//! `TriggerNotificationEvent`: an event of the caller's own, for whoever listens.

use engine::{Act, Result, invalid};
use protocol::{TriggerNotificationEvent, TriggerNotificationEventResponse};
use serde_json::{Value, json};

use crate::Registry;

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: TriggerNotificationEvent| Box::pin(trigger(act, call)))
}

async fn trigger(
    act: &mut Act,
    call: TriggerNotificationEvent,
) -> Result<TriggerNotificationEventResponse> {
    let need = |value: &Option<String>, field: &'static str, said: &'static str| {
        value.clone().ok_or_else(|| invalid(field, said))
    };
    let identifier = need(
        &call.notification_identifier,
        "notification_identifier",
        "API Notification Events require a identifier string to be passed.",
    )?;
    let title =
        need(&call.title, "title", "API Notification Events require a title to be provided.")?;
    let message = need(
        &call.message,
        "message",
        "API Notification Events require a message to be provided.",
    )?;
    let attributes: Vec<Value> = call
        .attributes
        .iter()
        .map(|each| {
            json!({
                "label": each.0.label, "value": each.0.value, "url": each.0.url,
                "style": each.0.style, "icon": each.0.icon,
            })
        })
        .collect();
    let payload = json!({
        "identifier": identifier, "title": title, "message": message, "url": call.url,
        "status": call.status, "statusStyle": call.statusStyle, "attributes": attributes,
    });
    act.event("NotificationTriggered", None, &payload).await?;
    act.log(None, format!("API Notification Event: {identifier} - {title}")).await?;
    Ok(TriggerNotificationEventResponse {})
}
