//! A machine as Contabo tells of it, and the display name that holds our note.

use std::collections::BTreeMap;

use jiff::Timestamp;
use model::hex::hex;
use ports::provisioning::Power;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::{STEPS, word};
use crate::provisioning::cloud::{Entry, EntryState, Machine, Note, Step};

/// The machine's name and what was asked of it.
pub(super) fn display_name(name: &str, note: &Note) -> String {
    let words = std::iter::once(name.to_owned()).chain(note.words());
    words.collect::<Vec<_>>().join(" ")
}

/// Whether it is the machine of a service, and not cancelled.
pub(super) fn is_ours(instance: &Value, name: &str) -> bool {
    let first = text(instance, "/displayName").split(' ').next();
    first == Some(name) && text(instance, "/cancelDate").is_empty()
}

/// The machine, with its number.
pub(super) fn machine(instance: &Value) -> Option<(u64, Machine)> {
    let number = instance.get("instanceId").and_then(Value::as_u64)?;
    let (power, busy) = match text(instance, "/status") {
        "running" | "rescue" => (Power::On, false),
        "stopped" => (Power::Off, false),
        "error" | "product_not_available" | "unknown" | "other" => (Power::Unknown, false),
        _ => (Power::Changing, true),
    };
    let facts = [
        ("Product", text(instance, "/productName")),
        ("Image", text(instance, "/imageId")),
        ("Region", text(instance, "/regionName")),
        ("Status", text(instance, "/status")),
    ];
    let user = text(instance, "/defaultUser");
    let more = instance.get("additionalIps").and_then(Value::as_array).into_iter().flatten();
    let more = more.map(|each| text(each, "/v4/ip")).chain([text(instance, "/ipConfig/v6/ip")]);
    let machine = Machine {
        id: number.to_string(),
        power,
        busy,
        note: Note::read(text(instance, "/displayName").split(' ')),
        ip: text(instance, "/ipConfig/v4/ip").to_owned(),
        more_ips: more.filter(|ip| !ip.is_empty()).map(str::to_owned).collect(),
        username: if user.is_empty() { "root".to_owned() } else { user.to_owned() },
        id_field: "contabo_id",
        facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        more: BTreeMap::from([
            ("status", text(instance, "/status").to_owned()),
            ("error", text(instance, "/errorMessage").to_owned()),
        ]),
    };
    Some((number, machine))
}

/// What the audit says was done, with its place in time. What this call asked for is told by the
/// request ids that only it has. It is done as soon as it stands there, except what a system that
/// was asked to stop does by itself.
pub(super) fn audit(
    audit: &Value,
    prefix: &str,
    machine: &Machine,
    now: Timestamp,
) -> Option<((String, u64), Entry)> {
    let number = audit.get("id").and_then(Value::as_u64)?;
    let request = text(audit, "/requestId");
    let is_it = |word: &&str| request_id(&machine.note, word) == request;
    let kind = STEPS.iter().map(|(_, word)| *word).find(is_it).unwrap_or("other");
    let stops = kind == word(Step::Off) && has_time_to_stop(audit, machine, now);
    let state = if stops { EntryState::Running } else { EntryState::Done };
    let id = format!("{prefix}{number}");
    let place = (text(audit, "/timestamp").to_owned(), number);
    Some((place, Entry { id, kind: kind.to_owned(), state }))
}

/// Whether a system that was asked to stop has not done so, and still may: of the request the audit
/// knows no more than that it was taken.
fn has_time_to_stop(audit: &Value, machine: &Machine, now: Timestamp) -> bool {
    let seconds: i64 = machine.more("shutdown_seconds").parse().unwrap_or_default();
    let asked = text(audit, "/timestamp").parse::<Timestamp>();
    let in_time = asked.is_ok_and(|asked| now.as_second() - asked.as_second() < seconds);
    seconds > 0 && in_time && machine.power != Power::Off
}

/// An order that Contabo gave up, as an entry of the journal.
pub(super) fn failure(machine: &Machine) -> Option<Entry> {
    let failed = matches!(machine.more("status"), "error" | "product_not_available");
    let why = match machine.more("error") {
        "" => format!("The machine is {}", machine.more("status")),
        why => why.to_owned(),
    };
    let state = EntryState::Failed(why);
    failed.then(|| Entry { id: "failed".to_owned(), kind: "create".to_owned(), state })
}

/// The id of a request that a call makes at most once for its step.
pub(super) fn request_id(note: &Note, word: &str) -> String {
    uuid(&format!("{} {} {} {word}", note.call, note.wants, note.step))
}

/// A UUID in the form of version 4, the same for the same text.
pub(super) fn uuid(text: &str) -> String {
    let digits = hex(&Sha256::digest(text.as_bytes()));
    let part = |from: usize, to: usize| digits.get(from..to).unwrap_or_default();
    let (a, b, c, d, e) = (part(0, 8), part(8, 12), part(13, 16), part(17, 20), part(20, 32));
    format!("{a}-{b}-4{c}-8{d}-{e}")
}

fn text<'a>(value: &'a Value, path: &str) -> &'a str {
    value.pointer(path).and_then(Value::as_str).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::uuid;

    #[test]
    fn ids_have_the_form_of_random_ones_and_are_told_apart() {
        let id = uuid("a");
        let lengths: Vec<usize> = id.split('-').map(str::len).collect();
        assert_eq!(lengths, [8, 4, 4, 4, 12]);
        assert_eq!((id.as_bytes()[14], id.as_bytes()[19]), (b'4', b'8'));
        assert_eq!(id, uuid("a"));
        assert_ne!(id, uuid("b"));
    }
}
