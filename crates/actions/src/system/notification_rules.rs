//! `AddNotificationRule` and its neighbours: whom the house tells of what happens. Our own.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use engine::system::edits;
use engine::system::notifications::{self, SECRET, TARGET};
use engine::{Act, Cx, Result, invalid};
use protocol::wire::{Csv, Flag, Text};
use protocol::{
    AddNotificationRule, AddNotificationRuleResponse, DeleteNotificationRule,
    DeleteNotificationRuleResponse, GetNotificationRules, GetNotificationRulesResponse,
    NotificationRule, TestNotificationRule, TestNotificationRuleResponse, UpdateNotificationRule,
    UpdateNotificationRuleResponse,
};
use store::edits::things::NOTIFICATION_RULE;
use store::system::notification_rules::{self, RuleRow};

use crate::Registry;
use crate::edits::Fields;
use crate::wire::{moment, number};

/// How something is told.
const CHANNELS: [&str; 3] = ["mail", "slack", "hook"];
/// How a field compares with a value.
const COMPARISONS: [&str; 6] = ["", "=", "!=", ">", "<", "contains"];

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddNotificationRule| Box::pin(add(act, call)))
        .write(|act, call: UpdateNotificationRule| Box::pin(update(act, call)))
        .write(|act, call: DeleteNotificationRule| Box::pin(delete(act, call)))
        .write(|act, call: TestNotificationRule| Box::pin(test(act, call)))
        .read(|cx, call: GetNotificationRules| Box::pin(list(cx, call)))
}

async fn add(act: &mut Act, call: AddNotificationRule) -> Result<AddNotificationRuleResponse> {
    let channel = call.channel.trim().to_ascii_lowercase();
    let (target, hint) = target(act, &channel, &call.target)?;
    let (secret, sealed) = secret(act, channel == "hook")?;
    let AddNotificationRule { name, field, comparison, value, title, message, enabled, .. } = call;
    let (name, channel, events) = (Some(name), Some(channel), Some(call.events));
    let said = Said { name, events, channel, field, comparison, value, title, message, enabled };
    let fields = said
        .fields()?
        .text("target", Some(target))
        .text("target_hint", Some(hint))
        .text("secret", Some(sealed));
    let id = edits::add(act, &NOTIFICATION_RULE, fields.done()).await?;
    act.touch_rules();
    Ok(AddNotificationRuleResponse { ruleid: id.into(), secret })
}

async fn update(
    act: &mut Act,
    call: UpdateNotificationRule,
) -> Result<UpdateNotificationRuleResponse> {
    let id = number(call.ruleid);
    let before = edits::one(&mut act.conn, &NOTIFICATION_RULE, id).await?;
    let was = before.text("channel").to_owned();
    let channel = call.channel.map(|text| text.trim().to_ascii_lowercase());
    let is = channel.clone().unwrap_or_else(|| was.clone());
    // What people are shown of an address is not the address.
    let given = call.target.filter(|text| !text.contains('•') && !text.trim().is_empty());
    if is != was && given.is_none() {
        return Err(invalid("target", "Say where to, for it is told in another way now"));
    }
    let target = given.map(|given| target(act, &is, &given)).transpose()?;
    let needs = is == "hook" && (call.newsecret.0 || before.text("secret").is_empty());
    let (secret, sealed) = secret(act, needs)?;
    let UpdateNotificationRule {
        name,
        events,
        field,
        comparison,
        value,
        title,
        message,
        enabled,
        ..
    } = call;
    let said = Said { name, events, channel, field, comparison, value, title, message, enabled };
    let mut fields = said.fields()?.text("secret", Some(sealed).filter(|text| !text.is_empty()));
    if let Some((target, hint)) = target {
        fields = fields.text("target", Some(target)).text("target_hint", Some(hint));
    }
    edits::change(act, &NOTIFICATION_RULE, id, fields.done()).await?;
    act.touch_rules();
    Ok(UpdateNotificationRuleResponse { ruleid: id.into(), secret })
}

/// What is said of a rule that is added or changed; what is absent stays.
struct Said {
    name: Option<String>,
    events: Option<Csv<String>>,
    channel: Option<String>,
    field: Option<String>,
    comparison: Option<String>,
    value: Option<String>,
    title: Option<String>,
    message: Option<String>,
    enabled: Option<Flag>,
}

