//! An account as WHM tells of it, and what accounts used.

use std::collections::BTreeMap;

use ports::PortError;
use ports::provisioning::{Power, ServiceState, Usage};
use serde_json::Value;

use super::api::Api;

const BYTES_PER_MIB: u64 = 1024 * 1024;

/// An account.
pub(super) struct Account {
    /// Its package.
    pub(super) package: String,
    /// Whether it is taken offline.
    pub(super) suspended: bool,
    ip: String,
    facts: BTreeMap<String, String>,
}

impl Account {
    /// Reads one of `listaccts`.
    pub(super) fn of(account: &Value) -> Option<Account> {
        let text = |name: &str| account.get(name).and_then(Value::as_str).unwrap_or_default();
        account.get("user").and_then(Value::as_str)?;
        let suspended = account.get("suspended");
        let facts = [
            ("Package", text("plan")),
            ("Domain", text("domain")),
            ("Disk used", text("diskused")),
            ("Disk limit", text("disklimit")),
            ("Owner", text("owner")),
        ];
        Some(Account {
            package: text("plan").to_owned(),
            suspended: suspended.is_some_and(|flag| *flag == 1 || *flag == "1"),
            ip: text("ip").to_owned(),
            facts: facts.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        })
    }

    pub(super) fn into_state(self) -> ServiceState {
        ServiceState {
            suspended: self.suspended,
            power: Power::Unknown,
            ips: Some(self.ip).filter(|ip| !ip.is_empty()).into_iter().collect(),
            facts: self.facts,
        }
    }
}

/// What all accounts of the server use, and what they moved in this month.
pub(super) async fn usage(api: &Api) -> Result<Vec<Usage>, PortError> {
    let accounts = api.read(api.get("listaccts", &[]).await?)?;
    let traffic = api.read(api.get("showbw", &[]).await?)?;
    let list = |data: &Value| data.get("acct").and_then(Value::as_array).cloned();
    let traffic: BTreeMap<String, Value> = list(&traffic)
        .unwrap_or_default()
        .into_iter()
        .filter_map(|each| Some((each.get("user")?.as_str()?.to_owned(), each)))
        .collect();
    let accounts = list(&accounts).ok_or_else(|| api.unreadable("a list without accounts"))?;
    let each = |account: &Value| {
        let text = |name: &str| account.get(name).and_then(Value::as_str).unwrap_or_default();
        let moved = traffic.get(text("user"));
        let bytes = |name: &str| moved.and_then(|moved| moved.get(name)).and_then(number);
        Usage {
            service: None,
            domain: text("domain").to_owned(),
            disk_used_mib: mib(text("diskused")).unwrap_or_default(),
            disk_limit_mib: mib(text("disklimit")).filter(|limit| *limit > 0),
            traffic_used_mib: bytes("totalbytes").unwrap_or_default() / BYTES_PER_MIB,
            // Nothing means anything.
            traffic_limit_mib: bytes("limit")
                .filter(|limit| *limit > 0)
                .map(|it| it / BYTES_PER_MIB),
        }
    };
    Ok(accounts.iter().map(each).collect())
}

/// `14M`; `None` for `unlimited`.
fn mib(text: &str) -> Option<u64> {
    text.trim().trim_end_matches('M').parse().ok()
}

fn number(value: &Value) -> Option<u64> {
    value.as_u64().or_else(|| value.as_str()?.parse().ok())
}
