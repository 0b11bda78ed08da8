//! A machine as Hetzner tells of it.

use std::collections::BTreeMap;

use model::hex::hex;
use model::ids::ServiceId;
use ports::PortError;
use ports::provisioning::{Power, ServiceChanges, ServiceState, Usage};
use serde_json::{Map, Value, json};
use sha2::{Digest, Sha256};

use super::api::Api;
use crate::provisioning::cloud::whereabouts;

/// Most pages of machines that are read for the usage, of fifty each.
const PAGES_MAX: u32 = 200;
const BYTES_PER_MIB: u64 = 1024 * 1024;
const MIB_PER_GB: u64 = 1024;

/// The number of the service that the machine is for.
pub(super) const SERVICE: &str = "hostler-service";
/// The mark of the key of what was last asked.
pub(super) const CALL: &str = "hostler-call";
/// The machine's latest action before that.
pub(super) const AFTER: &str = "hostler-after";
/// What was asked.
pub(super) const WANTS: &str = "hostler-wants";
/// What was asked while a machine is switched off for a change of its type.
pub(super) const PREPARE: &str = "change_type_prepare";
/// Whether the machine is to be switched on when that is done.
pub(super) const THEN_ON: &str = "hostler-then-on";
/// Whether it is suspended.
pub(super) const SUSPENDED: &str = "hostler-suspended";

/// A machine.
#[derive(Debug, Clone)]
pub(super) struct Machine {
    /// Its number at Hetzner.
    pub(super) id: String,
    /// `running`, `off`, `initializing`, …
    pub(super) status: String,
    /// Its labels.
    pub(super) labels: BTreeMap<String, String>,
    whole: Value,
}

/// The machine with a name; `None` if there is none.
pub(super) async fn find(api: &Api, name: &str) -> Result<Option<Machine>, PortError> {
    let page = api.read(&["servers"], &[("name", name)]).await?;
    let found = page.get("servers").and_then(Value::as_array);
    let found = found.ok_or_else(|| api.unreadable("a list without servers"))?;
    found.first().map(|server| Machine::read(api, server)).transpose()
}

/// A short mark of a key, fit for a label.
pub(super) fn mark(key: &str) -> String {
    let mut mark = hex(&Sha256::digest(key.as_bytes()));
    mark.truncate(32);
    mark
}

impl Machine {
    pub(super) fn read(api: &Api, server: &Value) -> Result<Machine, PortError> {
        let id = server.get("id").and_then(Value::as_i64);
        let status = server.get("status").and_then(Value::as_str);
        let (Some(id), Some(status)) = (id, status) else {
            return Err(api.unreadable("a server without number or status"));
        };
        let labels = server.get("labels").and_then(Value::as_object);
        let label =
            |(name, value): (&String, &Value)| Some((name.clone(), value.as_str()?.to_owned()));
        let labels = labels.map(|labels| labels.iter().filter_map(label).collect());
        Ok(Machine {
            id: id.to_string(),
            status: status.to_owned(),
            labels: labels.unwrap_or_default(),
            whole: server.clone(),
        })
    }

    /// Whether the latest thing asked of it has this key.
    pub(super) fn was_asked(&self, key: &str) -> bool {
        self.label(CALL) == mark(key)
    }

    pub(super) fn label(&self, name: &str) -> &str {
        self.labels.get(name).map(String::as_str).unwrap_or_default()
    }

    pub(super) fn is_suspended(&self) -> bool {
        self.label(SUSPENDED) == "1"
    }

    /// The name of its server type.
    pub(super) fn server_type(&self) -> &str {
        self.text("/server_type/name")
    }

    /// How many cores it has; 0 if Hetzner does not say.
    pub(super) fn cores(&self) -> f64 {
        let cores = self.whole.pointer("/server_type/cores");
        cores.and_then(Value::as_f64).unwrap_or_default()
    }

    /// The labels with some of them set.
    pub(super) fn labels_with(&self, new: &[(&str, String)]) -> Value {
        let old = self.labels.iter().map(|(name, value)| (name.clone(), json!(value)));
        let new = new.iter().map(|(name, value)| ((*name).to_owned(), json!(value)));
        Value::Object(old.chain(new).collect::<Map<_, _>>())
    }

    /// What the service's record is told.
    pub(super) fn changes(&self) -> ServiceChanges {
        let filled = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        let ips = ["/public_net/ipv4/ip", "/public_net/ipv6/ip"].map(|path| self.text(path));
        ServiceChanges {
            username: Some("root".to_owned()),
            dedicated_ip: filled(ips[0]),
            assigned_ips: filled(ips[1]).map(|network| vec![network]),
            fields: whereabouts("hetzner_id", &self.id, ips.into_iter()),
            ..ServiceChanges::default()
        }
    }

    pub(super) fn state(&self) -> ServiceState {
        let ips = ["/public_net/ipv4/ip", "/public_net/ipv6/ip"].into_iter();
        let ips = ips.map(|path| self.text(path).to_owned()).filter(|ip| !ip.is_empty());
        let facts = [
            ("Server type", self.server_type()),
            ("Image", self.text("/image/name")),
            ("Location", self.text("/location/name")),
            ("Status", &self.status),
        ];
        ServiceState {
            suspended: self.is_suspended(),
            power: match self.status.as_str() {
                "running" => Power::On,
                "off" => Power::Off,
                "initializing" | "starting" | "stopping" | "migrating" | "rebuilding" => {
                    Power::Changing
                }
                _ => Power::Unknown,
            },
            ips: ips.collect(),
            facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        }
    }

    /// Hetzner does not look into disks: what is in use there is not known, and told as nothing.
    fn usage(&self) -> Usage {
        let number = |path: &str| self.whole.pointer(path).and_then(Value::as_u64);
        let mib = |path: &str| number(path).map(|bytes| bytes / BYTES_PER_MIB);
        Usage {
            service: self.label(SERVICE).parse().ok().map(ServiceId),
            domain: String::new(),
            disk_used_mib: 0,
            disk_limit_mib: number("/primary_disk_size").map(|size| size * MIB_PER_GB),
            traffic_used_mib: mib("/outgoing_traffic").unwrap_or_default(),
            traffic_limit_mib: mib("/included_traffic"),
        }
    }

    /// A text of what Hetzner told; empty if there is none.
    pub(super) fn text(&self, path: &str) -> &str {
        self.whole.pointer(path).and_then(Value::as_str).unwrap_or_default()
    }

    /// A list of what Hetzner told; empty if there is none.
    pub(super) fn list(&self, path: &str) -> &[Value] {
        self.whole.pointer(path).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_default()
    }
}

/// What the machines of services used in this month.
pub(super) async fn usage(api: &Api) -> Result<Vec<Usage>, PortError> {
    let mut all = Vec::new();
    for page in 1..=PAGES_MAX {
        let number = page.to_string();
        let query = [("label_selector", SERVICE), ("per_page", "50"), ("page", number.as_str())];
        let answer = api.read(&["servers"], &query).await?;
        let servers = answer.get("servers").and_then(Value::as_array).cloned().unwrap_or_default();
        for server in &servers {
            all.push(Machine::read(api, server)?.usage());
        }
        if answer.pointer("/meta/pagination/next_page").is_none_or(Value::is_null) {
            return Ok(all);
        }
    }
    tracing::warn!(module = super::MODULE, PAGES_MAX, "more machines than are read");
    Ok(all)
}