impl Said {
    fn fields(self) -> Result<Fields> {
        let events = self.events.map(|given| events(&given)).transpose()?;
        Ok(Fields::new()
            .kept("name", self.name)?
            .text("events", events)
            .word("channel", "channel", self.channel, &CHANNELS)?
            .text("field", self.field)
            .word("comparison", "comparison", self.comparison, &COMPARISONS)?
            .text("value", self.value)
            .text("title", self.title)
            .text("message", self.message)
            .flag("enabled", self.enabled))
    }
}

async fn delete(
    act: &mut Act,
    call: DeleteNotificationRule,
) -> Result<DeleteNotificationRuleResponse> {
    edits::remove(act, &NOTIFICATION_RULE, number(call.ruleid)).await?;
    act.touch_rules();
    Ok(DeleteNotificationRuleResponse { ruleid: call.ruleid.into() })
}

async fn test(act: &mut Act, call: TestNotificationRule) -> Result<TestNotificationRuleResponse> {
    notifications::test(act, number(call.ruleid)).await?;
    Ok(TestNotificationRuleResponse { ruleid: call.ruleid.into() })
}

async fn list(cx: &Cx, _: GetNotificationRules) -> Result<GetNotificationRulesResponse> {
    let settings = cx.engine.settings().await?;
    let rows = notification_rules::all(&mut cx.read().await?).await?;
    let shown = |row: RuleRow| NotificationRule {
        ruleid: row.id.into(),
        name: row.name.into(),
        events: row.events.into(),
        channel: row.channel.into(),
        target: row.target_hint.into(),
        field: row.field.into(),
        comparison: row.comparison.into(),
        value: row.value.into(),
        title: row.title.into(),
        message: row.message.into(),
        enabled: row.enabled.into(),
        sent: row.sent.into(),
        lastsent: moment(&settings, row.last_sent_at),
        lasterror: row.last_error.into(),
    };
    Ok(GetNotificationRulesResponse {
        totalresults: rows.len().into(),
        rules: rows.into_iter().map(shown).collect(),
    })
}

/// Kinds of event as they are kept.
fn events(given: &Csv<String>) -> Result<String> {
    let names: Vec<&str> = given.0.iter().map(|name| name.trim()).collect();
    let names: Vec<&str> = names.into_iter().filter(|name| !name.is_empty()).collect();
    let good = |name: &&str| *name == "*" || name.bytes().all(|b| b.is_ascii_alphanumeric());
    if names.is_empty() || !names.iter().all(good) {
        return Err(invalid("events", "Name kinds of event, such as InvoicePaid, or * for all"));
    }
    Ok(names.join(","))
}

/// Where to, as it is kept, and what people see of it.
fn target(act: &Act, channel: &str, given: &str) -> Result<(String, String)> {
    let given = given.trim();
    if channel == "mail" {
        let addresses: Vec<&str> = given.split(',').map(str::trim).collect();
        let good = |address: &&str| {
            address.split_once('@').is_some_and(|(name, host)| !name.is_empty() && !host.is_empty())
                && !address.contains(char::is_whitespace)
        };
        if !addresses.iter().all(good) {
            return Err(invalid("target", "Name addresses, separated by commas"));
        }
        let text = addresses.join(",");
        return Ok((text.clone(), text));
    }
    let good = given.starts_with("https://") || given.starts_with("http://");
    if !good || given.contains(char::is_whitespace) || given.len() > 2_000 {
        return Err(invalid("target", "Name a URL"));
    }
    // The path of a web hook is its password: only its end is shown.
    let host = given.split('/').nth(2).unwrap_or_default().rsplit('@').next().unwrap_or_default();
    let end: String = given.chars().rev().take(4).collect();
    let end: String = end.chars().rev().collect();
    let sealed = act.engine.secrets().seal(&*act.engine.world().chance, TARGET, given)?;
    Ok((sealed, format!("{host}/••••{end}")))
}

/// A new secret, plain and sealed; none where nothing is signed.
fn secret(act: &Act, needed: bool) -> Result<(Option<Text>, String)> {
    if !needed {
        return Ok((None, String::new()));
    }
    let chance = &*act.engine.world().chance;
    let mut bytes = [0; 32];
    chance.fill(&mut bytes);
    let plain = format!("whsec_{}", STANDARD.encode(bytes));
    let sealed = act.engine.secrets().seal(chance, SECRET, &plain)?;
    Ok((Some(plain.into()), sealed))
}
