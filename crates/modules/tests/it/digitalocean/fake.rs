//! A DigitalOcean in memory; the official SDK says whether it is one (`drive_pydo.py`).

use serde_json::{Value, json};

use crate::clouds::Subject;
use crate::counterpart::{Asked, Fake, Reply};

const LOOKS: u8 = 3;
const TOKEN: &str = "dop_v1_0123456789abcdef";
const SIZES: [&str; 2] = ["s-1vcpu-1gb", "s-2vcpu-2gb"];

/// An account.
#[derive(Default)]
pub(crate) struct Ocean {
    /// The machines.
    pub(crate) droplets: Vec<Value>,
    /// Every tag that there is.
    pub(crate) tags: Vec<String>,
    actions: Vec<Running>,
    made: usize,
    numbers: u64,
    /// Whether systems do not hear when they are asked to stop.
    pub(crate) is_deaf: bool,
}

struct Running {
    droplet: u64,
    looks: u8,
    action: Value,
    sets: Vec<(&'static str, Value)>,
    ends: &'static str,
}

type Said = Result<Reply, (u16, &'static str, &'static str)>;

const NOT_FOUND: (u16, &str, &str) = (404, "not_found", "The resource you requested was not found");
const INVALID: (u16, &str, &str) = (422, "unprocessable_entity", "You specified an invalid value");

impl Subject for Ocean {
    const LOGIN: (&'static str, &'static str) = ("", TOKEN);
    const PRODUCT: &'static [(&'static str, &'static str)] =
        &[("size", "s-1vcpu-1gb"), ("image", "debian-13-x64"), ("region", "fra1")];
    const MAKE: &'static str = "/droplets";
    const REBOOT: &'static str = "/actions";

    fn module() -> Box<dyn ports::provisioning::Provisioner> {
        Box::new(modules::provisioning::DigitalOcean::new(
            crate::clock(),
            crate::chance(),
            modules::http::Pool::default(),
        ))
    }

    fn count(&self) -> (usize, usize) {
        (self.droplets.len(), self.made)
    }
}

impl Fake for Ocean {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let bearer = asked.headers.get("authorization").and_then(|it| it.to_str().ok());
        let said = if bearer == Some(&format!("Bearer {TOKEN}")) {
            if asked.method == "GET" {
                self.time_passes();
            }
            self.carry_out(asked)
        } else {
            Err((401, "unauthorized", "Unable to authenticate you"))
        };
        said.unwrap_or_else(|(status, id, message)| {
            (status, json!({"id": id, "message": message, "request_id": "r-1"}))
        })
    }
}

impl Ocean {
    fn carry_out(&mut self, asked: &Asked) -> Said {
        let (method, path) = asked.route();
        match (method, path.as_slice()) {
            ("GET", ["v2", "account"]) => Ok((
                200,
                json!({"account": {"status": "active",
                "email": "us@example.com", "uuid": "u", "droplet_limit": 25,
                "floating_ip_limit": 5, "email_verified": true, "status_message": ""}}),
            )),
            ("GET", ["v2", "sizes" | "images" | "regions"]) => self.listed(path[1], asked),
            ("GET", ["v2", "monitoring", "metrics", "droplet", what]) => {
                measured(what, asked).map(|told| (200, told)).ok_or(INVALID)
            }
            ("GET", ["v2", "droplets"]) => Ok((200, self.list(asked))),
            ("POST", ["v2", "droplets"]) => self.create(asked),
            ("POST", ["v2", "tags"]) => {
                let name = self.tag(asked.text("name"))?;
                Ok((201, json!({"tag": {"name": name, "resources": {"count": 0}}})))
            }
            ("DELETE", ["v2", "tags", name]) => {
                self.tags.retain(|tag| tag != name);
                for droplet in &mut self.droplets {
                    droplet["tags"].as_array_mut().unwrap().retain(|tag| tag != name);
                }
                Ok((204, Value::Null))
            }
            ("POST", ["v2", "tags", name, "resources"]) => self.attach(name, asked),
            (_, ["v2", "droplets", id, rest @ ..]) => {
                let id: u64 = id.parse().unwrap_or_default();
                let at = self.droplets.iter().position(|each| each["id"] == id).ok_or(NOT_FOUND)?;
                match (method, rest) {
                    ("GET", []) => Ok((200, json!({"droplet": self.droplets[at]}))),
                    ("DELETE", []) => {
                        self.droplets.remove(at);
                        Ok((204, Value::Null))
                    }
                    ("GET", ["actions"]) => {
                        let of = self.actions.iter().rev().filter(|each| each.droplet == id);
                        let of: Vec<&Value> = of.map(|each| &each.action).collect();
                        Ok((200, json!({"actions": of, "links": {}, "meta": {"total": of.len()}})))
                    }
                    ("POST", ["actions"]) => self.act(at, asked),
                    _ => Err(NOT_FOUND),
                }
            }
            _ => Err(NOT_FOUND),
        }
    }

