//! A Vultr in memory; the official SDK says whether it is one (`drive_vultr.cjs`).

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::clouds::Subject;
use crate::counterpart::{Asked, Fake, Reply};

const LOOKS: u8 = 3;
const KEY: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789";
/// By size.
const PLANS: [&str; 2] = ["vc2-1c-1gb", "vc2-2c-4gb"];
const SYSTEMS: [u64; 2] = [2136, 2284];

/// An account.
#[derive(Default)]
pub(crate) struct Account {
    /// The machines.
    pub(crate) machines: Vec<Value>,
    changes: Vec<Change>,
    logs: Vec<Value>,
    /// The names that were given to addresses.
    names: BTreeMap<String, String>,
    made: usize,
}

struct Change {
    machine: Value,
    looks: u8,
    sets: Vec<(&'static str, Value)>,
}

type Said = Result<Reply, (u16, &'static str)>;

impl Subject for Account {
    const LOGIN: (&'static str, &'static str) = ("", KEY);
    const PRODUCT: &'static [(&'static str, &'static str)] =
        &[("plan", "vc2-1c-1gb"), ("image", "2136"), ("region", "fra"), ("ssh_keys", "9d1c-7")];
    const MAKE: &'static str = "/instances";
    const REBOOT: &'static str = "/reboot";

    fn module() -> Box<dyn ports::provisioning::Provisioner> {
        let pool = modules::http::Pool::default();
        Box::new(modules::provisioning::Vultr::new(crate::clock(), crate::chance(), pool))
    }

    fn count(&self) -> (usize, usize) {
        (self.machines.len(), self.made)
    }
}

impl Fake for Account {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let bearer = asked.headers.get("authorization").and_then(|it| it.to_str().ok());
        let said = if bearer == Some(&format!("Bearer {KEY}")) {
            if asked.method == "GET" {
                self.time_passes();
            }
            self.carry_out(asked)
        } else {
            Err((401, "Invalid API token."))
        };
        let (status, body) =
            said.unwrap_or_else(|(status, why)| (status, json!({"error": why, "status": status})));
        self.log(asked, status);
        (status, body)
    }
}

fn listed(name: &str, found: Vec<&Value>) -> Reply {
    let links = json!({"next": "", "prev": ""});
    (200, json!({name: found, "meta": {"total": found.len(), "links": links}}))
}

impl Account {
    fn carry_out(&mut self, asked: &Asked) -> Said {
        let (method, path) = asked.route();
        match (method, path.as_slice()) {
            ("GET", ["v2", "account"]) => Ok((
                200,
                json!({"account": {"name": "Example", "email": "us@example.com", "balance": 0,
                    "acls": ["subscriptions", "provisioning"], "pending_charges": 0,
                    "last_payment_date": "", "last_payment_amount": 0}}),
            )),
            ("GET", ["v2", "logs"]) => self.logged(asked),
            ("GET", ["v2", "plans"]) => {
                let plan = |id: &str, cost: f64| {
                    json!({"id": id, "vcpu_count": 2, "ram": 4096, "disk": 80, "disk_count": 1,
                        "bandwidth": 3000, "monthly_cost": cost, "type": "vc2",
                        "locations": ["fra"]})
                };
                Ok(listed("plans", vec![&plan("vc2-1c-1gb", 5.0), &plan("vc2-2c-4gb", 22.5)]))
            }
            // One system a page, to be turned.
            ("GET", ["v2", "os"]) => {
                let second = asked.query.get("cursor").is_some_and(|at| at == "bmV4dA==");
                let (id, name) = if second { (2284, "Ubuntu 24.04") } else { (2136, "Debian 12") };
                let row = json!({"id": id, "name": name, "arch": "x64", "family": "linux"});
                let (status, mut page) = listed("os", vec![&row]);
                page["meta"]["links"]["next"] = json!(if second { "" } else { "bmV4dA==" });
                Ok((status, page))
            }
            ("GET", ["v2", "regions"]) => {
                let row = json!({"id": "fra", "city": "Frankfurt", "country": "DE",
                    "continent": "Europe", "options": ["ddos_protection"]});
                Ok(listed("regions", vec![&row]))
            }
            ("GET", ["v2", "instances"]) => {
                let label = asked.query.get("label");
                let of = |each: &&Value| label.is_none_or(|it| each["label"] == it.as_str());
                Ok(listed("instances", self.machines.iter().filter(of).collect()))
            }
            ("POST", ["v2", "instances"]) => self.create(asked),
            (_, ["v2", "instances", id, rest @ ..]) => {
                let found = self.machines.iter().position(|each| each["id"] == *id);
                let at = found.ok_or((404, "Invalid instance."))?;
                self.change(at, method, rest, asked)
            }
            _ => Err((404, "Invalid route.")),
        }
    }

