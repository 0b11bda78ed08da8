//! A Hetzner Cloud in memory; the official SDK says whether it is one (`drive_hcloud.py`).
//!
//! Actions end after they were looked at a few times, so nothing here needs a clock.

use std::collections::{BTreeSet, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Router;
use axum::body::{Body, Bytes};
use axum::extract::State;
use axum::http::{HeaderMap, Method, Response, Uri};
use serde_json::{Map, Value, json};

use super::record::{image_of, server, server_type};
use crate::stripe::front::serve;

/// The token that is taken.
pub(crate) const TOKEN: &str = "tok3n-0f-the-project";

/// How many questions an action outlives.
const LOOKS: u8 = 3;

/// A mishap of the next write.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Mishap {
    /// It is carried out, and its answer is lost.
    ReplyLost,
    /// It is not carried out, but who is to know.
    Down,
    /// It is not carried out, and said so.
    Busy,
}

/// The fake.
pub(crate) struct Hetzner {
    /// Its port on the loopback address.
    pub(crate) port: u16,
    cloud: Arc<Mutex<Cloud>>,
}

#[derive(Default)]
struct Cloud {
    servers: Vec<Value>,
    actions: Vec<Running>,
    mishaps: VecDeque<(&'static str, Mishap)>,
    requests: BTreeSet<String>,
    made: u32,
    numbers: i64,
}

struct Running {
    server: i64,
    looks: u8,
    action: Value,
    sets: Vec<(&'static str, Value)>,
}

type Reply = Result<(u16, Value), (u16, &'static str, &'static str)>;

impl Hetzner {
    pub(crate) async fn start() -> Hetzner {
        let cloud = Arc::<Mutex<Cloud>>::default();
        let url = serve(Router::new().fallback(answer).with_state(cloud.clone())).await;
        let port = url.rsplit(':').next().unwrap().parse().unwrap();
        Hetzner { port, cloud }
    }

    /// What happens to the next write whose path ends so.
    pub(crate) fn arm(&self, path_end: &'static str, mishap: Mishap) {
        self.cloud.lock().unwrap().mishaps.push_back((path_end, mishap));
    }

    /// The machines that there are.
    pub(crate) fn servers(&self) -> Vec<Value> {
        self.cloud.lock().unwrap().servers.clone()
    }

    /// How many machines were ever made.
    pub(crate) fn made(&self) -> u32 {
        self.cloud.lock().unwrap().made
    }

    /// Every kind of request so far: method, path and the names in its body.
    pub(crate) fn requests(&self) -> BTreeSet<String> {
        self.cloud.lock().unwrap().requests.clone()
    }

    /// Forgets which requests there were.
    pub(crate) fn forget_requests(&self) {
        self.cloud.lock().unwrap().requests.clear();
    }
}

async fn answer(
    State(cloud): State<Arc<Mutex<Cloud>>>,
    method: Method,
    uri: Uri,
    headers: HeaderMap,
    body: Bytes,
) -> Response<Body> {
    let mut cloud = cloud.lock().unwrap();
    if headers.get("authorization").is_none_or(|it| it != &format!("Bearer {TOKEN}")) {
        return reply(Err((401, "unauthorized", "unable to authenticate")));
    }
    let body: Value = serde_json::from_slice(&body).unwrap_or(Value::Null);
    let write = method != Method::GET;
    let armed = cloud.mishaps.front().filter(|(end, _)| write && uri.path().ends_with(end));
    let mishap = armed.map(|(_, mishap)| *mishap);
    if mishap.is_some() {
        cloud.mishaps.pop_front();
    }
    match mishap {
        Some(Mishap::Down) => return reply(Err((503, "unavailable", "down for a moment"))),
        Some(Mishap::Busy) => return reply(Err((429, "rate_limit_exceeded", "too fast"))),
        Some(Mishap::ReplyLost) | None => {}
    }
    let done = cloud.carry_out(&method, &uri, &body);
    if mishap.is_some() {
        return reply(Err((502, "bad_gateway", "who knows")));
    }
    reply(done)
}

fn reply(what: Reply) -> Response<Body> {
    let (status, body) = match what {
        Ok(good) => good,
        Err((status, code, message)) => {
            (status, json!({"error": {"code": code, "message": message, "details": null}}))
        }
    };
    let builder = Response::builder().status(status).header("content-type", "application/json");
    builder.body(Body::from(body.to_string())).unwrap()
}

impl Cloud {
    fn carry_out(&mut self, method: &Method, uri: &Uri, body: &Value) -> Reply {
        let path: Vec<&str> = uri.path().trim_matches('/').split('/').collect();
        let query = uri.query().unwrap_or_default().as_bytes();
        let query: Map<String, Value> = form_urlencoded::parse(query)
            .map(|(name, value)| (name.into(), json!(value)))
            .collect();
        self.note(method, &path, &query, body);
        if *method == Method::GET {
            self.time_passes();
        }
        let number = |text: &str| text.parse::<i64>().unwrap_or_default();
        match (method.as_str(), path.as_slice()) {
            ("POST", ["v1", "servers"]) => self.create(body),
            ("GET", ["v1", "servers"]) => Ok((200, self.list(&query))),
            ("GET", ["v1", "actions", id]) => {
                let id = number(id);
                let found = self.actions.iter().find(|each| each.action["id"] == id);
                found.map(|it| (200, json!({"action": it.action}))).ok_or(NOT_FOUND)
            }
            ("GET", ["v1", "servers", id, "metrics"]) => {
                self.at(number(id))?;
                super::metrics::of(&query).ok_or(INVALID)
            }
            ("GET", ["v1", "servers", id, "actions"]) => Ok((200, self.actions_of(number(id)))),
            ("POST", ["v1", "servers", id, "actions", command]) => {
                let at = self.at(number(id))?;
                self.command(at, command, body)
            }
            ("GET", ["v1", "servers", id]) => {
                let at = self.at(number(id))?;
                Ok((200, json!({"server": self.servers[at]})))
            }
            ("PUT", ["v1", "servers", id]) => {
                let at = self.at(number(id))?;
                self.servers[at]["labels"] = body["labels"].clone();
                Ok((200, json!({"server": self.servers[at]})))
            }
            ("DELETE", ["v1", "servers", id]) => {
                let at = self.at(number(id))?;
                self.servers[at]["status"] = json!("deleting");
                let id = number(id);
                Ok((200, json!({"action": self.begin(id, "delete_server", vec![])})))
            }
            ("GET", ["v1", list]) => super::lists::of(list, &query).ok_or(NOT_FOUND),
            _ => Err(NOT_FOUND),
        }
    }

