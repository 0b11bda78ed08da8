//! The keys that sign a name: OpenProvider takes them whole and makes the digests for the registry
//! (`dnssec_keys` and `is_dnssec_enabled` of `PUT /v1beta/domains/{id}`).

use ports::registrar::{Answer, DnsKey, KeyRecord};
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::{Account, text};
use super::domains::{self, Found};

/// The protocol of every key (RFC 4034 section 2.1.2).
const PROTOCOL: u8 = 3;

/// The keys of a name; none where DNSSEC is off, whatever is still written down.
pub(super) async fn keys(
    account: &Account,
    domain: &str,
) -> Result<Answer<Vec<KeyRecord>>, PortError> {
    let found = match domains::here(account, domain).await? {
        Ok(found) => found,
        Err(no) => return Ok(Err(no)),
    };
    let all: Option<Vec<KeyRecord>> = told(&found).map(read).collect();
    all.map(Ok).ok_or_else(|| account.unreadable("a key that cannot be read"))
}

/// Makes these the keys of a name; none switch DNSSEC off.
pub(super) async fn set_keys(
    account: &Account,
    domain: &str,
    records: &[KeyRecord],
) -> Result<Answer<()>, PortError> {
    let keys: Option<Vec<Value>> = records.iter().map(|record| record.key().map(written)).collect();
    let Some(keys) = keys else {
        return Ok(Err(Refused::new("dnssec_keys", "OpenProvider wants the keys themselves")));
    };
    let change = json!({ "is_dnssec_enabled": !keys.is_empty(), "dnssec_keys": keys });
    domains::change(account, domain, change).await
}

fn told(found: &Found) -> impl Iterator<Item = &Value> {
    let keys = found.list("dnssec_keys").filter(|_| found.is("is_dnssec_enabled"));
    keys.into_iter().flatten()
}

fn written(key: &DnsKey) -> Value {
    json!({
        "flags": key.flags,
        "protocol": PROTOCOL,
        "alg": key.algorithm,
        "pub_key": key.public_key,
    })
}

fn read(key: &Value) -> Option<KeyRecord> {
    let number = |name: &str| key.get(name).and_then(Value::as_u64);
    Some(KeyRecord::Key(DnsKey {
        flags: u16::try_from(number("flags")?).ok()?,
        algorithm: u8::try_from(number("alg")?).ok()?,
        public_key: text(key, "/pub_key").split_whitespace().collect(),
    }))
}
