//! The records of a DNS zone as pages show them, for the client and for the staff.

use ports::dns::ZoneRecordKind;
use protocol::GetDnsRecordsResponse;
use serde_json::{Value, json};

use super::language::tell;

/// How long resolvers may keep a record: seconds, and the message that says it.
const TIMES: [(&str, &str); 5] = [
    ("300", "dns-five-minutes"),
    ("3600", "dns-an-hour"),
    ("14400", "dns-four-hours"),
    ("86400", "dns-a-day"),
    ("604800", "dns-a-week"),
];

/// The types as a choice, those most in use first.
pub(crate) fn types() -> [(&'static str, &'static str); 8] {
    let mut kinds = ZoneRecordKind::ALL;
    kinds.sort_by_key(|kind| match kind {
        ZoneRecordKind::A => 0,
        ZoneRecordKind::Aaaa => 1,
        ZoneRecordKind::Cname => 2,
        ZoneRecordKind::Mx => 3,
        ZoneRecordKind::Txt => 4,
        ZoneRecordKind::Srv => 5,
        ZoneRecordKind::Caa => 6,
        ZoneRecordKind::Ns => 7,
    });
    kinds.map(|kind| (kind.word(), kind.word()))
}

/// How long resolvers may keep a record, as a choice.
pub(crate) fn times() -> [(&'static str, String); 5] {
    TIMES.map(|(seconds, id)| (seconds, tell(id)))
}

/// The records; `short` is what stands before the zone's own name.
pub(crate) fn rows(found: &GetDnsRecordsResponse) -> Vec<Value> {
    let below = format!(".{}", found.domain);
    let rows = found.records.0.record.iter().map(|row| {
        let name = row.name.to_string();
        let short = match name.strip_suffix(&below) {
            Some(head) => head.to_owned(),
            None => "@".to_owned(),
        };
        json!({
            "short": short,
            "name": name,
            "type": row.r#type.to_string(),
            "value": row.value.to_string(),
            "ttl": row.ttl.0,
        })
    });
    rows.collect()
}
