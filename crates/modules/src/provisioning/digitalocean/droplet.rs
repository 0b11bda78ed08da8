//! A machine as DigitalOcean tells of it, and the tag that is our note.

use std::collections::BTreeMap;

use model::ids::ServiceId;
use ports::provisioning::Power;
use serde_json::{Value, json};

use crate::provisioning::cloud::{Entry, EntryState, Machine, Note};

/// How a tag begins that is a note.
const NOTE: &str = "hostler-note-";

/// A note as a tag, which may hold 255 letters, digits, dashes, underscores and colons.
pub(super) fn tag(note: &Note, number: u64) -> String {
    format!("{NOTE}{number}:{}", note.words().join(":"))
}

/// The tags of a machine that are notes.
pub(super) fn note_tags(machine: &Machine) -> impl Iterator<Item = &str> {
    machine.more("tags").split(' ').filter(|tag| tag.starts_with(NOTE))
}

/// The number of the newest note.
pub(super) fn newest_note(machine: &Machine) -> Option<u64> {
    note_tags(machine).filter_map(number).max()
}

fn number(tag: &str) -> Option<u64> {
    tag.strip_prefix(NOTE)?.split(':').next()?.parse().ok()
}

/// Numbers are sent as numbers: an image that is one's own, an SSH key.
pub(super) fn number_or_text(text: &str) -> Value {
    text.parse::<u64>().map_or_else(|_| json!(text), |number| json!(number))
}

/// The service that a Droplet is of, by the tag of its own; `None` for one that is not ours.
pub(super) fn owner(droplet: &Value) -> Option<ServiceId> {
    let tags = droplet.get("tags").and_then(Value::as_array).into_iter().flatten();
    let tags: Vec<&str> = tags.filter_map(Value::as_str).collect();
    let name = droplet.get("name").and_then(Value::as_str).unwrap_or_default();
    let ours = tags.iter().any(|tag| tag.starts_with(NOTE)) && tags.contains(&name);
    let (_, number) = name.rsplit_once('-').filter(|_| ours)?;
    number.parse().ok().map(ServiceId)
}

pub(super) fn machine(droplet: &Value) -> Option<Machine> {
    let id = droplet.get("id").and_then(Value::as_u64)?;
    let text = |path: &str| droplet.pointer(path).and_then(Value::as_str).unwrap_or_default();
    let tags = droplet.get("tags").and_then(Value::as_array).into_iter().flatten();
    let tags: Vec<&str> = tags.filter_map(Value::as_str).collect();
    let newest = tags.iter().filter(|tag| tag.starts_with(NOTE)).max_by_key(|tag| number(tag));
    let ips = |version: &str| -> Vec<String> {
        let all = droplet.pointer(&format!("/networks/{version}")).and_then(Value::as_array);
        let public = all.into_iter().flatten();
        let public =
            public.filter(|each| each.get("type").and_then(Value::as_str) == Some("public"));
        let ip = |each: &Value| each.get("ip_address").and_then(Value::as_str).map(str::to_owned);
        public.filter_map(ip).collect()
    };
    let mut v4 = ips("v4").into_iter();
    let ip = v4.next().unwrap_or_default();
    let facts = [
        ("Size", text("/size_slug")),
        ("Image", text("/image/name")),
        ("Region", text("/region/slug")),
        ("Status", text("/status")),
    ];
    Some(Machine {
        id: id.to_string(),
        power: match text("/status") {
            "active" => Power::On,
            "off" => Power::Off,
            "new" => Power::Changing,
            _ => Power::Unknown,
        },
        busy: text("/status") == "new" || droplet.get("locked") == Some(&Value::Bool(true)),
        note: Note::read(newest.into_iter().flat_map(|tag| tag.split(':'))),
        ip,
        more_ips: v4.chain(ips("v6")).collect(),
        username: "root".to_owned(),
        id_field: "digitalocean_id",
        facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        more: BTreeMap::from([("tags", tags.join(" ")), ("before", text("/size_slug").to_owned())]),
    })
}

pub(super) fn entry(action: &Value) -> Option<(u64, Entry)> {
    let number = action.get("id").and_then(Value::as_u64)?;
    let kind = action.get("type").and_then(Value::as_str)?.to_owned();
    let state = match action.get("status").and_then(Value::as_str)? {
        "completed" => EntryState::Done,
        "errored" => EntryState::Failed(format!("DigitalOcean could not do it ({kind})")),
        _ => EntryState::Running,
    };
    Some((number, Entry { id: number.to_string(), kind, state }))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_newest_note_counts_and_fits_into_a_tag() {
        let note = |wants: &str| Note { wants: wants.to_owned(), ..Note::default() };
        let tags = [tag(&note("reboot"), 9), tag(&note("reset"), 10), "hostler-42".to_owned()];
        let droplet = json!({"id": 1, "status": "active", "tags": tags});
        let machine = machine(&droplet).unwrap();
        assert_eq!(machine.note.wants, "reset");
        assert_eq!(newest_note(&machine), Some(10));
        assert_eq!(note_tags(&machine).count(), 2);
        let long = Note {
            call: "0".repeat(24),
            wants: "changepassword".to_owned(),
            step: 99,
            after: "99999999999999".to_owned(),
            suspended: true,
            was_on: true,
            before: "s-8vcpu-160gb-intel".to_owned(),
        };
        let tag = tag(&long, 1_000_000);
        assert!(tag.len() <= 255, "{tag}");
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte);
        assert!(tag.bytes().all(plain), "{tag}");
    }
}