    fn logged(&self, asked: &Asked) -> Said {
        let query = |name: &str| asked.query.get(name).map(String::as_str);
        let (Some(start), Some(end)) = (query("start_time"), query("end_time")) else {
            return Err((400, "start_time and end_time are required."));
        };
        let of = |log: &&Value| {
            let at = log["timestamp"].as_str().unwrap();
            let wanted = |name| query(name).is_none_or(|it| log[name] == it);
            start <= at && at <= end && wanted("resource_id") && wanted("resource_type")
        };
        let logs: Vec<&Value> = self.logs.iter().filter(of).collect();
        let meta = json!({"continue_time": "", "returned_count": logs.len(),
            "unreturned_count": 0, "total_count": logs.len(), "next_page_url": ""});
        Ok((200, json!({"logs": logs, "meta": meta})))
    }

    fn create(&mut self, asked: &Asked) -> Said {
        if !PLANS.contains(&asked.text("plan")) || asked.text("region").is_empty() {
            return Err((400, "Invalid plan chosen."));
        }
        let system = system(asked).ok_or((400, "Invalid OS."))?;
        set_up(asked)?;
        self.made += 1;
        let id = format!("cb676a46-66fd-4dfb-b839-{:012}", self.made);
        let mut machine = json!({"id": id, "os": "Debian 12 x64 (bookworm)", "os_id": system,
            "ram": 1024, "disk": 25, "main_ip": "0.0.0.0", "vcpu_count": 1,
            "region": asked.text("region"), "plan": asked.text("plan"), "app_id": 0,
            "date_created": "2026-01-01T09:00:00+00:00", "status": "pending", "image_id": "",
            "allowed_bandwidth": 1000, "netmask_v4": "", "gateway_v4": "0.0.0.0", "tag": "",
            "power_status": "running", "server_status": "none", "v6_networks": [], "kvm": "",
            "label": asked.text("label"), "internal_ip": "", "hostname": asked.text("hostname"),
            "firewall_group_id": "", "features": ["ipv6"], "user_scheme": "root",
            "tags": asked.body["tags"]});
        self.machines.push(machine.clone());
        machine["default_password"] = json!("v5{Fkvb#2ycPGwHs");
        let v6 = json!([{"network": "2001:db8::", "main_ip": "2001:db8::7", "network_size": 64}]);
        self.begin(
            &json!(id),
            vec![
                ("status", json!("active")),
                ("server_status", json!("ok")),
                ("main_ip", json!(format!("192.0.2.{}", self.made))),
                ("v6_networks", v6),
                ("kvm", json!("https://my.vultr.com/subs/vps/novnc/api.php?data=00example")),
            ],
        );
        Ok((202, json!({"instance": machine})))
    }

    fn change(&mut self, at: usize, method: &str, rest: &[&str], asked: &Asked) -> Said {
        let id = self.machines[at]["id"].clone();
        let whole = |machine: &Value| (202, json!({"instance": machine}));
        let status = |word: &str| vec![("power_status", json!(word))];
        match (method, rest) {
            ("GET", []) => Ok((200, whole(&self.machines[at]).1)),
            ("GET", ["bandwidth"]) if self.machines[at]["label"] == "leaving" => {
                Err((404, "Invalid instance."))
            }
            ("GET", ["bandwidth"]) => Ok((
                200,
                json!({"bandwidth": {
                "2025-12-31": {"incoming_bytes": 1, "outgoing_bytes": 99_000_000},
                "2026-01-01": {"incoming_bytes": 1_000_000, "outgoing_bytes": 7_340_032}}}),
            )),
            ("DELETE", []) => {
                self.machines.remove(at);
                Ok((204, Value::Null))
            }
            ("PATCH", []) => self.patch(at, asked),
            (_, [family @ ("ipv4" | "ipv6"), rest @ ..]) => {
                self.addresses(at, method, family, rest, asked)
            }
            ("POST", [command]) => {
                if self.machines[at]["status"] != "active" {
                    return Err((400, "Server is currently locked."));
                }
                match *command {
                    "start" => self.begin(&id, status("running")),
                    "halt" => self.begin(&id, status("stopped")),
                    "reboot" => self.begin(&id, status("running")),
                    "reinstall" => {
                        self.install(at);
                        return Ok(whole(&self.machines[at]));
                    }
                    _ => return Err((404, "Invalid route.")),
                }
                Ok((204, Value::Null))
            }
            _ => Err((404, "Invalid route.")),
        }
    }

