//! A machine as Proxmox tells of it.

use std::collections::BTreeMap;

use model::ids::ServiceId;
use ports::PortError;
use ports::provisioning::Power;
use serde_json::Value;

use super::api::Api;
use crate::provisioning::cloud::{Machine, Note, Plan};

/// The comment in which our note stands, at the top of a machine's notes; nobody sees it there.
const OPEN: &str = "<!-- ";
const CLOSE: &str = " -->";
/// The word of our note before the number of the service.
const SERVICE: &str = "hostler-service-";

/// The machine with a number on a node; `None` if there is none.
pub(super) async fn machine(
    api: &Api,
    plan: &Plan<'_>,
    node: &str,
    vmid: &str,
) -> Result<Option<Machine>, PortError> {
    let path = ["nodes", node, "qemu", vmid];
    let config = match api.get(&[path.as_slice(), &["config"]].concat(), &[]).await? {
        Ok(config) => config,
        Err(no) if no.code == "not_found" => return Ok(None),
        Err(no) => return Err(not_taken(api, &no)),
    };
    let status = match api.get(&[path.as_slice(), &["status", "current"]].concat(), &[]).await? {
        Ok(status) => status,
        Err(no) if no.code == "not_found" => return Ok(None),
        Err(no) => return Err(not_taken(api, &no)),
    };
    let text = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default();
    let now = |name: &str| status.get(name).and_then(Value::as_str).unwrap_or_default();
    let (disk, notes) = (plan.choice("disk").unwrap_or("scsi0"), text("description"));
    let (v4, v6) = (address(text("ipconfig0"), "ip"), address(text("ipconfig0"), "ip6"));
    let shown = |name: &str| match config.get(name) {
        Some(Value::String(text)) => text.clone(),
        Some(other) => other.to_string(),
        None => String::new(),
    };
    let unused = config.as_object().into_iter().flatten();
    let unused = unused.filter(|(name, _)| name.starts_with("unused"));
    let unused = unused.map(|(name, volume)| format!("{name}={}", volume.as_str().unwrap_or("")));
    Ok(Some(Machine {
        id: vmid.to_owned(),
        power: match now("status") {
            "running" => Power::On,
            "stopped" => Power::Off,
            _ => Power::Unknown,
        },
        busy: !text("lock").is_empty() || !now("lock").is_empty(),
        note: Note::read(comment(notes).unwrap_or_default().split(' ')),
        ip: v4.unwrap_or_default().to_owned(),
        more_ips: v6.map(str::to_owned).into_iter().collect(),
        username: text("ciuser").to_owned(),
        id_field: "proxmox_id",
        facts: BTreeMap::from([
            ("Node".to_owned(), node.to_owned()),
            ("Number".to_owned(), vmid.to_owned()),
            ("Cores".to_owned(), shown("cores")),
            ("Memory in MiB".to_owned(), shown("memory")),
            ("Disk".to_owned(), size(text(disk)).unwrap_or_default().to_owned()),
        ]),
        more: BTreeMap::from([
            ("node", node.to_owned()),
            ("notes", notes.to_owned()),
            ("disk", text(disk).to_owned()),
            // The volume that a fresh system replaces.
            ("before", volume(text(disk)).replace(':', "..")),
            ("unused", unused.collect::<Vec<_>>().join(",")),
        ]),
    }))
}

/// A "no" to a question that has no "no" for an answer.
fn not_taken(api: &Api, no: &ports::Refused) -> PortError {
    match no.code.as_str() {
        "unauthorized" | "403" => PortError::setting(
            super::MODULE,
            "password or key",
            format!("is not the secret of a token that may do this: {}", no.message),
        ),
        _ => api.unreadable(no.to_string()),
    }
}

/// The notes of a machine with our note in the place of the old one.
pub(super) fn with_note(notes: &str, service: ServiceId, note: &Note) -> String {
    let theirs = match comment(notes) {
        Some(ours) => notes.replacen(&format!("{OPEN}{ours}{CLOSE}"), "", 1),
        None => notes.to_owned(),
    };
    let words = [vec![format!("{SERVICE}{service}")], note.words()].concat().join(" ");
    format!("{OPEN}{words}{CLOSE}\n{}", theirs.trim_start())
}