    /// Notes a request without the numbers in it.
    fn note(&mut self, method: &Method, path: &[&str], query: &Map<String, Value>, body: &Value) {
        let plain = |part: &&str| if part.parse::<i64>().is_ok() { "N" } else { *part }.to_owned();
        let path: Vec<String> = path.iter().map(plain).collect();
        let names = |map: Option<&Map<String, Value>>| {
            let names: BTreeSet<&str> =
                map.into_iter().flatten().map(|(name, _)| name.as_str()).collect();
            names.into_iter().collect::<Vec<_>>().join(",")
        };
        let (asked, sent) = (names(Some(query)), names(body.as_object()));
        self.requests.insert(format!("{method} {} ?{asked} {{{sent}}}", path.join("/")));
    }

    fn time_passes(&mut self) {
        for running in &mut self.actions {
            running.looks = running.looks.saturating_sub(1);
            if running.looks > 0 || running.action["status"] != "running" {
                continue;
            }
            running.action["status"] = json!("success");
            running.action["progress"] = json!(100);
            running.action["finished"] = json!("2026-01-01T09:00:10Z");
            let server = self.servers.iter_mut().find(|each| each["id"] == running.server);
            let Some(server) = server else { continue };
            for (name, value) in &running.sets {
                server[*name] = value.clone();
            }
            server["locked"] = json!(false);
        }
        let gone = |each: &Running| {
            each.action["command"] == "delete_server" && each.action["status"] == "success"
        };
        let gone: Vec<i64> =
            self.actions.iter().filter(|it| gone(it)).map(|each| each.server).collect();
        self.servers.retain(|server| !gone.iter().any(|id| server["id"] == *id));
    }

