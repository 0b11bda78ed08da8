//! Web hooks: programs of others are told what happens, signed as `https://www.standardwebhooks.com/`
//! says, again and again until they answer, and once more on request.

use std::time::Duration;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD as BASE64;
use hmac::{Hmac, KeyInit, Mac};
use jiff::{SignedDuration, Timestamp};
use ports::PortError;
use ports::hooks::HookCall;
use serde::Deserialize;
use serde_json::{Value, json};
use sha2::Sha256;
use store::system::jobs::Claimed;
use store::system::web_hooks::{self, Attempt, HookRow, ToSend};

use crate::jobs::targets::{self, LEFT_ALONE};
use crate::jobs::{Ending, asked};
use crate::{Act, Engine, Fault, Job, Result, conflict, invalid, not_found, too_much};

/// Addresses at most.
const HOOKS_MAX: i64 = 50;
/// Kinds of event that one address names at most.
const KINDS_MAX: usize = 100;
/// Longer addresses are refused (bytes).
const URL_BYTES_MAX: usize = 2_000;
/// Deliveries that one request sends again at most.
const AGAIN_MAX: i64 = 1_000;
/// Attempts at one delivery; with the queue's waits they reach over half a day.
pub(crate) const ATTEMPTS_MAX: i64 = 20;
/// How long an address may take to answer.
pub(super) const POST_DEADLINE: Duration = Duration::from_secs(25);
/// When a delivery comes back that found others on the way to the same host.
const FULL_WAIT: SignedDuration = SignedDuration::from_secs(5);
/// Who posts, for what went wrong on the way.
pub(super) const MODULE: &str = "web hooks";
/// Said of an address that is not there.
const NOT_FOUND: &str = "Web Hook ID Not Found";

/// What is to become of an address; `None` leaves things as they are.
#[derive(Debug, Clone, Default)]
pub struct Wanted {
    /// Where to.
    pub url: Option<String>,
    /// Kinds of event; `*` or none for all.
    pub events: Option<Vec<String>>,
    /// What it is for.
    pub description: Option<String>,
    /// Whether it is told anything.
    pub enabled: Option<bool>,
    /// Whether it gets another secret.
    pub new_secret: bool,
}

/// The job that makes a delivery.
pub(crate) fn job_of(delivery: i64) -> Job {
    Job { kind: "web_hook", payload: json!({ "delivery": delivery }), unique_key: None }
}

/// Adds an address; gives its number and its secret.
///
/// # Errors
/// Invalid when it is no address; too much when there are too many.
pub async fn add(act: &mut Act, wanted: Wanted) -> Result<(i64, String)> {
    if web_hooks::count(&mut act.conn).await? >= HOOKS_MAX {
        return Err(too_much(format!("There are {HOOKS_MAX} web hooks already")));
    }
    let (secret, sealed) = secret_of(act)?;
    let row = HookRow {
        id: 0,
        url: checked(wanted.url.unwrap_or_default())?,
        description: wanted.description.unwrap_or_default(),
        secret: sealed,
        enabled: wanted.enabled.unwrap_or(true),
        created_at: act.at(),
        updated_at: act.at(),
    };
    let kinds = kinds_of(wanted.events.unwrap_or_default())?;
    let id = web_hooks::insert(&mut act.conn, &row, &kinds).await?;
    act.changed("web_hook", id, &[("url", Value::Null, json!(row.url))]).await?;
    act.log(None, format!("Web Hook Added - {} - Web Hook ID: {id}", host_of(&row.url))).await?;
    Ok((id, secret))
}

/// Changes an address; gives the new secret if there is one.
///
/// # Errors
/// Not found; invalid when it is no address.
pub async fn update(act: &mut Act, id: i64, wanted: Wanted) -> Result<Option<String>> {
    let before = web_hooks::lock(&mut act.conn, id).await?.ok_or_else(|| not_found(NOT_FOUND))?;
    let mut row = before.clone();
    if let Some(url) = wanted.url {
        row.url = checked(url)?;
    }
    if let Some(description) = wanted.description {
        row.description = description;
    }
    row.enabled = wanted.enabled.unwrap_or(row.enabled);
    let mut secret = None;
    if wanted.new_secret {
        let (plain, sealed) = secret_of(act)?;
        row.secret = sealed;
        secret = Some(plain);
    }
    row.updated_at = act.at();
    web_hooks::save(&mut act.conn, &row).await?;
    if let Some(events) = wanted.events {
        web_hooks::set_kinds(&mut act.conn, id, &kinds_of(events)?).await?;
    }
    let changes = [
        ("url", json!(before.url), json!(row.url)),
        ("enabled", json!(before.enabled), json!(row.enabled)),
    ];
    act.changed("web_hook", id, &changes).await?;
    act.log(None, format!("Web Hook Changed - Web Hook ID: {id}")).await?;
    Ok(secret)
}