    /// What there is to choose from.
    fn listed(&self, list: &str, asked: &Asked) -> Said {
        match list {
            "sizes" => Ok((
                200,
                json!({"sizes": SIZES.map(|slug| json!({"slug": slug, "memory": 1024, "vcpus": 1,
                    "disk": 25, "transfer": 1.0, "price_monthly": 6.0, "price_hourly": 0.00893,
                    "regions": ["fra1"], "available": true, "description": "Basic"})),
                    "links": {}, "meta": {"total": 2}}),
            )),
            // One image a page, to be turned.
            "images" if asked.query["type"] == "distribution" => {
                let second = asked.query["page"] == "2";
                let slug = if second { Value::Null } else { json!("debian-13-x64") };
                let next = "https://api.digitalocean.com/v2/images?type=distribution&page=2";
                let pages = if second { json!({}) } else { json!({ "next": next }) };
                Ok((
                    200,
                    json!({"images": [{"id": 7, "slug": slug, "name": "13 x64",
                        "distribution": "Debian", "public": true, "regions": ["fra1"],
                        "type": "base", "min_disk_size": 7, "size_gigabytes": 0.5,
                        "status": "available"}], "links": {"pages": pages}, "meta": {"total": 2}}),
                ))
            }
            "regions" => Ok((
                200,
                json!({"regions": [{"slug": "fra1", "name": "Frankfurt 1", "available": true,
                    "features": [], "sizes": SIZES}, {"slug": "old1", "name": "Gone",
                    "available": false, "features": [], "sizes": []}],
                    "links": {}, "meta": {"total": 2}}),
            )),
            _ => Err(NOT_FOUND),
        }
    }

    fn list(&self, asked: &Asked) -> Value {
        let tag = asked.query.get("tag_name");
        let has = |each: &&Value| {
            let mut tags = each["tags"].as_array().unwrap().iter();
            tag.is_none_or(|tag| tags.any(|each| each == tag))
        };
        let found: Vec<&Value> = self.droplets.iter().filter(has).collect();
        json!({"droplets": found, "links": {}, "meta": {"total": found.len()}})
    }

    fn tag(&mut self, name: &str) -> Result<String, (u16, &'static str, &'static str)> {
        let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_:".contains(&byte);
        if name.is_empty() || name.len() > 255 || !name.bytes().all(plain) {
            return Err(INVALID);
        }
        if !self.tags.iter().any(|tag| tag == name) {
            self.tags.push(name.to_owned());
        }
        Ok(name.to_owned())
    }

    fn attach(&mut self, name: &str, asked: &Asked) -> Said {
        if !self.tags.iter().any(|tag| tag == name) {
            return Err(NOT_FOUND);
        }
        for resource in asked.body["resources"].as_array().ok_or(INVALID)? {
            let id: u64 = resource["resource_id"].as_str().ok_or(INVALID)?.parse().unwrap();
            let droplet =
                self.droplets.iter_mut().find(|each| each["id"] == id).ok_or(NOT_FOUND)?;
            droplet["tags"].as_array_mut().unwrap().push(json!(name));
        }
        Ok((204, Value::Null))
    }

    fn create(&mut self, asked: &Asked) -> Said {
        let size = asked.text("size");
        if asked.text("name").is_empty() || !SIZES.contains(&size) || asked.body["image"].is_null()
        {
            return Err(INVALID);
        }
        self.numbers += 1;
        self.made += 1;
        let id = self.numbers;
        let tags = asked.body["tags"].as_array().cloned().unwrap_or_default();
        for tag in &tags {
            self.tag(tag.as_str().ok_or(INVALID)?)?;
        }
        self.droplets.push(
            json!({"id": id, "name": asked.text("name"), "memory": 1024, "vcpus": 1,
            "disk": 25, "locked": false, "status": "new", "created_at": "2026-01-01T09:00:00Z",
            "features": [], "backup_ids": [], "snapshot_ids": [], "volume_ids": [],
            "image": {"id": 1, "name": asked.body["image"], "slug": asked.body["image"]},
            "size": {"slug": size, "transfer": 1.0}, "size_slug": size, "region": {"slug": asked.text("region")},
            "tags": tags, "networks": {
                "v4": [{"ip_address": "10.0.0.2", "type": "private"},
                       {"ip_address": format!("192.0.2.{id}"), "type": "public"}],
                "v6": [{"ip_address": format!("2001:db8::{id}"), "type": "public"}]}}),
        );
        let action = self.begin(id, "create", vec![("status", json!("active"))], "completed");
        let links = json!({"actions": [{"id": action["id"], "rel": "create", "href": "…"}]});
        Ok((202, json!({"droplet": self.droplets.last(), "links": links})))
    }

