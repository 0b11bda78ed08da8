//! A Contabo in memory; a client that is generated from its description says whether it is one
//! (`drive_contabo.py`).

mod lists;
mod secrets;

use std::collections::BTreeMap;

use serde_json::{Value, json};

use crate::clouds::Subject;
use crate::counterpart::{Asked, Fake, Reply};

const LOOKS: u8 = 3;

/// An account.
#[derive(Default)]
pub(crate) struct Contabo {
    /// The machines, with those that are cancelled.
    pub(crate) instances: Vec<Value>,
    /// Systems do not hear when they are asked to stop.
    pub(crate) is_deaf: bool,
    /// The secrets of the account.
    pub(crate) secrets: Vec<Value>,
    /// The passwords that machines were given, by number.
    pub(crate) passwords: BTreeMap<u64, String>,
    audits: Vec<Value>,
    changes: Vec<(u64, u8, &'static str)>,
    made: usize,
    numbers: u64,
}

type Said = Result<(u16, Value), (u16, &'static str)>;

impl Subject for Contabo {
    const LOGIN: (&'static str, &'static str) =
        ("api@example.com", "client-1:client-S3cret:api:passw0rd-1");
    const ROOT_PASSWORD: &'static str = "S3cret_12 \"quoted\" and long";
    const PRODUCT: &'static [(&'static str, &'static str)] =
        &[("product", "V91"), ("image", "afecbb85-e2fc-46f0-9684-b46b1faf00bb")];
    const MAKE: &'static str = "/instances";
    const REBOOT: &'static str = "/restart";

    fn module() -> Box<dyn ports::provisioning::Provisioner> {
        Box::new(modules::provisioning::Contabo::new(
            crate::clock(),
            crate::chance(),
            modules::http::Pool::default(),
        ))
    }

    fn count(&self) -> (usize, usize) {
        (self.instances.iter().filter(|each| each["cancelDate"].is_null()).count(), self.made)
    }
}

impl Fake for Contabo {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let (method, path) = asked.route();
        if path.first() == Some(&"auth") {
            assert_eq!(path[1..], ["realms", "contabo", "protocol", "openid-connect", "token"]);
            let secrets = ["client_id", "client_secret", "password"].map(|name| asked.text(name));
            let good = asked.text("grant_type") == "password"
                && (asked.text("username"), secrets.join(":").as_str()) == Self::LOGIN;
            return match good {
                true => (200, json!({"access_token": "t0ken", "expires_in": 300})),
                false => (
                    401,
                    json!({"error": "unauthorized_client",
                    "error_description": "Invalid client or Invalid client credentials"}),
                ),
            };
        }
        let header = |name: &str| asked.headers.get(name).and_then(|it| it.to_str().ok());
        if header("authorization") != Some("Bearer t0ken") {
            return (401, json!({"statusCode": 401, "message": "Unauthorized"}));
        }
        let Some(request) = header("x-request-id").filter(|id| id.len() == 36) else {
            return (400, json!({"statusCode": 400, "message": ["x-request-id must be a UUID"]}));
        };
        if method == "GET" {
            self.time_passes();
        }
        match self.carry_out(asked, request) {
            Ok(reply) => reply,
            Err((status, why)) => (status, json!({"statusCode": status, "message": why})),
        }
    }
}

fn page(rows: Vec<&Value>) -> (u16, Value) {
    let links = json!({"self": "/v1", "first": "/v1", "last": "/v1"});
    let pages = json!({"size": 100, "totalElements": rows.len(), "totalPages": 1, "page": 1});
    (200, json!({"data": rows, "_pagination": pages, "_links": links}))
}

fn owner(more: Value) -> Value {
    let mut all = json!({"tenantId": "DE", "customerId": "54321"});
    all.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
    all
}

impl Contabo {
    fn carry_out(&mut self, asked: &Asked, request: &str) -> Said {
        let (method, path) = asked.route();
        let of = |each: &&Value| {
            asked
                .query
                .get("instanceId")
                .is_none_or(|id| each["instanceId"].as_u64() == id.parse().ok())
        };
        match (method, path.as_slice()) {
            ("GET", ["v1", "compute", "instances"]) => Ok(page(self.instances.iter().collect())),
            ("GET", ["v1", "compute", "instances", "actions", "audits"]) => {
                let audits = self.audits.iter().rev().filter(|each| each["of"] == "action");
                Ok(page(audits.filter(of).map(|each| &each["audit"]).collect()))
            }
            ("GET", ["v1", "compute", "instances", "audits"]) => {
                let audits = self.audits.iter().rev().filter(|each| each["of"] == "instance");
                Ok(page(audits.filter(of).map(|each| &each["audit"]).collect()))
            }
            ("GET", ["v1", "compute", "images"]) => Ok(lists::images(&asked.query)),
            (_, ["v1", "secrets", rest @ ..]) => self.secret(asked, rest),
            ("GET", ["v1", "data-centers"]) => Ok(page(lists::centers().iter().collect())),
            ("POST", ["v1", "compute", "instances"]) => self.create(asked, request),
            (_, ["v1", "compute", "instances", id, rest @ ..]) => {
                let id: u64 = id.parse().unwrap_or_default();
                let found = self.instances.iter().position(|each| each["instanceId"] == id);
                let at = found.ok_or((404, "Entity Instance not found"))?;
                self.change(at, method, rest, asked, request)
            }
            _ => Err((404, "Cannot do this")),
        }
    }

