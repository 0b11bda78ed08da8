//! A Linode in memory; the official SDK says whether it is one (`drive_linode.py`).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::clouds::Subject;
use crate::counterpart::{Asked, Fake, Reply};

const LOOKS: u8 = 3;
const TOKEN: &str = "0123456789abcdef0123456789abcdef";
const TYPES: [&str; 2] = ["g6-nanode-1", "g6-standard-1"];

/// An account.
#[derive(Default)]
pub(crate) struct Account {
    /// The machines.
    pub(crate) machines: Vec<Value>,
    events: Vec<Running>,
    /// The names that were given to addresses.
    names: BTreeMap<String, String>,
    made: usize,
    numbers: u64,
    /// Whether its machines are so young that nothing was measured yet.
    pub(crate) is_fresh: bool,
}

struct Running {
    machine: u64,
    looks: u8,
    event: Value,
    sets: Vec<(&'static str, Value)>,
}

type Said = Result<Value, (u16, &'static str, &'static str)>;

const NOT_FOUND: (u16, &str, &str) = (404, "", "Not found");
const NO_STATS: (u16, &str, &str) = (404, "", "Stats are unavailable at this time.");

impl Subject for Account {
    const LOGIN: (&'static str, &'static str) = ("", TOKEN);
    const PRODUCT: &'static [(&'static str, &'static str)] =
        &[("type", "g6-nanode-1"), ("image", "linode/debian13"), ("region", "eu-central")];
    const MAKE: &'static str = "/instances";
    const REBOOT: &'static str = "/reboot";

    fn module() -> Box<dyn ports::provisioning::Provisioner> {
        Box::new(modules::provisioning::Linode::new(
            crate::clock(),
            crate::chance(),
            modules::http::Pool::default(),
        ))
    }

    fn count(&self) -> (usize, usize) {
        (self.machines.len(), self.made)
    }
}

impl Fake for Account {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let bearer = asked.headers.get("authorization").and_then(|it| it.to_str().ok());
        let said = if bearer == Some(&format!("Bearer {TOKEN}")) {
            if asked.method == "GET" {
                self.time_passes();
            }
            self.carry_out(asked)
        } else {
            Err((401, "", "Invalid Token"))
        };
        match said {
            Ok(body) => (200, body),
            Err((status, "", why)) => (status, json!({"errors": [{"reason": why}]})),
            Err((status, field, why)) => {
                (status, json!({"errors": [{"field": field, "reason": why}]}))
            }
        }
    }
}

fn page(found: Vec<&Value>) -> Value {
    json!({"results": found.len(), "page": 1, "pages": 1, "data": found})
}

impl Account {
    fn carry_out(&mut self, asked: &Asked) -> Said {
        let filter = asked.headers.get("x-filter").and_then(|it| it.to_str().ok());
        let filter: Value = filter.and_then(|it| serde_json::from_str(it).ok()).unwrap_or_default();
        let (method, path) = asked.route();
        match (method, path.as_slice()) {
            ("GET", ["v4", "account", "events"]) => {
                let of = |each: &&Running| {
                    filter["entity.id"].is_null() || filter["entity.id"] == each.machine
                };
                Ok(page(self.events.iter().rev().filter(of).map(|each| &each.event).collect()))
            }
            ("GET", ["v4", "linode", "types"]) => Ok(page(vec![
                &json!({"id": "g6-nanode-1", "label": "Nanode 1GB", "memory": 1024, "vcpus": 1,
                    "disk": 25600, "transfer": 1000, "class": "nanode", "gpus": 0,
                    "network_out": 1000, "successor": null, "addons": {"backups": {"price":
                    {"hourly": 0.003, "monthly": 2}}}, "price": {"hourly": 0.0075, "monthly": 5}}),
                &json!({"id": "g6-standard-1", "label": "Linode 2GB", "memory": 2048, "vcpus": 1,
                    "disk": 51200, "transfer": 2000, "class": "standard", "gpus": 0,
                    "network_out": 2000, "successor": null, "addons": {"backups": {"price":
                    {"hourly": 0.004, "monthly": 2.5}}},
                    "price": {"hourly": 0.018, "monthly": 12.5}}),
            ])),
            ("GET", ["v4", "images"]) => Ok(page(vec![
                &image("linode/debian13", "Debian 13", true, false),
                &image("linode/debian8", "Debian 8", true, true),
                &image("private/7", "Ours", false, false),
            ])),
            ("GET", ["v4", "regions"]) => Ok(page(vec![
                &json!({"id": "eu-central", "label": "Frankfurt, DE", "country": "de",
                    "capabilities": ["Linodes"], "status": "ok", "resolvers": {},
                    "site_type": "core"}),
                &json!({"id": "xx-down", "label": "Down", "country": "xx", "status": "outage",
                    "capabilities": [], "resolvers": {}, "site_type": "core"}),
            ])),
            ("GET", ["v4", "linode", "instances"]) => {
                let of =
                    |each: &&Value| filter["label"].is_null() || filter["label"] == each["label"];
                Ok(page(self.machines.iter().filter(of).collect()))
            }
            ("POST", ["v4", "linode", "instances"]) => self.create(asked),
            ("PUT", ["v4", "networking", "ips", ip]) => self.name_address(ip, asked),
            (_, ["v4", "linode", "instances", id, rest @ ..]) => {
                let id: u64 = id.parse().unwrap_or_default();
                let at = self.machines.iter().position(|each| each["id"] == id).ok_or(NOT_FOUND)?;
                match (method, rest) {
                    ("GET", []) => Ok(self.machines[at].clone()),
                    ("PUT", []) => {
                        self.tags(asked)?;
                        self.machines[at]["tags"] = asked.body["tags"].clone();
                        Ok(self.machines[at].clone())
                    }
                    ("DELETE", []) => {
                        self.machines.remove(at);
                        Ok(json!({}))
                    }
                    ("GET", ["transfer"]) => self.transfer(at),
                    ("GET", ["ips"]) => Ok(self.ips_of(at)),
                    ("GET", ["stats"]) if self.is_fresh => Err(NO_STATS),
                    ("GET", ["stats"]) => Ok(stats()),
                    ("POST", [command]) => self.command(at, command, asked),
                    _ => Err(NOT_FOUND),
                }
            }
            _ => Err(NOT_FOUND),
        }
    }

