//! Notifications: rules say who is told of which events, by mail, in a chat that takes
//! Slack's incoming web hooks, or at a signed web hook. Each send is a job of its own.

use std::collections::BTreeMap;
use std::sync::Arc;

use ports::hooks::HookCall;
use serde::Deserialize;
use serde_json::{Value, json};
use store::system::jobs::Claimed;
use store::system::notification_rules::{self, RuleRow};
use store::system::outbox::{self, EventRow, Wanted};

use super::mail::{AboutTicket, NewMail, deliver};
use super::templates::fill;
use super::web_hooks::{MODULE, POST_DEADLINE, host_of, sign};
use crate::jobs::targets::{self, LEFT_ALONE};
use crate::jobs::{Ending, asked};
use crate::{Act, Engine, Fault, Job, Result, invalid, not_found};

/// Where a sealed target belongs.
pub const TARGET: &str = "notification_rules.target";
/// Where a sealed signing secret belongs.
pub const SECRET: &str = "notification_rules.secret";
/// Attempts at one notification.
pub(crate) const ATTEMPTS_MAX: i64 = 8;
/// What a rule without a title of its own says.
const TITLE: &str = "{$event}";
/// What a rule without a text of its own says.
const MESSAGE: &str = "{$event}: {$payload}";

/// What the rules want to be told of an event. Without a rule it costs nothing.
pub(crate) async fn about(act: &mut Act, event: i64, kind: &str) -> Result<Vec<Job>> {
    let rules = rules(act).await?;
    let wanting = rules.iter().filter(|rule| rule.enabled && wants(&rule.events, kind));
    let job = |rule: &RuleRow| Job {
        kind: "notification",
        payload: json!({ "rule": rule.id, "event": event }),
        unique_key: Some(format!("notification:{}:{event}", rule.id)),
    };
    Ok(wanting.map(job).collect())
}

async fn rules(act: &mut Act) -> Result<Arc<Vec<RuleRow>>> {
    if let Some(kept) = act.engine.rules().get(act.now) {
        return Ok(kept);
    }
    let read = notification_rules::all(&mut act.conn).await?;
    Ok(act.engine.rules().put(act.now, read))
}

fn wants(events: &str, kind: &str) -> bool {
    events.split(',').map(str::trim).any(|each| each == "*" || each == kind)
}

/// Enqueues an example for a rule, switched on or not.
///
/// # Errors
/// Not found.
pub async fn test(act: &mut Act, rule: i64) -> Result<()> {
    let row = notification_rules::by_id(&mut act.conn, rule).await?;
    let row = row.ok_or_else(|| not_found("Notification Rule ID Not Found"))?;
    let payload = json!({ "rule": rule, "event": 0 });
    act.enqueue(Job { kind: "notification", payload, unique_key: None }).await?;
    act.log(None, format!("Test Notification Sent - {}", row.name)).await
}

#[derive(Deserialize)]
struct Payload {
    rule: i64,
    /// 0 for an example.
    event: i64,
}

/// The job `notification`: one attempt.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let Payload { rule, event } = serde_json::from_str(&job.payload)
        .map_err(|error| invalid("payload", format!("not a notification: {error}")))?;
    let mut conn = engine.read().await?;
    // The rule was deleted meanwhile.
    let Some(rule) = notification_rules::by_id(&mut conn, rule).await? else {
        return Ok(Ending::Done);
    };
    let event = match event {
        0 => example(engine, &rule),
        id => {
            let wanted = Wanted { after: id - 1, ..Wanted::default() };
            let found = outbox::page(&mut conn, wanted, 1).await?.into_iter().next();
            let Some(found) = found.filter(|found| found.id == id) else {
                return Ok(Ending::Done);
            };
            if !rule.enabled || !holds(&rule, &found) {
                return Ok(Ending::Done);
            }
            found
        }
    };
    drop(conn);
    let sent = send(engine, job, &rule, &event).await;
    let error = match &sent {
        Ok(_) => String::new(),
        Err(Fault::Broken(source)) => source.to_string(),
        Err(refused) => refused.to_string(),
    };
    let mut conn = engine.db().write().await?;
    let at = engine.now().as_second();
    notification_rules::attempted(&mut conn, rule.id, &error, at).await?;
    conn.commit().await?;
    sent
}

fn example(engine: &Engine, rule: &RuleRow) -> EventRow {
    let kind = rule.events.split(',').next().unwrap_or_default().trim();
    EventRow {
        id: 0,
        at: engine.now().as_second(),
        kind: if kind == "*" { "Test".to_owned() } else { kind.to_owned() },
        client_id: None,
        payload: json!({ "test": true, "title": "A test", "message": "It works" }).to_string(),
    }
}

/// Whether the condition of a rule holds; a field that the event lacks is empty.
fn holds(rule: &RuleRow, event: &EventRow) -> bool {
    if rule.field.is_empty() {
        return true;
    }
    let there = fields(event).remove(&rule.field).unwrap_or_default();
    let wanted = rule.value.as_str();
    let numbers = || Some((there.parse::<i64>().ok()?, wanted.trim().parse::<i64>().ok()?));
    match rule.comparison.as_str() {
        "=" => there == wanted,
        "!=" => there != wanted,
        ">" => numbers().is_some_and(|(there, wanted)| there > wanted),
        "<" => numbers().is_some_and(|(there, wanted)| there < wanted),
        "contains" => there.to_lowercase().contains(&wanted.to_lowercase()),
        _ => true,
    }
}

