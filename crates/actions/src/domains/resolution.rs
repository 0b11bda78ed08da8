//! `LookupDns`, `CheckDomainResolution` and `GetDomainResolutions`: our own.

use engine::domains::resolution::{Record, RecordKind, Scope, check, look_up, value};
use engine::{Cx, Result, invalid};
use protocol::{
    CheckDomainResolution, CheckDomainResolutionResponse, DnsRecord, DomainResolution,
    GetDomainResolutions, GetDomainResolutionsResponse, LookupDns, LookupDnsResponse,
};
use store::domains::resolutions::{self, Wanted};

use crate::Registry;
use crate::wire::{id, moment, number, page};

const KINDS: [(&str, RecordKind); 5] = [
    ("A", RecordKind::A),
    ("AAAA", RecordKind::Aaaa),
    ("MX", RecordKind::Mx),
    ("NS", RecordKind::Ns),
    ("TXT", RecordKind::Txt),
];
const STATES: [&str; 6] = ["ours", "elsewhere", "gone", "unanswered", "unknown", "away"];

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: LookupDns| Box::pin(lookup_dns(cx, call)))
        .flow(|cx, call: CheckDomainResolution| Box::pin(check_domain_resolution(cx, call)))
        .read(|cx, call: GetDomainResolutions| Box::pin(get_domain_resolutions(cx, call)))
}

async fn lookup_dns(cx: &Cx, call: LookupDns) -> Result<LookupDnsResponse> {
    let kinds = match call.r#type {
        None => KINDS.iter().map(|(_, kind)| *kind).collect(),
        Some(words) => words.0.iter().map(|word| kind(word)).collect::<Result<Vec<_>>>()?,
    };
    let found = look_up(cx, &call.name, &kinds).await?;
    Ok(LookupDnsResponse {
        name: call.name.into(),
        exists: found.is_some().into(),
        records: found.unwrap_or_default().iter().map(record).collect(),
    })
}

fn kind(word: &str) -> Result<RecordKind> {
    let known = KINDS.iter().find(|(name, _)| name.eq_ignore_ascii_case(word.trim()));
    known.map(|(_, kind)| *kind).ok_or_else(|| invalid("type", "Invalid record type"))
}

fn record(record: &Record) -> DnsRecord {
    let word =
        KINDS.iter().find(|(_, kind)| *kind == record.kind()).map_or("PTR", |(word, _)| *word);
    let preference = match record {
        Record::Mx { preference, .. } => Some(i64::from(*preference).into()),
        _ => None,
    };
    DnsRecord { r#type: word.into(), value: value(record).into(), preference }
}

async fn check_domain_resolution(
    cx: &Cx,
    call: CheckDomainResolution,
) -> Result<CheckDomainResolutionResponse> {
    let (mut services, mut domains) = match call.scope.as_deref() {
        None | Some("" | "all") => (true, true),
        Some("services") => (true, false),
        Some("domains") => (false, true),
        Some(_) => return Err(invalid("scope", "Invalid scope: services, domains or all")),
    };
    if call.serviceid.is_some() || call.domainid.is_some() {
        (services, domains) = (call.serviceid.is_some(), call.domainid.is_some());
    }
    let scope = Scope {
        services,
        domains,
        service: call.serviceid.map(number),
        domain: call.domainid.map(number),
        limit: call.limitnum.filter(|rows| *rows > 0).map(number),
    };
    let rows = check(cx, scope).await?;
    let count = |state: &str| rows.iter().filter(|row| row.state == state).count().into();
    Ok(CheckDomainResolutionResponse {
        checked: rows.len().into(),
        ours: count("ours"),
        elsewhere: count("elsewhere"),
        gone: count("gone"),
        unanswered: count("unanswered"),
        unknown: count("unknown"),
    })
}

async fn get_domain_resolutions(
    cx: &Cx,
    call: GetDomainResolutions,
) -> Result<GetDomainResolutionsResponse> {
    let one_of = |field: &'static str, text: Option<&str>, words: &[&str]| match text {
        Some(text) if !words.contains(&text) => Err(invalid(field, format!("Invalid {field}"))),
        _ => Ok(()),
    };
    one_of("state", call.state.as_deref(), &STATES)?;
    one_of("kind", call.kind.as_deref(), &["service", "domain"])?;
    let wanted = Wanted {
        state: call.state.as_deref(),
        kind: call.kind.as_deref(),
        client: call.clientid.map(id),
    };
    let (start, limit) = page(call.limitstart, call.limitnum);
    let settings = cx.engine.settings().await?;
    let (rows, total) = resolutions::page(&mut cx.read().await?, wanted, start, limit).await?;
    Ok(GetDomainResolutionsResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        resolutions: rows
            .into_iter()
            .map(|row| DomainResolution {
                kind: row.kind.into(),
                relid: row.rel_id.into(),
                clientid: row.client_id.0.into(),
                name: row.name.into(),
                state: row.state.into(),
                expected: row.expected.into(),
                a: row.a.into(),
                aaaa: row.aaaa.into(),
                mx: row.mx.into(),
                ns: row.ns.into(),
                checkedat: moment(&settings, Some(row.checked_at)),
            })
            .collect(),
    })
}