/// Deletes an address.
///
/// # Errors
/// Not found.
pub async fn delete(act: &mut Act, id: i64) -> Result<()> {
    if !web_hooks::delete(&mut act.conn, id).await? {
        return Err(not_found(NOT_FOUND));
    }
    act.log(None, format!("Web Hook Deleted - Web Hook ID: {id}")).await
}

/// Sends again: one delivery, or all that were given up; gives how many.
///
/// # Errors
/// Not found; a conflict when the address is switched off.
pub async fn again(act: &mut Act, id: i64, delivery: Option<i64>) -> Result<i64> {
    let row = web_hooks::lock(&mut act.conn, id).await?.ok_or_else(|| not_found(NOT_FOUND))?;
    if !row.enabled {
        return Err(conflict("The web hook is switched off"));
    }
    let at = act.at();
    let ids = web_hooks::again(&mut act.conn, id, delivery, at, AGAIN_MAX).await?;
    if delivery.is_some() && ids.is_empty() {
        return Err(not_found("Delivery ID Not Found"));
    }
    for delivery in &ids {
        act.enqueue_at(job_of(*delivery), at, ATTEMPTS_MAX).await?;
    }
    i64::try_from(ids.len()).map_err(Fault::broken)
}

/// A new secret, plain and sealed.
fn secret_of(act: &Act) -> Result<(String, String)> {
    let chance = &*act.engine.world().chance;
    let mut bytes = [0; 32];
    chance.fill(&mut bytes);
    let plain = format!("whsec_{}", BASE64.encode(bytes));
    let sealed = act.engine.secrets().seal(chance, "web_hooks.secret", &plain)?;
    Ok((plain, sealed))
}

/// An address that can be posted to; whether it leads outside is judged when it is used.
fn checked(url: String) -> Result<String> {
    let url = url.trim().to_owned();
    let good = url.starts_with("https://") || url.starts_with("http://");
    if !good || url.len() > URL_BYTES_MAX || url.contains(char::is_whitespace) {
        return Err(invalid("url", "Invalid URL"));
    }
    Ok(url)
}

/// An address may hold secrets behind the host.
pub(super) fn host_of(url: &str) -> &str {
    url.split('/').nth(2).unwrap_or_default().rsplit('@').next().unwrap_or_default()
}

fn kinds_of(mut kinds: Vec<String>) -> Result<Vec<String>> {
    kinds.sort();
    kinds.dedup();
    let good = |kind: &String| kind.bytes().all(|byte| byte.is_ascii_alphanumeric());
    if kinds.is_empty() || kinds.iter().any(|kind| kind == "*") {
        return Ok(vec!["*".to_owned()]);
    }
    if kinds.len() > KINDS_MAX || !kinds.iter().all(good) {
        return Err(invalid("events", "Invalid Events"));
    }
    Ok(kinds)
}

#[derive(Deserialize)]
struct Payload {
    delivery: i64,
}

/// The job `web_hook`: one attempt.
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let Payload { delivery } = serde_json::from_str(&job.payload)
        .map_err(|error| invalid("payload", format!("not a delivery: {error}")))?;
    let found = web_hooks::to_send(&mut engine.read().await?, delivery).await?;
    // The address was deleted meanwhile.
    let Some(found) = found else { return Ok(Ending::Done) };
    if found.status == "Sent" {
        return Ok(Ending::Done);
    }
    let target = targets::web_hook(host_of(&found.url));
    if let Some(after) = engine.targets().left_alone(&target, engine.now()) {
        return Ok(Ending::Later { why: LEFT_ALONE.to_owned(), after });
    }
    if engine.targets().is_full(&target) {
        return Ok(Ending::Later { why: "others are being posted".to_owned(), after: FULL_WAIT });
    }
    let last = job.attempts >= job.attempts_max;
    let (status, http_status, error) = if found.enabled {
        attempt(engine, &found, last).await?
    } else {
        ("Failed", 0, "the web hook is switched off".to_owned())
    };
    let at = engine.now().as_second();
    let mut conn = engine.db().write().await?;
    let note = Attempt { status, http_status, error: &error, at };
    web_hooks::attempted(&mut conn, delivery, note).await?;
    if http_status == GONE {
        web_hooks::switch_off(&mut conn, found.hook_id, at).await?;
    }
    conn.commit().await?;
    if status == "Waiting" { Err(Fault::broken(error)) } else { Ok(Ending::Done) }
}