/// Whose a machine with these notes is: `None` if it is no service's, and no number where our note
/// is from before it named the service.
pub(super) fn owner(notes: &str) -> Option<Option<i64>> {
    let mut words = comment(notes)?.split(' ');
    Some(words.find_map(|word| word.strip_prefix(SERVICE)?.parse().ok()))
}

fn comment(notes: &str) -> Option<&str> {
    let (text, _) = notes.trim_start().strip_prefix(OPEN)?.split_once(CLOSE)?;
    text.starts_with("hostler-").then_some(text)
}

/// `local-lvm:vm-100-disk-0` of `local-lvm:vm-100-disk-0,size=10G`.
pub(super) fn volume(disk: &str) -> &str {
    disk.split(',').next().unwrap_or_default()
}

/// `10G` of `local-lvm:vm-100-disk-0,size=10G`.
pub(super) fn size(disk: &str) -> Option<&str> {
    disk.split(',').find_map(|part| part.strip_prefix("size="))
}

/// The size of a disk in GiB, rounded up.
pub(super) fn gib(disk: &str) -> Option<u64> {
    let text = size(disk)?;
    let (number, unit) = text.split_at_checked(text.len().checked_sub(1)?)?;
    let number: u64 = number.parse().ok()?;
    match unit {
        "T" => number.checked_mul(1024),
        "G" => Some(number),
        "M" => Some(number.div_ceil(1024)),
        "K" => Some(number.div_ceil(1024 * 1024)),
        _ => None,
    }
}

/// The address of `ip=192.0.2.7/24,gw=192.0.2.1`, if it is not left to the network.
fn address<'a>(config: &'a str, name: &str) -> Option<&'a str> {
    let mut parts = config.split(',').filter_map(|part| part.split_once('='));
    let (_, value) = parts.find(|(each, _)| *each == name)?;
    let ip = value.split('/').next()?;
    ip.parse::<std::net::IpAddr>().is_ok().then_some(ip)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn notes_of_people_stay() {
        let note = Note { wants: "reboot".to_owned(), ..Note::default() };
        for (before, after) in [
            ("", ""),
            ("Ask Ann first.\n", "Ask Ann first.\n"),
            ("<!-- hostler-call-1 hostler-wants-x -->\nAsk Ann.", "Ask Ann."),
            ("<!-- a comment -->", "<!-- a comment -->"),
        ] {
            let written = with_note(before, ServiceId(42), &note);
            assert!(written.ends_with(&format!(" -->\n{after}")), "{written}");
            assert_eq!(with_note(&written, ServiceId(42), &note), written);
            assert_eq!(owner(&written), Some(Some(42)));
            assert_eq!(Note::read(comment(&written).unwrap().split(' ')), note);
        }
    }

    #[test]
    fn the_owner_is_in_our_note() {
        for (notes, owner) in [
            ("<!-- hostler-call-1 hostler-wants-x -->", Some(None)),
            ("<!-- hostler-service-7 hostler-call-1 -->", Some(Some(7))),
            ("<!-- a comment -->", None),
            ("", None),
        ] {
            assert_eq!(super::owner(notes), owner, "{notes}");
        }
    }

    #[test]
    fn disks_and_addresses_are_read() {
        for (disk, gigabytes) in
            [("a:vm-1,size=10G", Some(10)), ("a:b,size=2252M", Some(3)), ("a:b", None), ("", None)]
        {
            assert_eq!(gib(disk), gigabytes, "{disk}");
        }
        assert_eq!(address("ip=192.0.2.7/24,gw=192.0.2.1", "ip"), Some("192.0.2.7"));
        assert_eq!(address("ip=dhcp,ip6=2001:db8::1/64", "ip6"), Some("2001:db8::1"));
        assert_eq!(address("ip=dhcp", "ip"), None);
    }
}
