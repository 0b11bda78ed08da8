//! The log of an account at Vultr, as the journal of a machine.
//!
//! Followed: <https://www.vultr.com/api/#tag/logs>; the names are those of `govultr`.

use jiff::{SignedDuration, Timestamp};
use model::hex::hex;
use reqwest::Method;
use serde_json::Value;
use sha2::{Digest, Sha256};

use crate::http::Request;
use crate::provisioning::cloud::{Entry, EntryState};

/// How far back it is read; Vultr allows thirty days. What is older than this when an answer is
/// missed is not found any more.
const HOURS_BACK: i64 = 24;

/// The log until now.
pub(super) fn request(now: Timestamp, filter: &[(&str, &str)]) -> Request {
    let back = SignedDuration::from_hours(HOURS_BACK);
    let start = now.saturating_sub(back).unwrap_or(now);
    let words = |at: Timestamp| at.strftime("%Y-%m-%dT%H:%M:%SZ").to_string();
    let request = Request::new(Method::GET, &["logs"])
        .query("start_time", words(start))
        .query("end_time", words(now));
    filter.iter().fold(request, |request, (name, value)| request.query(name, *value))
}

/// What was done to the machine, the newest first; `None` if it is no log.
pub(super) fn entries(page: &Value) -> Option<Vec<Entry>> {
    let logs = page.get("logs")?.as_array()?;
    if page.pointer("/meta/unreturned_count").and_then(Value::as_u64).is_some_and(|it| it > 0) {
        tracing::warn!(module = super::MODULE, "the log of a machine is longer than is read");
    }
    let mut dated: Vec<(&str, Entry)> = logs.iter().filter_map(entry).collect();
    dated.sort_by(|(one, _), (other, _)| other.cmp(one));
    Some(dated.into_iter().map(|(_, entry)| entry).collect())
}

/// A request that was taken. One that was refused did nothing.
fn entry(log: &Value) -> Option<(&str, Entry)> {
    let at = log.get("timestamp")?.as_str()?;
    let about = log.get("metadata")?;
    let text = |name: &str| about.get(name).and_then(Value::as_str).unwrap_or_default();
    let status = about.get("http_status_code").and_then(Value::as_u64)?;
    if !(200..300).contains(&status) || text("method") == "GET" {
        return None;
    }
    let mark = format!("{at} {} {} {}", text("method"), text("request_path"), text("request_body"));
    let mut id = hex(&Sha256::digest(mark.as_bytes()));
    id.truncate(16);
    let last = text("request_path").trim_end_matches('/').rsplit('/').next().unwrap_or_default();
    let body = text("request_body");
    let kind = match (text("method"), last) {
        ("POST", "start" | "halt" | "reboot" | "reinstall") => last,
        ("DELETE", _) => "delete",
        ("PATCH", _) if body.contains("\"os_id\"") || body.contains("\"image_id\"") => "reinstall",
        ("PATCH", _) if body.contains("\"plan\"") => "resize",
        _ => "other",
    };
    Some((at, Entry { id, kind: kind.to_owned(), state: EntryState::Done }))
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    #[test]
    fn only_what_was_taken_is_in_the_journal() {
        let log = |at: &str, method: &str, end: &str, body: &str, status: u16| {
            json!({"timestamp": at, "resource_id": "1-2", "resource_type": "instances",
                "log_level": "info", "message": "", "metadata": {"method": method,
                "request_path": format!("/v2/instances/1-2{end}"), "request_body": body,
                "http_status_code": status}})
        };
        let page = json!({"logs": [
            log("2026-01-01T09:00:01Z", "POST", "/reboot", "", 204),
            log("2026-01-01T09:00:05Z", "PATCH", "", "{\"os_id\":2136}", 202),
            log("2026-01-01T09:00:03Z", "PATCH", "", "{\"plan\":\"vc2-2c-4gb\"}", 202),
            log("2026-01-01T09:00:04Z", "POST", "/halt", "", 400),
            log("2026-01-01T09:00:02Z", "PATCH", "", "{\"tags\":[]}", 202),
            log("2026-01-01T09:00:06Z", "GET", "", "", 200),
            log("2026-01-01T09:00:07Z", "DELETE", "", "", 204),
        ], "meta": {"unreturned_count": 0}});
        let found = entries(&page).unwrap_or_default();
        let kinds: Vec<&str> = found.iter().map(|entry| entry.kind.as_str()).collect();
        assert_eq!(kinds, ["delete", "reinstall", "resize", "other", "reboot"]);
        assert!(found.iter().all(|entry| entry.id.len() == 16), "{found:?}");
        assert_eq!(entries(&json!({"error": "no"})), None);
    }
}
