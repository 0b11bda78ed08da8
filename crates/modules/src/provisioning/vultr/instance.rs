//! A machine as Vultr tells of it, the tags that are our note, and what machines used.

use std::collections::BTreeMap;

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use jiff::civil::Date;
use model::ids::ServiceId;
use ports::PortError;
use ports::provisioning::{Power, Usage};
use serde_json::{Value, json};

use super::Words;
use crate::provisioning::cloud::{Bearer, Machine, Note, of_each};

/// The tag of the machine of a service, before its number.
const SERVICE: &str = "hostler-service-";
/// Most pages of machines whose usage is read, of a hundred each.
const PAGES_MAX: usize = 50;
const MIB_PER_GIB: u64 = 1024;
const BYTES_PER_MIB: u64 = 1024 * 1024;

/// The tags of a machine: those of others stay.
pub(super) fn tags(old: &str, service: ServiceId, note: &Note) -> Vec<String> {
    let theirs = old.split('\n').filter(|tag| !tag.is_empty() && !tag.starts_with("hostler-"));
    let ours = std::iter::once(format!("{SERVICE}{service}")).chain(note.words());
    theirs.map(str::to_owned).chain(ours).collect()
}

/// An image with the name of its field: numbers are operating systems, ids are applications.
pub(super) fn image(chosen: &str) -> (&'static str, Value) {
    match chosen.parse::<u64>() {
        Ok(number) => ("os_id", json!(number)),
        Err(_) => ("image_id", json!(chosen)),
    }
}

/// What a system sets up, as the API takes it.
pub(super) fn encoded(user_data: &str) -> String {
    BASE64_STANDARD.encode(user_data)
}

/// A machine; `None` if it has no id.
pub(super) fn machine(instance: &Value) -> Option<Machine> {
    let id = instance.get("id").and_then(Value::as_str).filter(|id| !id.is_empty())?;
    let text = |name: &str| instance.get(name).and_then(Value::as_str).unwrap_or_default();
    let tags = instance.get("tags").and_then(Value::as_array).into_iter().flatten();
    let tags: Vec<&str> = tags.filter_map(Value::as_str).collect();
    let v6 = instance.get("v6_networks").and_then(Value::as_array).into_iter().flatten();
    let networks = v6.clone().filter_map(|each| {
        let size = each.get("network_size").and_then(Value::as_u64)?;
        Some(format!("{}/{size}", each.get("network").and_then(Value::as_str)?))
    });
    let networks: Vec<String> = networks.collect();
    let v6 = v6.filter_map(|each| each.get("main_ip").and_then(Value::as_str));
    let busy = matches!(text("status"), "pending" | "resizing")
        || matches!(text("server_status"), "locked" | "installingbooting");
    let power = match (text("status"), text("power_status")) {
        ("suspended", _) => Power::Unknown,
        (_, "running") => Power::On,
        (_, "stopped") => Power::Off,
        _ => Power::Changing,
    };
    let facts = [
        ("Plan", text("plan")),
        ("System", text("os")),
        ("Region", text("region")),
        ("Status", text("status")),
    ];
    let os = instance.get("os_id").map(Value::to_string).unwrap_or_default();
    let ip = text("main_ip");
    Some(Machine {
        id: id.to_owned(),
        power,
        busy,
        note: Note::read(tags.iter().copied()),
        // Until it has one.
        ip: if ip == "0.0.0.0" { String::new() } else { ip.to_owned() },
        more_ips: v6.filter(|ip| !ip.is_empty()).map(str::to_owned).collect(),
        username: "root".to_owned(),
        id_field: "vultr_id",
        facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        more: BTreeMap::from([
            ("tags", tags.join("\n")),
            ("before", text("plan").to_owned()),
            ("kvm", text("kvm").to_owned()),
            ("networks", networks.join(" ")),
            ("os_id", os),
            ("image_id", text("image_id").to_owned()),
        ]),
    })
}

/// What the machines of services used in this month. Disks are not looked into.
pub(super) async fn usage(api: &Bearer<Words>, today: Date) -> Result<Vec<Usage>, PortError> {
    let (mut ours, mut cursor) = (Vec::new(), String::new());
    let used =
        |ours| of_each(ours, |(service, id, machine)| usage_of(api, today, service, id, machine));
    for _ in 0..PAGES_MAX {
        let first = [("per_page", "100")];
        let next = [("per_page", "100"), ("cursor", cursor.as_str())];
        let query: &[(&str, &str)] = if cursor.is_empty() { &first } else { &next };
        let page = api.read(api.get(&["instances"], query).await?)?;
        let machines = page.get("instances").and_then(Value::as_array);
        for machine in machines.into_iter().flatten() {
            let tags = machine.get("tags").and_then(Value::as_array).into_iter().flatten();
            let mut tags = tags.filter_map(Value::as_str);
            let service = tags.find_map(|tag| tag.strip_prefix(SERVICE)?.parse().ok());
            let id = machine.get("id").and_then(Value::as_str);
            if let (Some(service), Some(id)) = (service, id) {
                ours.push((ServiceId(service), id.to_owned(), machine.clone()));
            }
        }
        let next = page.pointer("/meta/links/next").and_then(Value::as_str);
        match next.filter(|next| !next.is_empty()) {
            Some(next) => next.clone_into(&mut cursor),
            None => return used(ours).await,
        }
    }
    tracing::warn!(module = super::MODULE, PAGES_MAX, "more machines than are read");
    used(ours).await
}

/// What goes out is counted; what comes in costs nothing there
/// (<https://www.vultr.com/api/#operation/get-instance-bandwidth>).
async fn usage_of(
    api: &Bearer<Words>,
    today: Date,
    service: ServiceId,
    id: String,
    machine: Value,
) -> Result<Option<Usage>, PortError> {
    let path = ["instances", &id, "bandwidth"];
    let days = match api.get(&path, &[("date_range", "31")]).await? {
        Err(no) if no.code == "not_found" => return Ok(None),
        said => api.read(said)?,
    };
    let month = today.strftime("%Y-%m-").to_string();
    let days = days.get("bandwidth").and_then(Value::as_object).into_iter().flatten();
    let out = days
        .filter(|(day, _)| day.starts_with(&month))
        .filter_map(|(_, each)| each.get("outgoing_bytes").and_then(Value::as_u64))
        .fold(0_u64, u64::saturating_add);
    let number = |name: &str| machine.get(name).and_then(Value::as_u64);
    let in_mib = |gib: u64| gib.checked_mul(MIB_PER_GIB);
    Ok(Some(Usage {
        service: Some(service),
        domain: String::new(),
        disk_used_mib: 0,
        disk_limit_mib: number("disk").and_then(in_mib),
        traffic_used_mib: out / BYTES_PER_MIB,
        traffic_limit_mib: number("allowed_bandwidth").and_then(in_mib),
    }))
}
