//! Where names point: looked up many at a time, compared with what is ours.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::Arc;
use std::time::Duration;

use futures::stream::{FuturesUnordered, StreamExt as _};
pub use ports::resolver::{Record, RecordKind};
use ports::resolver::{Resolution, Resolver};
use ports::{Asking, PortError};
use store::domains::resolutions::{self, ResolutionRow, TargetRow};

use crate::jobs::within;
use crate::system::settings::DEFAULT_NAME_SERVERS;
use crate::{Cx, Result, invalid, not_now};

/// Names looked up at once.
const AT_ONCE: usize = 24;
/// Names of a call that says nothing, and at most.
const NAMES: i64 = 500;
/// The most names of one call.
const NAMES_MAX: i64 = 5_000;
/// How long one answer may take.
const DEADLINE: Duration = Duration::from_secs(5);
/// Results written in one act.
const BATCH_ROWS: usize = 200;
/// What is asked about each name.
const KINDS: [RecordKind; 4] = [RecordKind::A, RecordKind::Aaaa, RecordKind::Mx, RecordKind::Ns];

/// Which names to look up.
#[derive(Debug, Clone, Copy, Default)]
pub struct Scope {
    /// Names of services.
    pub services: bool,
    /// Domain names.
    pub domains: bool,
    /// Only this service.
    pub service: Option<i64>,
    /// Only this domain.
    pub domain: Option<i64>,
    /// At most so many of each.
    pub limit: Option<i64>,
}

/// The answers about a name; `None` where there was none.
#[derive(Debug, Clone, Default)]
struct Answers {
    gone: bool,
    found: BTreeMap<RecordKind, Option<Vec<Record>>>,
}