    /// One that is leaving is gone by the time it is asked about.
    fn transfer(&self, at: usize) -> Said {
        match self.machines[at]["label"] == "leaving" {
            true => Err(NOT_FOUND),
            false => Ok(json!({"used": 5_242_880, "quota": 1000, "billable": 0})),
        }
    }

    fn address(&self, ip: &str) -> Value {
        let v6 = ip.contains(':');
        let name = match self.names.get(ip) {
            Some(name) => json!(name),
            None if v6 => Value::Null,
            None => json!(format!("{}.ip.linodeusercontent.com", ip.replace('.', "-"))),
        };
        json!({"address": ip, "rdns": name, "gateway": null, "subnet_mask": null,
            "prefix": if v6 { 128 } else { 24 }, "type": if v6 { "ipv6" } else { "ipv4" },
            "public": true, "linode_id": 1, "region": "eu-central", "reserved": false})
    }

    fn ips_of(&self, at: usize) -> Value {
        let machine = &self.machines[at];
        let (v4, v6) = (machine["ipv4"][0].as_str().unwrap(), machine["ipv6"].as_str().unwrap());
        let local = self.address("fe80::1");
        json!({"ipv4": {"public": [self.address(v4)], "private": [], "shared": [],
                "reserved": [], "vpc": []},
            "ipv6": {"slaac": self.address(v6.trim_end_matches("/128")), "link_local": local,
                "global": []}})
    }

    /// Only names that lead here are taken: here, all but those of elsewhere.
    fn name_address(&mut self, ip: &str, asked: &Asked) -> Said {
        match asked.body.get("rdns") {
            Some(Value::Null) => self.names.remove(ip),
            Some(Value::String(name)) if name.contains("elsewhere") => {
                return Err((400, "rdns", "We were unable to perform a lookup for this name"));
            }
            Some(Value::String(name)) => self.names.insert(ip.to_owned(), name.clone()),
            _ => return Err((400, "rdns", "rdns is required")),
        };
        Ok(self.address(ip))
    }

    fn tags(&self, asked: &Asked) -> Result<(), (u16, &'static str, &'static str)> {
        let tags = asked.body["tags"].as_array().cloned().unwrap_or_default();
        let good = |tag: &Value| tag.as_str().is_some_and(|tag| (3..=50).contains(&tag.len()));
        tags.iter().all(good).then_some(()).ok_or((400, "tags", "Length must be 3-50 characters"))
    }

    fn create(&mut self, asked: &Asked) -> Said {
        let label = asked.text("label");
        if self.machines.iter().any(|each| each["label"] == label) {
            return Err((400, "label", "Label must be unique among your linodes"));
        }
        if !TYPES.contains(&asked.text("type")) || asked.text("region").is_empty() {
            return Err((400, "type", "type is not valid"));
        }
        self.system(asked)?;
        self.tags(asked)?;
        self.numbers += 1;
        self.made += 1;
        let id = self.numbers;
        self.machines.push(json!({"id": id, "label": label, "status": "provisioning",
            "created": "2026-01-01T09:00:00", "updated": "2026-01-01T09:00:00", "group": "",
            "type": asked.text("type"), "image": asked.text("image"), "hypervisor": "kvm",
            "region": asked.text("region"), "tags": asked.body["tags"], "has_user_data": false,
            "ipv4": [format!("192.0.2.{id}")], "ipv6": format!("2001:db8::{id}/128"),
            "watchdog_enabled": true, "host_uuid": "h", "capabilities": [],
            "alerts": {"cpu": 90, "network_in": 10, "network_out": 10, "transfer_quota": 80,
                "io": 10000},
            "backups": {"enabled": false, "available": false},
            "specs": {"disk": 25600, "memory": 1024, "vcpus": 1, "gpus": 0, "transfer": 1000}}));
        self.begin(id, "linode_create", vec![("status", json!("running"))]);
        Ok(self.machines.last().unwrap().clone())
    }

