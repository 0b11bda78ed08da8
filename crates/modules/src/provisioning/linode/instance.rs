//! A machine as Linode tells of it, and the tags that are our note.

use std::collections::BTreeMap;

use model::ids::ServiceId;
use ports::PortError;
use ports::provisioning::{Power, Usage};
use serde_json::{Value, json};

use super::{Api, list};
use crate::provisioning::cloud::{Entry, EntryState, Machine, Note, of_each};

/// The tag of the machine of a service, before its number.
const SERVICE: &str = "hostler-service-";
/// Most machines whose usage is read, of a hundred each.
const PAGES_MAX: u32 = 50;
const MIB_PER_GIB: u64 = 1024;
const BYTES_PER_MIB: u64 = 1024 * 1024;

/// The tags of a machine: those of others stay.
pub(super) fn tags(old: &str, service: ServiceId, note: &Note) -> Vec<String> {
    let theirs = old.split('\n').filter(|tag| !tag.is_empty() && !tag.starts_with("hostler-"));
    let ours = std::iter::once(format!("{SERVICE}{service}")).chain(note.words());
    theirs.map(str::to_owned).chain(ours).collect()
}

pub(super) fn machine(instance: &Value) -> Option<Machine> {
    let id = instance.get("id").and_then(Value::as_u64)?;
    let text = |name: &str| instance.get(name).and_then(Value::as_str).unwrap_or_default();
    let ips = instance.get("ipv4").and_then(Value::as_array).into_iter().flatten();
    let mut ips = ips.filter_map(Value::as_str).map(str::to_owned);
    let tags = instance.get("tags").and_then(Value::as_array).into_iter().flatten();
    let tags: Vec<&str> = tags.filter_map(Value::as_str).collect();
    let (ip, v6) = (ips.next().unwrap_or_default(), text("ipv6"));
    let v6 = (!v6.is_empty()).then(|| v6.to_owned());
    let power = match text("status") {
        "running" => Power::On,
        "offline" | "stopped" => Power::Off,
        "billing_suspension" => Power::Unknown,
        _ => Power::Changing,
    };
    let facts = [
        ("Type", text("type")),
        ("Image", text("image")),
        ("Region", text("region")),
        ("Status", text("status")),
    ];
    Some(Machine {
        id: id.to_string(),
        power,
        busy: power == Power::Changing,
        note: Note::read(tags.iter().copied()),
        ip,
        more_ips: ips.chain(v6).collect(),
        username: "root".to_owned(),
        id_field: "linode_id",
        facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        more: BTreeMap::from([
            ("tags", tags.join("\n")),
            ("before", text("type").to_owned()),
            ("cores", instance.pointer("/specs/vcpus").map(Value::to_string).unwrap_or_default()),
        ]),
    })
}

pub(super) fn entry(event: &Value) -> Option<(u64, Entry)> {
    let number = event.get("id").and_then(Value::as_u64)?;
    let kind = event.get("action").and_then(Value::as_str)?.to_owned();
    let message = event.get("message").and_then(Value::as_str).filter(|text| !text.is_empty());
    let state = match event.get("status").and_then(Value::as_str)? {
        "finished" | "notification" => EntryState::Done,
        "failed" => {
            let why = message.map_or_else(|| format!("{kind} failed"), str::to_owned);
            EntryState::Failed(why)
        }
        _ => EntryState::Running,
    };
    Some((number, Entry { id: number.to_string(), kind, state }))
}

/// What the machines of services used in this month. Disks are not looked into.
pub(super) async fn usage(api: &Api) -> Result<Vec<Usage>, PortError> {
    let mut ours = Vec::new();
    let used = |ours| of_each(ours, |(service, id, machine)| usage_of(api, service, id, machine));
    for page in 1..=PAGES_MAX {
        let asked = list(&["linode", "instances"], &json!({})).query("page", page.to_string());
        let answer = api.read(api.send(asked).await?)?;
        let machines = answer.get("data").and_then(Value::as_array);
        for machine in machines.into_iter().flatten() {
            let tags = machine.get("tags").and_then(Value::as_array).into_iter().flatten();
            let mut tags = tags.filter_map(Value::as_str);
            let service = tags.find_map(|tag| tag.strip_prefix(SERVICE)?.parse().ok());
            let id = machine.get("id").map(Value::to_string);
            if let (Some(service), Some(id)) = (service, id) {
                ours.push((ServiceId(service), id, machine.clone()));
            }
        }
        if answer.get("pages").and_then(Value::as_u64).is_none_or(|pages| pages <= page.into()) {
            return used(ours).await;
        }
    }
    tracing::warn!(module = super::MODULE, PAGES_MAX, "more machines than are read");
    used(ours).await
}

async fn usage_of(
    api: &Api,
    service: ServiceId,
    id: String,
    machine: Value,
) -> Result<Option<Usage>, PortError> {
    let transfer = match api.get(&["linode", "instances", &id, "transfer"], &[]).await? {
        Err(no) if no.code == "not_found" => return Ok(None),
        said => api.read(said)?,
    };
    let number = |from: &Value, path: &str| from.pointer(path).and_then(Value::as_u64);
    Ok(Some(Usage {
        service: Some(service),
        domain: String::new(),
        disk_used_mib: 0,
        disk_limit_mib: number(&machine, "/specs/disk"),
        traffic_used_mib: number(&transfer, "/used").unwrap_or_default() / BYTES_PER_MIB,
        traffic_limit_mib: number(&transfer, "/quota").and_then(|it| it.checked_mul(MIB_PER_GIB)),
    }))
}