    fn act(&mut self, at: usize, asked: &Asked) -> Said {
        let droplet = &self.droplets[at];
        let (id, off) = (droplet["id"].as_u64().unwrap(), droplet["status"] == "off");
        if self.actions.iter().any(|each| each.droplet == id && each.looks > 0) {
            return Err((422, "unprocessable_entity", "Droplet already has a pending event."));
        }
        let status = |word: &str| vec![("status", json!(word))];
        let kind = asked.text("type").to_owned();
        let (sets, ends) = match kind.as_str() {
            "power_on" if !off => return Err((422, "unprocessable_entity", "Droplet is on.")),
            "power_on" => (status("active"), "completed"),
            "shutdown" if self.is_deaf => (vec![], "errored"),
            "power_off" | "shutdown" => (status("off"), "completed"),
            "reboot" | "power_cycle" => (status("active"), "completed"),
            "rebuild" => {
                let image = json!({"id": 2, "name": asked.body["image"]});
                (vec![("image", image), ("status", json!("active"))], "completed")
            }
            "resize" if !off => {
                return Err((422, "unprocessable_entity", "Droplet must be powered off."));
            }
            "resize" if SIZES.contains(&asked.text("size")) => {
                (vec![("size_slug", asked.body["size"].clone())], "completed")
            }
            _ => return Err(INVALID),
        };
        let action = self.begin(id, &kind, sets, ends);
        Ok((201, json!({"action": action})))
    }

    fn begin(
        &mut self,
        droplet: u64,
        kind: &str,
        sets: Vec<(&'static str, Value)>,
        ends: &'static str,
    ) -> Value {
        self.numbers += 1;
        let action = json!({"id": self.numbers, "status": "in-progress", "type": kind,
            "started_at": "2026-01-01T09:00:00Z", "completed_at": null, "resource_id": droplet,
            "resource_type": "droplet", "region": null, "region_slug": "fra1"});
        self.actions.push(Running { droplet, looks: LOOKS, action: action.clone(), sets, ends });
        action
    }

    fn time_passes(&mut self) {
        for running in &mut self.actions {
            if running.looks == 0 {
                continue;
            }
            running.looks -= 1;
            let droplet = self.droplets.iter_mut().find(|each| each["id"] == running.droplet);
            let (Some(droplet), 0) = (droplet, running.looks) else { continue };
            running.action["status"] = json!(running.ends);
            for (name, value) in running.sets.drain(..) {
                droplet[name] = value;
            }
        }
    }
}

/// Half of its time the only processor worked. What is measured ends before the end that is asked.
fn measured(what: &str, asked: &Asked) -> Option<Value> {
    let end = asked.query.get("end")?.parse::<u64>().ok()?;
    asked.query.get("start")?.parse::<u64>().ok().filter(|start| *start < end)?;
    let id = asked.query.get("host_id")?;
    let result = match what {
        "cpu" => {
            let mode = |mode: &str, values: [&str; 3]| {
                json!({"metric": {"host_id": id, "mode": mode}, "values": [[end - 600, values[0]],
                    [end - 480, values[1]], [end - 180, values[2]]]})
            };
            json!([
                mode("idle", ["122901.18", "122961.18", "123261.18"]),
                mode("iowait", ["14.99", "14.99", "14.99"]),
                mode("system", ["140.09", "150.09", "150.09"]),
                mode("user", ["278.57", "328.57", "328.57"])
            ])
        }
        "bandwidth" => {
            let (interface, direction) =
                (asked.query.get("interface")?, asked.query.get("direction")?);
            let rate = if direction == "inbound" { "0.016" } else { "1.6" };
            json!([{"metric": {"host_id": id, "interface": interface, "direction": direction},
                "values": [[end - 480, rate], [end - 180, rate]]}])
        }
        "filesystem_size" | "filesystem_free" => {
            let bytes = if what == "filesystem_size" { "26214400000" } else { "20971520000" };
            json!([{"metric": {"host_id": id, "device": "/dev/vda1", "fstype": "ext4",
                "mountpoint": "/"}, "values": [[end - 300, "1"], [end - 180, bytes]]}])
        }
        _ => return None,
    };
    Some(json!({"status": "success", "data": {"resultType": "matrix", "result": result}}))
}