    fn begin(&mut self, server: i64, command: &str, sets: Vec<(&'static str, Value)>) -> Value {
        self.numbers += 1;
        let action = json!({"id": self.numbers, "command": command, "status": "running",
            "progress": 0, "started": "2026-01-01T09:00:00Z", "finished": null, "error": null,
            "resources": [{"id": server, "type": "server"}]});
        self.actions.push(Running { server, looks: LOOKS, action: action.clone(), sets });
        action
    }

    fn create(&mut self, body: &Value) -> Reply {
        let name = body["name"].as_str().ok_or(INVALID)?;
        let kind = body["server_type"].as_str().and_then(server_type).ok_or(INVALID)?;
        let image = body["image"].as_str().ok_or(INVALID)?;
        let short = |name: &str| {
            name.len() <= 63
                && name.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
        };
        let label = |value: &Value| value.as_str().is_some_and(|text| text.len() <= 63);
        let labels = body["labels"].as_object().cloned().unwrap_or_default();
        if !short(name) || !labels.values().all(label) {
            return Err(INVALID);
        }
        if self.servers.iter().any(|server| server["name"] == name) {
            return Err((409, "uniqueness_error", "server name is already used"));
        }
        self.made += 1;
        self.numbers += 1;
        let id = self.numbers;
        let place = body["location"].as_str().unwrap_or("fsn1");
        self.servers.push(server(id, name, &kind, image, place, &labels));
        let action = self.begin(id, "create_server", vec![("status", json!("running"))]);
        let server = self.servers.last().cloned();
        Ok((
            201,
            json!({"server": server, "action": action, "next_actions": [],
            "root_password": "told-once"}),
        ))
    }

    fn list(&self, query: &Map<String, Value>) -> Value {
        let wanted = |server: &&Value| {
            let name = query.get("name").is_none_or(|name| server["name"] == *name);
            let label = query.get("label_selector").and_then(Value::as_str);
            name && label.is_none_or(|label| server["labels"].get(label).is_some())
        };
        let servers: Vec<&Value> = self.servers.iter().filter(wanted).collect();
        json!({"meta": meta(servers.len()), "servers": servers})
    }

    /// The newest first, which is how they are asked for.
    fn actions_of(&self, server: i64) -> Value {
        let actions = self.actions.iter().rev().filter(|each| each.server == server);
        let actions: Vec<&Value> = actions.map(|each| &each.action).collect();
        json!({"meta": meta(actions.len()), "actions": actions})
    }

    fn at(&self, id: i64) -> Result<usize, (u16, &'static str, &'static str)> {
        self.servers.iter().position(|server| server["id"] == id).ok_or(NOT_FOUND)
    }

    fn command(&mut self, at: usize, command: &str, body: &Value) -> Reply {
        let server = &self.servers[at];
        let (id, off) = (server["id"].as_i64().unwrap(), server["status"] == "off");
        if command == "change_dns_ptr" {
            return self.name_address(at, body);
        }
        if server["locked"] == true {
            return Err((423, "locked", "another action is running"));
        }
        let status = |word: &str| vec![("status", json!(word))];
        let (name, sets) = match command {
            "poweron" => ("start_server", status("running")),
            "poweroff" => ("stop_server", status("off")),
            "shutdown" => ("shutdown_server", status("off")),
            "reboot" | "reset" if off => return Err((422, "server_stopped", "server is off")),
            "reboot" => ("reboot_server", status("running")),
            "reset" => ("reset_server", status("running")),
            "reset_password" => ("reset_password", vec![]),
            "request_console" => ("request_console", vec![]),
            "rebuild" => {
                let image = body["image"].as_str().ok_or(INVALID)?;
                ("rebuild_server", vec![("image", image_of(image)), ("status", json!("running"))])
            }
            "change_type" if !off => {
                return Err((422, "server_not_stopped", "server must be stopped"));
            }
            "change_type" => {
                let kind = body["server_type"].as_str().and_then(server_type).ok_or(INVALID)?;
                body["upgrade_disk"].as_bool().ok_or(INVALID)?;
                ("change_server_type", vec![("server_type", kind)])
            }
            _ => return Err(NOT_FOUND),
        };
        self.servers[at]["locked"] = json!(true);
        let action = self.begin(id, name, sets);
        Ok((
            201,
            match command {
                "reset_password" | "rebuild" => {
                    json!({"action": action, "root_password": "n3w-told-once"})
                }
                "request_console" => json!({"action": action, "password": "9MQaTg2VAGI0",
                    "wss_url": "wss://console.hetzner.cloud/?server_id=1&token=3db32d15"}),
                _ => json!({"action": action}),
            },
        ))
    }
}

impl Cloud {
    /// An address of a server gets a name, or its first one again.
    fn name_address(&mut self, at: usize, body: &Value) -> Reply {
        let ip = body["ip"].as_str().ok_or(INVALID)?;
        let name = body.get("dns_ptr").ok_or(INVALID)?;
        let server = &mut self.servers[at];
        let (id, public) = (server["id"].as_i64().unwrap(), &mut server["public_net"]);
        if public["ipv4"]["ip"] == ip {
            public["ipv4"]["dns_ptr"] =
                if name.is_null() { json!("static.example") } else { name.clone() };
        } else if ip.starts_with(public["ipv6"]["ip"].as_str().unwrap().trim_end_matches("/64")) {
            let names = public["ipv6"]["dns_ptr"].as_array_mut().unwrap();
            names.retain(|each| each["ip"] != ip);
            names.extend((!name.is_null()).then(|| json!({"ip": ip, "dns_ptr": name})));
        } else {
            return Err(INVALID);
        }
        Ok((201, json!({"action": self.begin(id, "change_dns_ptr", vec![])})))
    }
}

const NOT_FOUND: (u16, &str, &str) = (404, "not_found", "resource not found");
const INVALID: (u16, &str, &str) = (422, "invalid_input", "invalid input");

fn meta(total: usize) -> Value {
    json!({"pagination": {"page": 1, "per_page": 50, "previous_page": null, "next_page": null,
        "last_page": 1, "total_entries": total}})
}
