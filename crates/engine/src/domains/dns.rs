//! The records of a domain's zone, where its names are kept with us.
//!
//! A host sets a zone whole, so a change is read, made and written back at once; telling it twice
//! ends in the same zone.

mod value;

use std::sync::Arc;

use model::domains::status::DomainStatus;
use model::word::Word as _;
use ports::dns::{DnsHosting, RecordSet, ZoneRecordKind};
use ports::{Asking, Refused, Settings};
use serde_json::json;
use store::Conn;
use store::domains::names::DomainRow;
use store::system::module_settings;

use super::registrars::CALL_SECONDS;
use crate::jobs::{asked, targets};
use crate::system::modules::{self, Kind};
use crate::{Cx, Engine, Result, conflict, invalid, not_found, not_now};

/// The refusal for a domain whose records are kept elsewhere.
pub const NOT_HERE: &str = "The records of this domain are not kept here";
const NO_ANSWER: &str = "The name servers gave no answer";
/// Records of a zone at most.
const RECORDS_MAX: usize = 500;
/// The host of demo companies, for names of the demo registrar.
const SANDBOX: &str = "sandbox";
/// How long resolvers keep a record for which nothing was said, in seconds.
const TTL_SECONDS: u32 = 3_600;
/// The shortest and the longest that may be said, in seconds.
const TTL_RANGE: std::ops::RangeInclusive<u64> = 60..=604_800;

/// One record, as people see it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ZoneRecord {
    /// The whole name.
    pub name: String,
    /// Its type.
    pub kind: ZoneRecordKind,
    /// As people write it: `10 mail.example.com`.
    pub value: String,
    /// How long resolvers may keep it; the same for all records of a name and type.
    pub ttl_seconds: u32,
}

/// A record as somebody wrote it.
#[derive(Debug, Clone, Default)]
pub struct Written<'a> {
    /// The name: whole, or what stands before the domain; empty or `@` is the domain itself.
    pub name: &'a str,
    /// The word of its type.
    pub kind: &'a str,
    /// The value.
    pub value: &'a str,
    /// In seconds; an hour, or what its name and type have, if absent.
    pub ttl: Option<u64>,
}

/// Every record, by name and type; a zone that is not there yet is made.
///
/// # Errors
/// Refused where the records are not kept here, and when the host does not answer.
pub async fn records(cx: &Cx, row: &DomainRow) -> Result<Vec<ZoneRecord>> {
    let host = host(cx, row).await?;
    Ok(flat(&zone(cx, &*host, row).await?))
}

/// Adds a record.
///
/// # Errors
/// Refused when it does not fit the domain or its type, or is there already; see [`records`].
pub async fn add(cx: &Cx, row: &DomainRow, new: &Written<'_>) -> Result<Vec<ZoneRecord>> {
    let new = value::read(row, new)?;
    change(cx, row, "AddDnsRecord", |sets| put(sets, new, &row.name)).await
}

/// Puts a record in the place of another.
///
/// # Errors
/// Refused when there is no such record; see [`add`].
pub async fn update(
    cx: &Cx,
    row: &DomainRow,
    old: &Written<'_>,
    new: &Written<'_>,
) -> Result<Vec<ZoneRecord>> {
    let (old, new) = (value::read(row, old)?, value::read(row, new)?);
    change(cx, row, "UpdateDnsRecord", |sets| {
        let before = take(sets, &old)?;
        let ttl = new.ttl.or(before);
        put(sets, value::Read { ttl, ..new }, &row.name)
    })
    .await
}

/// Takes a record away.
///
/// # Errors
/// Refused when there is no such record; see [`records`].
pub async fn delete(cx: &Cx, row: &DomainRow, old: &Written<'_>) -> Result<Vec<ZoneRecord>> {
    let old = value::read(row, old)?;
    change(cx, row, "DeleteDnsRecord", |sets| take(sets, &old).map(drop)).await
}

async fn change(
    cx: &Cx,
    row: &DomainRow,
    action: &'static str,
    edit: impl FnOnce(&mut Vec<RecordSet>) -> Result<()>,
) -> Result<Vec<ZoneRecord>> {
    let host = host(cx, row).await?;
    let mut sets = zone(cx, &*host, row).await?;
    let before = flat(&sets).len();
    edit(&mut sets)?;
    let set = answered(cx, &*host, |host| host.set(&row.name, &sets)).await?;
    set.map_err(|no| conflict(no.message))?;
    let after = flat(&sets);
    let mut act = cx.act(action).await?;
    act.changed("domains", row.id, &[("records", json!(before), json!(after.len()))]).await?;
    let text = format!("DNS Records Updated - Domain ID: {} - Domain: {}", row.id, row.name);
    act.log(Some(row.client_id), text).await?;
    act.commit().await?;
    Ok(after)
}

