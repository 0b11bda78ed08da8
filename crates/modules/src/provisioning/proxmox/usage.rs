//! What the machines of services use: their disks, as the guest's agent tells it, and what went
//! through their networks, as the node measured it (permissions `VM.Audit` and, for the disks,
//! `VM.GuestAgent.Audit`).

use std::collections::BTreeMap;

use model::ids::ServiceId;
use ports::PortError;
use ports::provisioning::Usage;
use serde_json::Value;

use super::MODULE;
use super::api::Api;
use super::reading;
use crate::provisioning::cloud::of_each;
use crate::provisioning::measured::{amount, number};

/// Most machines whose usage is read, each with three questions.
const MACHINES_MAX: usize = 800;
const BYTES_PER_MIB: u64 = 1024 * 1024;

/// A machine of the cluster.
struct Listed {
    node: String,
    vmid: String,
    is_on: bool,
    disk_bytes: Option<u64>,
}

/// Of all machines that a service has, since an instant in seconds.
pub(super) async fn of(api: &Api, since: i64) -> Result<Vec<Usage>, PortError> {
    let all = api.read(&["cluster", "resources"], &[("type", "vm")]).await?;
    let mut machines: Vec<Listed> =
        all.as_array().into_iter().flatten().filter_map(listed).collect();
    if machines.len() > MACHINES_MAX {
        tracing::warn!(module = MODULE, MACHINES_MAX, "more machines than are read");
        machines.truncate(MACHINES_MAX);
    }
    of_each(machines, |machine| one(api, machine, since)).await
}

/// A virtual machine that is no template; containers are not ours.
fn listed(row: &Value) -> Option<Listed> {
    let text = |name: &str| row.get(name).and_then(Value::as_str);
    let whole = |name: &str| row.get(name).and_then(Value::as_u64);
    if text("type") != Some("qemu") || whole("template") == Some(1) {
        return None;
    }
    Some(Listed {
        node: text("node")?.to_owned(),
        vmid: whole("vmid")?.to_string(),
        is_on: text("status") == Some("running"),
        disk_bytes: whole("maxdisk").filter(|bytes| *bytes > 0),
    })
}

async fn one(api: &Api, machine: Listed, since: i64) -> Result<Option<Usage>, PortError> {
    let path = ["nodes", &machine.node, "qemu", &machine.vmid];
    // Gone by now, or not ours to see.
    let Ok(config) = api.get(&[path.as_slice(), &["config"]].concat(), &[]).await? else {
        return Ok(None);
    };
    let text = |name: &str| config.get(name).and_then(Value::as_str).unwrap_or_default();
    let Some(service) = reading::owner(text("description")) else { return Ok(None) };
    let kept = [path.as_slice(), &["rrddata"]].concat();
    let Ok(kept) = api.get(&kept, &[("timeframe", "month"), ("cf", "AVERAGE")]).await? else {
        return Ok(None);
    };
    let used = match machine.is_on {
        true => api.get(&[path.as_slice(), &["agent", "get-fsinfo"]].concat(), &[]).await?,
        false => Ok(Value::Null),
    };
    Ok(Some(Usage {
        service: service.map(ServiceId),
        // A machine from before its notes named the service is found by its name.
        domain: text("name").to_owned(),
        disk_used_mib: used.map(|told| in_use(&told)).unwrap_or_default() / BYTES_PER_MIB,
        disk_limit_mib: machine.disk_bytes.map(|bytes| bytes / BYTES_PER_MIB),
        traffic_used_mib: traffic(&kept, since) / BYTES_PER_MIB,
        traffic_limit_mib: None,
    }))
}

/// Bytes that went in and out: the averages that the node kept, each for as long as it is of.
fn traffic(kept: &Value, since: i64) -> u64 {
    let read = |row: &Value| {
        let read = |name: &str| row.get(name).and_then(number);
        // While a machine was off a row has its time only.
        Some((read("time")?, read("netin").unwrap_or(0.0) + read("netout").unwrap_or(0.0)))
    };
    let rows: Vec<(f64, f64)> = kept.as_array().into_iter().flatten().filter_map(read).collect();
    amount(&rows, since)
}

/// Bytes in use on the file systems of a guest, each once however often it is mounted.
fn in_use(told: &Value) -> u64 {
    let systems = told.get("result").and_then(Value::as_array).into_iter().flatten();
    let used = |system: &Value| {
        let name = system.get("name")?.as_str()?.to_owned();
        Some((name, system.get("used-bytes")?.as_u64()?))
    };
    let each: BTreeMap<String, u64> = systems.filter_map(used).collect();
    each.into_values().fold(0, u64::saturating_add)
}

#[cfg(test)]
mod tests {
    use super::{in_use, traffic};
    use serde_json::json;

    #[test]
    fn what_the_node_kept_is_added_up() {
        let rows = json!([
            {"time": 100, "netin": 1e9, "netout": 1},
            {"time": 1_900, "netin": 2, "netout": 3.5},
            {"time": 3_700},
            {"time": 5_500, "netin": 1, "netout": 0},
        ]);
        for (since, bytes) in [(1_900, 11_700), (3_700, 1_800), (9_000, 0)] {
            assert_eq!(traffic(&rows, since), bytes, "{since}");
        }
        assert_eq!(traffic(&json!(null), 0), 0);
        let system = |name: &str, used: u64| json!({"name": name, "used-bytes": used, "disk": []});
        let told = json!({"result": [system("sda1", 5), system("sda2", 7), system("sda1", 5),
            {"name": "sr0", "type": "iso9660"}]});
        assert_eq!((in_use(&told), in_use(&json!(null))), (12, 0));
    }
}