/// Looks names up and keeps what came of it.
///
/// # Errors
/// Not now when no resolver is configured.
pub async fn check(cx: &Cx, scope: Scope) -> Result<Vec<ResolutionRow>> {
    let limit = scope.limit.unwrap_or(NAMES).clamp(1, NAMES_MAX);
    let mut c = cx.read().await?;
    let mut wanted: Vec<(&'static str, TargetRow)> = Vec::new();
    if scope.services {
        let found = resolutions::services(&mut c, scope.service, limit).await?;
        wanted.extend(found.into_iter().map(|row| ("service", row)));
    }
    if scope.domains {
        let found = resolutions::domains(&mut c, scope.domain, limit).await?;
        wanted.extend(found.into_iter().map(|row| ("domain", row)));
    }
    let house = own_name_servers(cx, resolutions::server_name_servers(&mut c).await?).await?;
    drop(c);
    let names: BTreeSet<String> = wanted.iter().map(|(_, row)| tidied(&row.name)).collect();
    let answers = ask_all(&cx.engine.world().resolver, names).await?;
    let now = cx.engine.now().as_second();
    let rows: Vec<ResolutionRow> = wanted
        .into_iter()
        .map(|(kind, target)| {
            let found = answers.get(&tidied(&target.name)).cloned().unwrap_or_default();
            judged(kind, target, &found, &house, now)
        })
        .collect();
    for batch in rows.chunks(BATCH_ROWS) {
        let mut act = cx.act("CheckDomainResolution").await?;
        for row in batch {
            resolutions::put(&mut act.conn, row).await?;
        }
        act.commit().await?;
    }
    Ok(rows)
}

/// The name servers that are ours: those of the settings and those of all servers.
async fn own_name_servers(cx: &Cx, of_servers: Vec<String>) -> Result<BTreeSet<String>> {
    let settings = cx.engine.settings().await?;
    let set = DEFAULT_NAME_SERVERS.iter().map(|name| settings.text(name).to_owned());
    Ok(set.chain(of_servers).flat_map(|text| parts(&text)).collect())
}

/// Asks about all names, a limited number at once.
async fn ask_all(
    resolver: &Arc<dyn Resolver>,
    names: BTreeSet<String>,
) -> Result<BTreeMap<String, Answers>> {
    let mut waiting = names.into_iter();
    let mut under_way = FuturesUnordered::new();
    let mut done = BTreeMap::new();
    loop {
        while under_way.len() < AT_ONCE {
            let Some(name) = waiting.next() else { break };
            under_way.push(ask(Arc::clone(resolver), name));
        }
        let Some((name, answers)) = under_way.next().await else { break };
        done.insert(name, answers?);
    }
    Ok(done)
}

async fn ask(resolver: Arc<dyn Resolver>, name: String) -> (String, Result<Answers>) {
    let mut answers = Answers::default();
    for kind in KINDS {
        match answered(resolver.look_up(&name, kind)).await {
            Ok(Some(Resolution::NoSuchName)) => {
                answers.gone = true;
                break;
            }
            Ok(Some(Resolution::Found(records))) => {
                answers.found.insert(kind, Some(records));
            }
            Ok(None) => {
                answers.found.insert(kind, None);
            }
            Err(fault) => return (name, Err(fault)),
        }
    }
    (name, Ok(answers))
}

/// An answer within the deadline; `None` when there was none.
async fn answered(asking: Asking<'_, Resolution>) -> Result<Option<Resolution>> {
    match within(DEADLINE, asking).await {
        Some(Ok(resolution)) => Ok(Some(resolution)),
        Some(Err(PortError::Unsupported { .. } | PortError::Configuration { .. })) => {
            Err(not_now("No DNS resolver is configured"))
        }
        Some(Err(error)) => {
            tracing::debug!(%error, "a name server gave no answer");
            Ok(None)
        }
        None => Ok(None),
    }
}

fn judged(
    kind: &'static str,
    target: TargetRow,
    answers: &Answers,
    house: &BTreeSet<String>,
    now: i64,
) -> ResolutionRow {
    let mut expected: BTreeSet<String> = parts(&target.expected).collect();
    let texts = |kind| -> BTreeSet<String> {
        let records = answers.found.get(&kind).and_then(Option::as_ref);
        records.into_iter().flatten().map(value).collect()
    };
    let (a, aaaa, ns) = (texts(RecordKind::A), texts(RecordKind::Aaaa), texts(RecordKind::Ns));
    let (looked_at, compared): (BTreeSet<String>, &[RecordKind]) = if kind == "service" {
        (a.union(&aaaa).cloned().collect(), &[RecordKind::A, RecordKind::Aaaa])
    } else {
        if !house.is_empty() {
            // What a client wrote as its name servers is only ours when it is ours.
            expected.clone_from(house);
        }
        (ns.clone(), &[RecordKind::Ns])
    };
    let is_unanswered =
        compared.iter().all(|kind| answers.found.get(kind).is_none_or(Option::is_none));
    let state = if answers.gone {
        "gone"
    } else if is_unanswered {
        "unanswered"
    } else if expected.is_empty() {
        "unknown"
    } else if looked_at.intersection(&expected).next().is_some() {
        "ours"
    } else {
        "elsewhere"
    };
    let joined = |texts: BTreeSet<String>| texts.into_iter().collect::<Vec<_>>().join(",");
    ResolutionRow {
        kind: kind.to_owned(),
        rel_id: target.rel_id,
        client_id: target.client_id,
        name: target.name,
        state: state.to_owned(),
        expected: joined(expected),
        a: joined(a),
        aaaa: joined(aaaa),
        mx: joined(texts(RecordKind::Mx)),
        ns: joined(ns),
        checked_at: now,
    }
}

/// The records of a name, for a person who asks; `None` when there is no such name.
///
/// # Errors
/// Invalid for what is no name; not now when no resolver is configured or none answers.
pub async fn look_up(cx: &Cx, name: &str, kinds: &[RecordKind]) -> Result<Option<Vec<Record>>> {
    let resolver = Arc::clone(&cx.engine.world().resolver);
    let unanswered = || not_now("No name server answered");
    let name = tidied(name);
    if let Ok(address) = name.parse::<IpAddr>() {
        let found = answered(resolver.names_of(address)).await?.ok_or_else(unanswered)?;
        return Ok(records(found));
    }
    let plain = |c: char| c.is_alphanumeric() || "-_.".contains(c);
    if name.is_empty() || name.len() > 253 || !name.chars().all(plain) {
        return Err(invalid("name", "Invalid name"));
    }
    let mut all = Vec::new();
    for kind in kinds {
        let found = answered(resolver.look_up(&name, *kind)).await?.ok_or_else(unanswered)?;
        let Some(found) = records(found) else { return Ok(None) };
        all.extend(found);
    }
    Ok(Some(all))
}

fn records(resolution: Resolution) -> Option<Vec<Record>> {
    match resolution {
        Resolution::Found(records) => Some(records),
        Resolution::NoSuchName => None,
    }
}

/// What a record says, as text.
#[must_use]
pub fn value(record: &Record) -> String {
    match record {
        Record::A(ip) => ip.to_string(),
        Record::Aaaa(ip) => ip.to_string(),
        Record::Mx { host, .. } | Record::Ns(host) | Record::Ptr(host) => tidied(host),
        Record::Txt(text) => text.clone(),
    }
}

/// Names and addresses of a text, each in one spelling.
fn parts(text: &str) -> impl Iterator<Item = String> + use<> {
    let words: Vec<String> = text
        .split(|c: char| c.is_whitespace() || c == ',' || c == ';')
        .filter(|word| !word.is_empty())
        .map(|word| word.parse::<IpAddr>().map_or_else(|_| tidied(word), |ip| ip.to_string()))
        .collect();
    words.into_iter()
}

fn tidied(name: &str) -> String {
    name.trim().trim_end_matches('.').to_ascii_lowercase()
}