    fn create(&mut self, asked: &Asked, request: &str) -> Said {
        if asked.text("productId") != "V91" || asked.text("imageId").len() != 36 {
            return Err((400, "productId or imageId is unknown"));
        }
        if asked.body["period"] != 1 || !asked.text("userData").starts_with("#cloud-config") {
            return Err((400, "period must be one of 1, 3, 6, 12"));
        }
        self.numbers += 1;
        self.made += 1;
        let id = self.numbers;
        let short = owner(json!({"instanceId": id, "createdDate": "2026-01-01T09:00:00.000Z",
            "imageId": asked.text("imageId"), "productId": "V91", "region": asked.text("region"),
            "addOns": [], "osType": "Linux", "status": "provisioning", "sshKeys": []}));
        let mut whole = short.clone();
        let more = json!({"displayName": asked.text("displayName"), "name": format!("vmi{id}"),
            "dataCenter": "European Union 1", "regionName": "European Union", "diskMb": 76_800,
            "additionalIps": [], "macAddress": "00:50:56:00:00:01", "ramMb": 8_192, "cpuCores": 4,
            "ipConfig": {"v4": {"ip": format!("192.0.2.{id}"), "netmaskCidr": 24,
                "gateway": "192.0.2.254"}, "v6": {"ip": format!("2001:db8::{id}"),
                "netmaskCidr": 64, "gateway": "fe80::1"}}, "cancelDate": null, "vHostId": 1,
            "vHostNumber": 1, "vHostName": "m1", "productType": "nvme",
            "productName": "VPS 10 NVMe", "defaultUser": "root"});
        whole.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
        self.instances.push(whole);
        self.audit("instance", id, "CREATED", request);
        self.changes.push((id, LOOKS, "running"));
        Ok((201, json!({"data": [short], "_links": {"self": "/v1/compute/instances"}})))
    }

    fn change(
        &mut self,
        at: usize,
        method: &str,
        rest: &[&str],
        asked: &Asked,
        request: &str,
    ) -> Said {
        let id = self.instances[at]["instanceId"].as_u64().unwrap();
        let links = json!({"self": "/v1/compute/instances"});
        let mut plain = owner(json!({"instanceId": id, "createdDate": "2026-01-01T09:00:00.000Z"}));
        match (method, rest) {
            ("GET", []) => Ok((200, json!({"data": [self.instances[at]], "_links": links}))),
            ("PATCH", []) => {
                let name = asked.text("displayName");
                if name.is_empty() || name.len() > 255 {
                    return Err((400, "displayName must be at most 255 characters long"));
                }
                self.instances[at]["displayName"] = json!(name);
                self.audit("instance", id, "UPDATED", request);
                Ok((200, json!({"data": [plain], "_links": links})))
            }
            ("PUT", []) => {
                self.instances[at]["imageId"] = asked.body["imageId"].clone();
                self.instances[at]["status"] = json!("installing");
                self.changes.push((id, LOOKS, "running"));
                self.audit("instance", id, "UPDATED", request);
                Ok((200, json!({"data": [plain], "_links": links})))
            }
            ("POST", ["cancel"]) => {
                self.instances[at]["cancelDate"] = json!("2026-01-31");
                self.audit("instance", id, "UPDATED", request);
                plain.as_object_mut().unwrap().remove("createdDate");
                plain["cancelDate"] = json!("2026-01-31");
                Ok((201, json!({"data": [plain], "_links": links})))
            }
            ("POST", ["actions", "resetPassword"]) => self.reset_password(id, asked, request),
            ("POST", ["actions", action]) => {
                let status = match *action {
                    "start" | "restart" => Some("running"),
                    "stop" => Some("stopped"),
                    "shutdown" => (!self.is_deaf).then_some("stopped"),
                    _ => return Err((404, "Cannot do this")),
                };
                if let Some(status) = status {
                    self.changes.push((id, LOOKS, status));
                }
                self.audit("action", id, "CREATED", request);
                plain.as_object_mut().unwrap().remove("createdDate");
                plain["action"] = json!(action);
                Ok((201, json!({"data": [plain], "_links": links})))
            }
            _ => Err((404, "Cannot do this")),
        }
    }

    fn audit(&mut self, of: &str, instance: u64, action: &str, request: &str) {
        let number = self.audits.len() + 1;
        let audit = owner(json!({"id": number, "action": action, "changedBy": "u",
            "timestamp": format!("2026-01-01T08:00:{:02}.000Z", number.min(59)),
            "username": "api@example.com", "requestId": request, "traceId": "t",
            "instanceId": instance, "changes": {}}));
        self.audits.push(json!({"of": of, "instanceId": instance, "audit": audit}));
    }

    fn time_passes(&mut self) {
        for (id, looks, status) in &mut self.changes {
            *looks -= 1;
            if *looks == 0 {
                let found = self.instances.iter_mut().find(|each| each["instanceId"] == *id);
                found.unwrap()["status"] = json!(status);
            }
        }
        self.changes.retain(|(_, looks, _)| *looks > 0);
    }
}