/// The fields that title, text and condition know.
fn fields(event: &EventRow) -> BTreeMap<String, String> {
    let mut fields = BTreeMap::from([
        ("event".to_owned(), event.kind.clone()),
        ("event_id".to_owned(), event.id.to_string()),
        ("client_id".to_owned(), event.client_id.map_or(0, |id| id.0).to_string()),
        ("payload".to_owned(), event.payload.clone()),
    ]);
    if let Ok(Value::Object(object)) = serde_json::from_str(&event.payload) {
        for (name, value) in object {
            let text = match value {
                Value::String(text) => text,
                Value::Null => String::new(),
                other => other.to_string(),
            };
            fields.entry(name).or_insert(text);
        }
    }
    fields
}

async fn send(engine: &Engine, job: &Claimed, rule: &RuleRow, event: &EventRow) -> Result<Ending> {
    let fields = fields(event);
    let or = |text: &str, usual: &str| fill(if text.is_empty() { usual } else { text }, &fields);
    let (title, message) = (or(&rule.title, TITLE), or(&rule.message, MESSAGE));
    match rule.channel.as_str() {
        "mail" => {
            let mut to = rule.target.split(',').map(|address| address.trim().to_owned());
            let mail = NewMail {
                to: to.next().unwrap_or_default(),
                cc: to.collect(),
                subject: title,
                text: message,
                about: ticket_of(engine, event).await?,
                ..NewMail::default()
            };
            deliver(engine, job.id, mail).await
        }
        "slack" => {
            let url = engine.secrets().open(TARGET, &rule.target)?;
            let text = format!("*{}*\n{}", slack(&title), slack(&message));
            let headers = vec![("content-type", "application/json".to_owned())];
            post(engine, HookCall { url, headers, body: json!({ "text": text }).to_string() }).await
        }
        _ => {
            let url = engine.secrets().open(TARGET, &rule.target)?;
            let secret = engine.secrets().open(SECRET, &rule.secret)?;
            let id = format!("ntf_{}_{}", rule.id, job.id);
            let data: Value = serde_json::from_str(&event.payload)?;
            let body = json!({
                "id": id,
                "type": event.kind,
                "title": title,
                "message": message,
                "client_id": event.client_id.map(|client| client.0),
                "data": data,
            });
            let (body, second) = (body.to_string(), engine.now().as_second());
            let headers = vec![
                ("content-type", "application/json".to_owned()),
                ("webhook-id", id.clone()),
                ("webhook-timestamp", second.to_string()),
                ("webhook-signature", sign(&secret, &id, second, &body)?),
            ];
            post(engine, HookCall { url, headers, body }).await
        }
    }
}

/// The ticket of an event: staff can answer the mail, and the answer is part of the ticket.
async fn ticket_of(engine: &Engine, event: &EventRow) -> Result<Option<AboutTicket>> {
    let Some(ticket) = fields(event).remove("ticket").and_then(|id| id.parse().ok()) else {
        return Ok(None);
    };
    let found = store::system::mail_targets::ticket(&mut engine.read().await?, ticket).await?;
    Ok(found.map(|found| AboutTicket {
        ticket,
        from: found.department_email,
        to_staff: true,
        ..AboutTicket::default()
    }))
}

/// The three characters that Slack's texts escape
/// (`https://docs.slack.dev/messaging/formatting-message-text/`).
fn slack(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

async fn post(engine: &Engine, call: HookCall) -> Result<Ending> {
    let (target, hooks) = (targets::web_hook(host_of(&call.url)), &engine.world().hooks);
    if let Some(after) = engine.targets().left_alone(&target, engine.now()) {
        return Ok(Ending::Later { why: LEFT_ALONE.to_owned(), after });
    }
    match asked(engine, &target, MODULE, POST_DEADLINE, || hooks.post(call)).await {
        Ok(answer) if (200..=299).contains(&answer.status) => Ok(Ending::Done),
        Ok(answer) => Err(Fault::broken(format!("the address answered {}", answer.status))),
        Err(error) => Err(Fault::broken(error.to_string())),
    }
}

#[cfg(test)]
mod tests {
    use super::{EventRow, RuleRow, holds, slack, wants};

    fn rule(field: &str, comparison: &str, value: &str) -> RuleRow {
        RuleRow {
            id: 1,
            name: String::new(),
            events: "*".into(),
            channel: "mail".into(),
            target: String::new(),
            target_hint: String::new(),
            secret: String::new(),
            field: field.into(),
            comparison: comparison.into(),
            value: value.into(),
            title: String::new(),
            message: String::new(),
            enabled: true,
            sent: 0,
            last_sent_at: None,
            last_error: String::new(),
        }
    }

    #[test]
    fn a_condition_looks_at_a_field() {
        let event = EventRow {
            id: 1,
            at: 0,
            kind: "InvoicePaid".into(),
            client_id: None,
            payload: r#"{"total_minor": 1000, "name": "Big Order"}"#.into(),
        };
        for (field, comparison, value, expected) in [
            ("", "", "", true),
            ("total_minor", ">", "999", true),
            ("total_minor", ">", "1000", false),
            ("total_minor", "<", "1001", true),
            ("total_minor", "=", "1000", true),
            ("total_minor", "!=", "1000", false),
            ("name", "contains", "big", true),
            ("name", ">", "1", false),
            ("missing", "=", "", true),
            ("event", "=", "InvoicePaid", true),
        ] {
            let holds = holds(&rule(field, comparison, value), &event);
            assert_eq!(holds, expected, "{field} {comparison} {value}");
        }
    }

    #[test]
    fn events_are_words_between_commas() {
        for (events, kind, expected) in
            [("*", "Any", true), ("A, B", "B", true), ("A,B", "AB", false), ("", "A", false)]
        {
            assert_eq!(wants(events, kind), expected, "{events} {kind}");
        }
        assert_eq!(slack("<!channel> & co"), "&lt;!channel&gt; &amp; co");
    }
}