    fn addresses(
        &mut self,
        at: usize,
        method: &str,
        family: &str,
        rest: &[&str],
        asked: &Asked,
    ) -> Said {
        let (main, ip) = (self.machines[at]["main_ip"].clone(), asked.text("ip").to_owned());
        let ours = main == ip.as_str() || ip.starts_with("2001:db8::");
        match (method, family, rest) {
            ("GET", "ipv4", []) => {
                let name = self.names.get(main.as_str().unwrap());
                let name = name.map_or("192.0.2.1.vultrusercontent.com", String::as_str);
                let row = json!({"ip": main, "netmask": "255.255.254.0", "type": "main_ip",
                    "gateway": "192.0.2.254", "reverse": name, "mac_address": "56:00:03:00:00:01"});
                Ok(listed("ipv4s", vec![&row]))
            }
            ("GET", "ipv6", ["reverse"]) => {
                let v6 = self.names.iter().filter(|(ip, _)| ip.contains(':'));
                let rows: Vec<Value> =
                    v6.map(|(ip, name)| json!({"ip": ip, "reverse": name})).collect();
                Ok((200, json!({ "reverse_ipv6s": rows })))
            }
            ("POST", _, ["reverse"]) if ours && !asked.text("reverse").is_empty() => {
                self.names.insert(ip, asked.text("reverse").to_owned());
                Ok((204, Value::Null))
            }
            ("POST", "ipv4", ["reverse", "default"]) if ours => {
                self.names.remove(&ip);
                Ok((204, Value::Null))
            }
            ("DELETE", "ipv6", ["reverse", ip]) => match self.names.remove(*ip) {
                Some(_) => Ok((204, Value::Null)),
                None => Err((404, "Invalid ipv6.")),
            },
            _ => Err((400, "Invalid IP address.")),
        }
    }

    fn patch(&mut self, at: usize, asked: &Asked) -> Said {
        let id = self.machines[at]["id"].clone();
        set_up(asked)?;
        if let Some(tags) = asked.body.get("tags") {
            self.machines[at]["tags"] = tags.clone();
        }
        if let Some(plan) = asked.body.get("plan").and_then(Value::as_str) {
            let size = |plan: &str| PLANS.iter().position(|each| *each == plan);
            if size(plan) <= size(self.machines[at]["plan"].as_str().unwrap()) {
                return Err((400, "Unable to change the plan to a smaller one."));
            }
            self.machines[at]["plan"] = json!(plan);
            self.machines[at]["status"] = json!("resizing");
            self.begin(&id, vec![("status", json!("active"))]);
        }
        if asked.body.get("os_id").is_some() {
            let system = system(asked).ok_or((400, "Invalid OS."))?;
            self.machines[at]["os_id"] = json!(system);
            self.install(at);
        }
        Ok((202, json!({"instance": self.machines[at]})))
    }

    fn install(&mut self, at: usize) {
        let id = self.machines[at]["id"].clone();
        self.machines[at]["server_status"] = json!("installingbooting");
        let running = ("power_status", json!("running"));
        self.begin(&id, vec![("server_status", json!("ok")), running]);
    }

    fn begin(&mut self, machine: &Value, sets: Vec<(&'static str, Value)>) {
        self.changes.push(Change { machine: machine.clone(), looks: LOOKS, sets });
    }

    /// What is asked is logged, whatever becomes of it.
    fn log(&mut self, asked: &Asked, status: u16) {
        let (method, path) = asked.route();
        let at = self.logs.len();
        let at = format!("2026-01-01T08:{:02}:{:02}Z", at / 60 % 60, at % 60);
        let id = path.get(2).copied().unwrap_or_default();
        let body = if method == "GET" { String::new() } else { asked.body.to_string() };
        self.logs.push(json!({"resource_id": id, "resource_type": path.get(1),
            "log_level": "info", "message": "Request", "timestamp": at, "metadata": {
                "user_id": "u", "ip_address": "192.0.2.1", "username": "us@example.com",
                "http_status_code": status, "method": method, "query_parameters": "",
                "request_path": format!("/{}", path.join("/")), "request_body": body}}));
    }

    fn time_passes(&mut self) {
        for change in &mut self.changes {
            change.looks -= 1;
            let found = self.machines.iter_mut().find(|each| each["id"] == change.machine);
            if let (0, Some(found)) = (change.looks, found) {
                for (name, value) in change.sets.drain(..) {
                    found[name] = value;
                }
            }
        }
        self.changes.retain(|change| change.looks > 0);
    }
}

/// The SDK sends as text what the reference calls a number.
fn system(asked: &Asked) -> Option<u64> {
    let asked = &asked.body["os_id"];
    let number = asked.as_u64().or_else(|| asked.as_str()?.parse().ok())?;
    SYSTEMS.contains(&number).then_some(number)
}

fn set_up(asked: &Asked) -> Result<(), (u16, &'static str)> {
    let plain =
        |data: &str| data.bytes().all(|it| it.is_ascii_alphanumeric() || b"+/=".contains(&it));
    let good = plain(asked.text("user_data"));
    good.then_some(()).ok_or((400, "user_data must be base64 encoded."))
}