/// Adds a record to its set.
fn put(sets: &mut Vec<RecordSet>, new: value::Read, zone: &str) -> Result<()> {
    if sets.iter().map(|set| set.values.len()).sum::<usize>() >= RECORDS_MAX {
        return Err(conflict("A domain has 500 records at most"));
    }
    let alone = ZoneRecordKind::Cname;
    if new.kind == alone && new.name == zone {
        return Err(invalid("type", "The domain itself cannot be a CNAME"));
    }
    let others = sets.iter().filter(|set| set.name == new.name);
    let clashes = |set: &RecordSet| (set.kind == alone) != (new.kind == alone);
    if others.clone().any(clashes)
        || (new.kind == alone && others.clone().any(|set| set.kind == alone))
    {
        return Err(conflict("A CNAME stands alone under its name"));
    }
    let same = |set: &&mut RecordSet| set.name == new.name && set.kind == new.kind;
    match sets.iter_mut().find(same) {
        Some(set) if set.values.contains(&new.value) => {
            return Err(conflict("There is such a record already"));
        }
        Some(set) => {
            set.ttl_seconds = new.ttl.unwrap_or(set.ttl_seconds);
            set.values.push(new.value);
        }
        None => sets.push(RecordSet {
            name: new.name,
            kind: new.kind,
            ttl_seconds: new.ttl.unwrap_or(TTL_SECONDS),
            values: vec![new.value],
        }),
    }
    Ok(())
}

/// Takes a record out of its set, and gives how long it was kept.
fn take(sets: &mut Vec<RecordSet>, old: &value::Read) -> Result<Option<u32>> {
    let missing = || not_found("There is no such record");
    let same = |set: &RecordSet| set.name == old.name && set.kind == old.kind;
    let at = sets.iter().position(same).ok_or_else(missing)?;
    let set = sets.get_mut(at).ok_or_else(missing)?;
    let place = set.values.iter().position(|value| *value == old.value).ok_or_else(missing)?;
    let ttl = set.ttl_seconds;
    set.values.remove(place);
    if set.values.is_empty() {
        sets.remove(at);
    }
    Ok(Some(ttl))
}

fn flat(sets: &[RecordSet]) -> Vec<ZoneRecord> {
    let mut all: Vec<ZoneRecord> = sets
        .iter()
        .flat_map(|set| {
            set.values.iter().map(|value| ZoneRecord {
                name: set.name.clone(),
                kind: set.kind,
                value: value.clone(),
                ttl_seconds: set.ttl_seconds,
            })
        })
        .collect();
    let key = |record: &ZoneRecord| (record.name.len(), record.name.clone(), record.kind);
    all.sort_by(|a, b| key(a).cmp(&key(b)).then_with(|| a.value.cmp(&b.value)));
    all
}

/// A host that is switched on, with the operator's settings; `None` if it is not.
///
/// # Errors
/// Broken when the database fails or a secret cannot be opened; a wrong setting is named.
pub async fn opened(
    engine: &Engine,
    c: &mut Conn,
    module: &str,
) -> Result<Option<Arc<dyn DnsHosting>>> {
    let Some(host) = engine.world().dns_hosts.get(module) else { return Ok(None) };
    let Some(settings) = modules::settings(engine, c, Kind::Dns, module).await? else {
        return Ok(None);
    };
    let opened = Arc::clone(host).open(&settings);
    Ok(Some(opened.map_err(|error| invalid("dns", error.to_string()))?))
}

/// The host of the domain's zone: the first one that is switched on; the demo's for its names.
async fn host(cx: &Cx, row: &DomainRow) -> Result<Arc<dyn DnsHosting>> {
    // Whoever only ordered a name must not write into the zone of its owner.
    let theirs =
        matches!(row.status, DomainStatus::Active | DomainStatus::Grace | DomainStatus::Redemption);
    if !row.dns_management || !theirs {
        return Err(not_now(NOT_HERE));
    }
    let mut c = cx.read().await?;
    for (module, host) in &cx.engine.world().dns_hosts {
        if let Some(settings) = settings(&cx.engine, &mut c, module, row).await? {
            return Arc::clone(host).open(&settings).map_err(|error| {
                tracing::warn!(%error, "a host of zones cannot be asked");
                not_now(NOT_HERE)
            });
        }
    }
    Err(not_now(NOT_HERE))
}

async fn settings(
    engine: &Engine,
    c: &mut Conn,
    module: &str,
    row: &DomainRow,
) -> Result<Option<Settings>> {
    match module_settings::find(c, Kind::Dns.word(), module).await? {
        Some(found) if found.active => {
            modules::open(engine, Kind::Dns, module, &found.settings).map(Some)
        }
        Some(_) => Ok(None),
        None => Ok((module == SANDBOX && row.registrar == SANDBOX).then(Settings::default)),
    }
}

/// The zone, made where it is not there.
async fn zone(cx: &Cx, host: &dyn DnsHosting, row: &DomainRow) -> Result<Vec<RecordSet>> {
    if let Some(sets) = answered(cx, host, |host| host.zone(&row.name)).await? {
        return Ok(sets);
    }
    let made: std::result::Result<(), Refused> =
        answered(cx, host, |host| host.add(&row.name)).await?;
    made.map_err(|no| conflict(no.message))?;
    Ok(answered(cx, host, |host| host.zone(&row.name)).await?.unwrap_or_default())
}

/// Asks within the deadline, unless the host is left alone.
async fn answered<'a, T>(
    cx: &Cx,
    host: &'a dyn DnsHosting,
    question: impl FnOnce(&'a dyn DnsHosting) -> Asking<'a, T>,
) -> Result<T> {
    let deadline = std::time::Duration::from_secs(CALL_SECONDS);
    let (module, target) = (host.module(), targets::name_servers(host.module()));
    let answer = asked(&cx.engine, &target, module, deadline, || question(host)).await;
    answer.map_err(|error| {
        tracing::warn!(%error, "a host of zones gave no answer");
        not_now(NO_ANSWER)
    })
}
