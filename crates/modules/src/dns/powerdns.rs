//! `powerdns`: zones on a PowerDNS Authoritative Server.
//!
//! Followed: <https://doc.powerdns.com/authoritative/http-api/> (4.7 and later). A change of records
//! is one request, which the server carries out whole or not at all.

mod content;

use std::collections::BTreeSet;
use std::sync::Arc;

use ports::dns::{DnsHosting, RecordSet, ZoneRecordKind};
use ports::provisioning::ConnectionOutcome;
use ports::{
    Asking, PortError, Refused, Secret, SettingField, SettingKind, Settings, UnknownCause,
};
use reqwest::Method;
use serde_json::{Value, json};

use crate::http::{Line, Pool, Request};

const MODULE: &str = "powerdns";

const FIELDS: [SettingField; 4] = [
    SettingField::text("api_url", "API address", "Such as https://ns1.example.com:8081.")
        .leads()
        .required(),
    SettingField::text("api_key", "API key", "The server's setting api-key.")
        .kind(SettingKind::Secret)
        .required(),
    SettingField::text("name_servers", "Name servers", "Of every zone, with commas.").required(),
    SettingField::text("server", "Server", "Its id; localhost unless there is a proxy.")
        .default_value("localhost"),
];

/// The host of zones `powerdns`.
#[derive(Clone)]
pub struct PowerDns {
    pool: Pool,
    account: Option<Account>,
}

/// What the settings say.
#[derive(Clone)]
struct Account {
    line: Line,
    key: Secret,
    server: String,
    name_servers: Vec<String>,
}

/// A yes with a body, or a no with its HTTP status.
type Said = Result<Result<Value, (u16, Refused)>, PortError>;

impl PowerDns {
    /// A host without a server; `open` gives it one.
    pub fn new(pool: Pool) -> PowerDns {
        PowerDns { pool, account: None }
    }

    fn account(&self) -> Result<&Account, PortError> {
        self.account.as_ref().ok_or_else(|| PortError::setting(MODULE, "api_url", "is missing"))
    }
}

impl DnsHosting for PowerDns {
    fn module(&self) -> &'static str {
        MODULE
    }

    fn display_name(&self) -> &'static str {
        "PowerDNS"
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn DnsHosting>, PortError> {
        settings.check(MODULE, &FIELDS)?;
        let servers = settings.need(MODULE, "name_servers")?.split([',', '\n']).map(str::trim);
        let servers: Vec<String> =
            servers.filter(|each| !each.is_empty()).map(content::absolute).collect();
        let account = Account {
            line: self.pool.line(MODULE, "api_url", settings.need(MODULE, "api_url")?)?,
            key: Secret::new(settings.need(MODULE, "api_key")?.trim()),
            server: settings.get("server").unwrap_or("localhost").trim().to_owned(),
            name_servers: servers,
        };
        Ok(Arc::new(PowerDns { account: Some(account), pool: self.pool.clone() }))
    }

    fn zone<'a>(&'a self, zone: &'a str) -> Asking<'a, Option<Vec<RecordSet>>> {
        Box::pin(async move {
            let Some(sets) = self.account()?.sets(zone).await? else { return Ok(None) };
            let records: Vec<RecordSet> = sets.iter().filter_map(|set| read(zone, set)).collect();
            Ok(Some(records))
        })
    }

    fn add<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>> {
        Box::pin(async move {
            let account = self.account()?;
            let body = json!({
                "name": content::absolute(zone),
                "kind": "Native",
                "nameservers": account.name_servers,
            });
            match account.ask(Method::POST, &["zones"], Some(body)).await? {
                Ok(_) | Err((409, _)) => Ok(Ok(())),
                Err((_, no)) => Ok(Err(no)),
            }
        })
    }

    fn set<'a>(
        &'a self,
        zone: &'a str,
        records: &'a [RecordSet],
    ) -> Asking<'a, Result<(), Refused>> {
        Box::pin(async move { self.account()?.set(zone, records).await })
    }

    fn remove<'a>(&'a self, zone: &'a str) -> Asking<'a, Result<(), Refused>> {
        Box::pin(async move {
            let path = ["zones", &content::absolute(zone)];
            match self.account()?.ask(Method::DELETE, &path, None).await? {
                Ok(_) | Err((404, _)) => Ok(Ok(())),
                Err((_, no)) => Ok(Err(no)),
            }
        })
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        Box::pin(async move {
            Ok(match self.account()?.ask(Method::GET, &[], None).await {
                Ok(Ok(server)) => {
                    let version = server.get("version").and_then(Value::as_str).unwrap_or_default();
                    ConnectionOutcome::Reached { version: format!("PowerDNS {version}") }
                }
                Ok(Err((_, no))) => ConnectionOutcome::Refused(no),
                Err(PortError::Configuration { why, .. }) => {
                    ConnectionOutcome::Refused(Refused::new("unauthorized", why))
                }
                Err(error) => return Err(error),
            })
        })
    }
}