    fn system(&self, asked: &Asked) -> Result<(), (u16, &'static str, &'static str)> {
        if asked.text("image").is_empty() {
            return Err((400, "image", "image is required"));
        }
        let weak = asked.text("root_pass").len() < 7;
        if weak {
            Err((400, "root_pass", "Password does not meet strength requirement."))
        } else {
            Ok(())
        }
    }

    fn command(&mut self, at: usize, command: &str, asked: &Asked) -> Said {
        let id = self.machines[at]["id"].as_u64().unwrap();
        if self.events.iter().any(|each| each.machine == id && each.looks > 0) {
            return Err((400, "", "Linode busy."));
        }
        let off = self.machines[at]["status"] == "offline";
        let status = |word: &str| vec![("status", json!(word))];
        let (now, kind, sets) = match command {
            "boot" if !off => return Err((400, "", "Linode is already booted.")),
            "boot" => ("booting", "linode_boot", status("running")),
            "shutdown" if !asked.body.as_object().is_none_or(serde_json::Map::is_empty) => {
                return Err((400, "", "No body is taken"));
            }
            "shutdown" => ("shutting_down", "linode_shutdown", status("offline")),
            "reboot" => ("rebooting", "linode_reboot", status("running")),
            "rebuild" => {
                self.system(asked)?;
                let image = ("image", asked.body["image"].clone());
                ("rebuilding", "linode_rebuild", vec![image, ("status", json!("running"))])
            }
            "resize" if !TYPES.contains(&asked.text("type")) => {
                return Err((400, "type", "type is not valid"));
            }
            "resize" => {
                let back = if off { "offline" } else { "running" };
                let kind = ("type", asked.body["type"].clone());
                ("resizing", "linode_resize", vec![kind, ("status", json!(back))])
            }
            "password" if !off => return Err((400, "", "Linode must be powered off.")),
            "password" => return Ok(json!({})),
            _ => return Err(NOT_FOUND),
        };
        self.machines[at]["status"] = json!(now);
        self.begin(id, kind, sets);
        Ok(if command == "rebuild" { self.machines[at].clone() } else { json!({}) })
    }

    fn begin(&mut self, machine: u64, action: &str, sets: Vec<(&'static str, Value)>) {
        self.numbers += 1;
        let event = json!({"id": self.numbers, "action": action, "status": "started",
            "created": "2026-01-01T09:00:00", "username": "us", "message": null, "seen": false,
            "read": false, "percent_complete": 0, "duration": null, "rate": null,
            "secondary_entity": null, "time_remaining": null,
            "entity": {"id": machine, "type": "linode", "label": "l", "url": "/v4/…"}});
        self.events.push(Running { machine, looks: LOOKS, event, sets });
    }

    fn time_passes(&mut self) {
        for running in &mut self.events {
            if running.looks == 0 {
                continue;
            }
            running.looks -= 1;
            if running.looks > 0 {
                continue;
            }
            running.event["status"] = json!("finished");
            for (name, value) in running.sets.drain(..) {
                let found = self.machines.iter_mut().find(|each| each["id"] == running.machine);
                if let Some(found) = found {
                    found[name] = value;
                }
            }
        }
    }
}

/// Three quarters of the only core, and more over IPv6 than over IPv4.
fn stats() -> Value {
    let at = 1_767_225_300_000_u64;
    let none = json!([]);
    json!({"title": "linode.com - l (linode1) - day (5 min avg)",
        "cpu": [[at - 300_000, 0.42], [at, 75.0]],
        "io": {"io": [[at, 0.19]], "swap": [[at, 0]]},
        "netv4": {"in": [[at, 800.0]], "out": [[at, 1600.0]], "private_in": none,
            "private_out": none},
        "netv6": {"in": [[at, 8000.0]], "out": [[at - 300_000, 80.0]], "private_in": none,
            "private_out": none}})
}

fn image(id: &str, label: &str, is_public: bool, deprecated: bool) -> Value {
    json!({"id": id, "label": label, "is_public": is_public, "deprecated": deprecated,
        "vendor": "Debian", "type": "manual", "status": "available", "size": 1500,
        "created": "2025-08-01T00:00:00", "description": "", "eol": null, "expiry": null,
        "created_by": "linode", "capabilities": ["cloud-init"]})
}