/// The answer of an address that wants to be told nothing any more.
const GONE: i64 = 410;

/// Posts once; gives the new state of the delivery, the answer's status and what went wrong.
async fn attempt(
    engine: &Engine,
    found: &ToSend,
    last: bool,
) -> Result<(&'static str, i64, String)> {
    let secret = engine.secrets().open("web_hooks.secret", &found.secret)?;
    let call = call_of(found, &secret, engine.now())?;
    let not_yet = if last { "Failed" } else { "Waiting" };
    let (target, hooks) = (targets::web_hook(host_of(&found.url)), &engine.world().hooks);
    Ok(match asked(engine, &target, MODULE, POST_DEADLINE, || hooks.post(call)).await {
        Ok(answer) => match (answer.status, i64::from(answer.status)) {
            (200..=299, status) => ("Sent", status, String::new()),
            (_, GONE) => ("Failed", GONE, "the address is gone".to_owned()),
            (_, status) => (not_yet, status, format!("the address answered {status}")),
        },
        Err(error @ PortError::Configuration { .. }) => ("Failed", 0, error.to_string()),
        Err(error) => (not_yet, 0, error.to_string()),
    })
}

/// The request: the same id for every attempt, so that the receiver can tell repetitions.
fn call_of(found: &ToSend, secret: &str, now: Timestamp) -> Result<HookCall> {
    let at = Timestamp::from_second(found.at).map_err(Fault::broken)?;
    let data: Value = serde_json::from_str(&found.payload)?;
    let id = format!("evt_{}", found.event_id);
    let body = json!({
        "id": id,
        "type": found.kind,
        "timestamp": at.to_string(),
        "client_id": found.client_id.map(|client| client.0),
        "data": data,
    });
    let body = body.to_string();
    let headers = headers(secret, &id, now.as_second(), &body)?;
    Ok(HookCall { url: found.url.clone(), headers, body })
}

/// The headers of a message, its signature among them (<https://www.standardwebhooks.com/>).
///
/// # Errors
/// Broken when the secret is no base 64.
pub fn headers(
    secret: &str,
    id: &str,
    second: i64,
    body: &str,
) -> Result<Vec<(&'static str, String)>> {
    Ok(vec![
        ("content-type", "application/json".to_owned()),
        ("user-agent", "Hostler-Hooks/1".to_owned()),
        ("webhook-id", id.to_owned()),
        ("webhook-timestamp", second.to_string()),
        ("webhook-signature", sign(secret, id, second, body)?),
    ])
}

/// The signature of a message (`webhook-signature`).
///
/// # Errors
/// Broken when the secret is no base 64.
pub fn sign(secret: &str, id: &str, second: i64, body: &str) -> Result<String> {
    let key = BASE64.decode(secret.trim_start_matches("whsec_")).map_err(Fault::broken)?;
    let mut mac = Hmac::<Sha256>::new_from_slice(&key).map_err(Fault::broken)?;
    mac.update(format!("{id}.{second}.{body}").as_bytes());
    Ok(format!("v1,{}", BASE64.encode(mac.finalize().into_bytes())))
}

#[cfg(test)]
mod tests {
    use super::{checked, host_of, kinds_of, sign};

    /// The example of the specification's own test suites.
    #[test]
    fn a_message_is_signed_as_the_standard_says() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let id = "msg_p5jXN8AQM9LWM0D4loKWxJek";
        let found = sign(secret, id, 1_614_265_330, r#"{"test": 2432232314}"#).unwrap();
        assert_eq!(found, "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    }

    #[test]
    fn only_addresses_are_taken() {
        for (url, good) in [
            ("https://example.com/hook", true),
            (" http://example.com ", true),
            ("ftp://example.com", false),
            ("example.com", false),
            ("https://example.com/a b", false),
            ("", false),
        ] {
            assert_eq!(checked(url.to_owned()).is_ok(), good, "{url}");
        }
        assert_eq!(host_of("https://me:word@example.com:1/x?key=1"), "example.com:1");
    }

    #[test]
    fn kinds_are_words() {
        let kinds = |kinds: &[&str]| kinds_of(kinds.iter().map(|k| (*k).to_owned()).collect());
        assert_eq!(kinds(&[]).unwrap(), ["*"]);
        assert_eq!(kinds(&["InvoicePaid", "*"]).unwrap(), ["*"]);
        assert_eq!(kinds(&["b", "a", "b"]).unwrap(), ["a", "b"]);
        assert!(kinds(&["a b"]).is_err());
    }
}
