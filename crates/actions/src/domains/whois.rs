//! `DomainWhois` and the log of it.

use engine::domains::lookup;
use engine::{Cx, Result, invalid, not_permitted};
use protocol::{
    Action as _, DomainWhois, DomainWhoisResponse, GetWhoisLog, GetWhoisLogResponse, WhoisLookup,
};
use store::domains::name_lookups::{self, LookupRow};

use crate::Registry;
use crate::wire::{moment, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: DomainWhois| Box::pin(whois(cx, call)))
        .read(|cx, call: GetWhoisLog| Box::pin(whois_log(cx, call)))
}

async fn whois(cx: &Cx, call: DomainWhois) -> Result<DomainWhoisResponse> {
    let found = lookup::whois(cx, &call.domain).await?;
    let (status, whois) = if found.free {
        ("available", format!("{} is not registered", found.name))
    } else {
        let bare = format!("Domain Name: {}", found.name.to_ascii_uppercase());
        ("unavailable", found.published.map_or(bare, |published| published.text))
    };
    Ok(DomainWhoisResponse { status: status.into(), whois: whois.into() })
}

async fn whois_log(cx: &Cx, call: GetWhoisLog) -> Result<GetWhoisLogResponse> {
    if !cx.caller.actor.is_office() {
        return Err(not_permitted(GetWhoisLog::NAME));
    }
    let settings = cx.engine.settings().await?;
    let (start, limit) = page(call.limitstart, call.limitnum);
    let small = |text: Option<String>| {
        text.map(|text| text.trim().to_ascii_lowercase()).filter(|text| !text.is_empty())
    };
    let (name, outcome) = (small(call.domain), small(call.outcome));
    if outcome.as_deref().is_some_and(|word| !["free", "taken", "unknown"].contains(&word)) {
        return Err(invalid("outcome", "It is free, taken or unknown"));
    }
    let mut c = cx.read().await?;
    let (name, outcome) = (name.as_deref(), outcome.as_deref());
    let (rows, total) = name_lookups::list(&mut c, name, outcome, start, limit).await?;
    let shown = |row: LookupRow| WhoisLookup {
        lookupid: row.id.into(),
        date: moment(&settings, Some(row.at)),
        domain: row.name.into(),
        outcome: row.outcome.into(),
        source: row.source.into(),
        actor: row.actor.into(),
        actorid: row.actor_id.unwrap_or_default().into(),
        ipaddress: row.ip.into(),
    };
    Ok(GetWhoisLogResponse {
        totalresults: total.into(),
        startnumber: start.into(),
        numreturned: rows.len().into(),
        lookups: rows.into_iter().map(shown).collect(),
    })
}
