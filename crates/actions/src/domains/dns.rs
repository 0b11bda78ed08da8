//! `GetDnsRecords`, `AddDnsRecord`, `UpdateDnsRecord` and `DeleteDnsRecord`: our own.

use engine::domains::dns::{self, Written};
use engine::domains::keep::{find, no_such_id};
use engine::{Cx, Result};
use protocol::{
    AddDnsRecord, DeleteDnsRecord, GetDnsRecords, GetDnsRecordsResponse, UpdateDnsRecord,
    ZoneRecord,
};
use store::domains::names::DomainRow;

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: GetDnsRecords| Box::pin(get_dns_records(cx, call)))
        .flow(|cx, call: AddDnsRecord| Box::pin(add_dns_record(cx, call)))
        .flow(|cx, call: UpdateDnsRecord| Box::pin(update_dns_record(cx, call)))
        .flow(|cx, call: DeleteDnsRecord| Box::pin(delete_dns_record(cx, call)))
}

async fn get_dns_records(cx: &Cx, call: GetDnsRecords) -> Result<GetDnsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    Ok(answer(&row, dns::records(cx, &row).await?))
}

async fn add_dns_record(cx: &Cx, call: AddDnsRecord) -> Result<GetDnsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    let record = written(call.name.as_deref(), &call.r#type, &call.value);
    let new = Written { ttl: call.ttl, ..record };
    Ok(answer(&row, dns::add(cx, &row, &new).await?))
}

async fn update_dns_record(cx: &Cx, call: UpdateDnsRecord) -> Result<GetDnsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    let old = written(call.name.as_deref(), &call.r#type, &call.value);
    let new = Written {
        name: call.newname.as_deref().unwrap_or(old.name),
        kind: call.newtype.as_deref().unwrap_or(old.kind),
        value: call.newvalue.as_deref().unwrap_or(old.value),
        ttl: call.ttl,
    };
    Ok(answer(&row, dns::update(cx, &row, &old, &new).await?))
}

async fn delete_dns_record(cx: &Cx, call: DeleteDnsRecord) -> Result<GetDnsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    let old = written(call.name.as_deref(), &call.r#type, &call.value);
    Ok(answer(&row, dns::delete(cx, &row, &old).await?))
}

/// A record as the caller names it; no name is the domain itself.
fn written<'a>(name: Option<&'a str>, kind: &'a str, value: &'a str) -> Written<'a> {
    Written { name: name.unwrap_or_default(), kind, value, ttl: None }
}

async fn domain(cx: &Cx, number: u64) -> Result<DomainRow> {
    let row = find(&mut cx.read().await?, &cx.caller, Some(id(number)), None).await?;
    row.ok_or_else(no_such_id)
}

fn answer(row: &DomainRow, records: Vec<dns::ZoneRecord>) -> GetDnsRecordsResponse {
    let record = |record: dns::ZoneRecord| ZoneRecord {
        name: record.name.into(),
        r#type: record.kind.word().into(),
        value: record.value.into(),
        ttl: i64::from(record.ttl_seconds).into(),
    };
    GetDnsRecordsResponse {
        domain: row.name.clone().into(),
        records: records.into_iter().map(record).collect(),
    }
}