impl Account {
    async fn ask(&self, method: Method, path: &[&str], body: Option<Value>) -> Said {
        let base = ["api", "v1", "servers", &self.server];
        let request = Request::new(method, &[base.as_slice(), path].concat());
        let request = request.header("x-api-key", self.key.clone());
        let request = match body {
            Some(body) => request.json(body),
            None => request,
        };
        let answer = self.line.send(request.tells_faults()).await?;
        match answer.status {
            204 => return Ok(Ok(Value::Null)),
            401 | 403 => {
                return Err(PortError::setting(MODULE, "api_key", "is not taken by the server"));
            }
            _ => {}
        }
        let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
        if answer.is_success() {
            return Ok(Ok(body));
        }
        match body.get("error").and_then(Value::as_str) {
            Some(why) => Ok(Err((answer.status, Refused::new(answer.status.to_string(), why)))),
            // These come without JSON.
            None if answer.status == 404 => {
                Ok(Err((404, Refused::new("404", "There is no such zone"))))
            }
            None if answer.status == 409 => {
                Ok(Err((409, Refused::new("409", "There is such a zone already"))))
            }
            None => {
                let why = format!("HTTP {} without an error", answer.status);
                Err(self.line.unknown(UnknownCause::Unreadable, why))
            }
        }
    }

    /// All sets of a zone; `None` if it is not here.
    async fn sets(&self, zone: &str) -> Result<Option<Vec<Value>>, PortError> {
        let path = ["zones", &content::absolute(zone)];
        match self.ask(Method::GET, &path, None).await? {
            Ok(zone) => {
                Ok(Some(zone.get("rrsets").and_then(Value::as_array).cloned().unwrap_or_default()))
            }
            // Older servers say 422 to a zone that they do not know.
            Err((404 | 422, _)) => Ok(None),
            Err((_, no)) => Err(self.line.unknown(UnknownCause::Unreadable, no.to_string())),
        }
    }

    async fn set(
        &self,
        zone: &str,
        records: &[RecordSet],
    ) -> Result<Result<(), Refused>, PortError> {
        let Some(sets) = self.sets(zone).await? else {
            return Ok(Err(Refused::new("404", "There is no such zone")));
        };
        let key = |set: &RecordSet| (set.name.clone(), set.kind);
        let wanted: BTreeSet<(String, ZoneRecordKind)> = records.iter().map(key).collect();
        if wanted.len() != records.len() {
            return Ok(Err(Refused::new("twice", "A name has the same type twice")));
        }
        let mut changes = Vec::new();
        for set in records {
            if !is_within(&set.name, zone) || is_start(set, zone) {
                let why = format!("{} {} cannot be set here", set.name, set.kind.word());
                return Ok(Err(Refused::new("not_ours", why)));
            }
            let values = set.values.iter().map(
                |value| json!({ "content": content::written(set.kind, value), "disabled": false }),
            );
            changes.push(json!({
                "name": content::absolute(&set.name),
                "type": set.kind.word(),
                "ttl": set.ttl_seconds,
                "changetype": "REPLACE",
                "records": values.collect::<Vec<_>>(),
            }));
        }
        for old in sets.iter().filter_map(|set| read(zone, set)) {
            if !wanted.contains(&key(&old)) {
                changes.push(json!({
                    "name": content::absolute(&old.name),
                    "type": old.kind.word(),
                    "changetype": "DELETE",
                    "records": [],
                }));
            }
        }
        if changes.is_empty() {
            return Ok(Ok(()));
        }
        let path = ["zones", &content::absolute(zone)];
        let said = self.ask(Method::PATCH, &path, Some(json!({ "rrsets": changes }))).await?;
        Ok(said.map(drop).map_err(|(_, no)| no))
    }
}

fn is_within(name: &str, zone: &str) -> bool {
    name == zone
        || name.strip_suffix(zone).is_some_and(|rest| rest.ends_with('.') && rest.len() > 1)
}

/// The zone's own name servers are the operator's.
fn is_start(set: &RecordSet, zone: &str) -> bool {
    set.kind == ZoneRecordKind::Ns && set.name == zone
}

/// A set that the owner of the zone may change.
fn read(zone: &str, set: &Value) -> Option<RecordSet> {
    let text = |name: &str| set.get(name).and_then(Value::as_str);
    let kind = ZoneRecordKind::from_word(text("type")?)?;
    let records = set.get("records").and_then(Value::as_array).into_iter().flatten();
    let values = records.filter_map(|record| record.get("content").and_then(Value::as_str));
    let set = RecordSet {
        name: text("name")?.trim_end_matches('.').to_owned(),
        kind,
        ttl_seconds: u32::try_from(set.get("ttl").and_then(Value::as_u64)?).ok()?,
        values: values.map(|value| content::spoken(kind, value)).collect(),
    };
    (!is_start(&set, zone)).then_some(set)
}
