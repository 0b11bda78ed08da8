//! `GetDsRecords` and `UpdateDsRecords`: our own.

use engine::domains::keep::{find, no_such_id};
use engine::domains::signing::{self, DsRecord as Record};
use engine::{Cx, Result};
use protocol::{DsRecord, DsRecords, GetDsRecords, GetDsRecordsResponse, UpdateDsRecords};
use store::domains::names::DomainRow;

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: GetDsRecords| Box::pin(get(cx, call)))
        .flow(|cx, call: UpdateDsRecords| Box::pin(update(cx, call)))
}

async fn get(cx: &Cx, call: GetDsRecords) -> Result<GetDsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    Ok(answer(&row, signing::list(cx, &row).await?))
}

async fn update(cx: &Cx, call: UpdateDsRecords) -> Result<GetDsRecordsResponse> {
    let row = domain(cx, call.domainid).await?;
    let texts: Vec<String> = call.records.iter().cloned().collect();
    Ok(answer(&row, signing::set(cx, &row, &texts).await?))
}

async fn domain(cx: &Cx, number: u64) -> Result<DomainRow> {
    let row = find(&mut cx.read().await?, &cx.caller, Some(id(number)), None).await?;
    row.ok_or_else(no_such_id)
}

fn answer(row: &DomainRow, records: Vec<Record>) -> GetDsRecordsResponse {
    let record = |each: Record| DsRecord {
        text: each.to_string().into(),
        keytag: i64::from(each.key_tag).into(),
        algorithm: i64::from(each.algorithm).into(),
        digesttype: i64::from(each.digest_type).into(),
        digest: each.digest.into(),
    };
    let record = records.into_iter().map(record).collect();
    GetDsRecordsResponse { domain: (&row.name).into(), records: DsRecords { record }.into() }
}
