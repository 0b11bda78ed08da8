//! `DomainWhois` and the log of it.

use engine::domains::lookup;
use engine::domains::premium::{self, PremiumCost};
use engine::system::currencies::Currencies;
use engine::system::settings::PREMIUM_DOMAINS;
use engine::{Cx, Result, invalid, not_found, not_permitted};
use protocol::{
    Action as _, DomainWhois, DomainWhoisResponse, GetWhoisLog, GetWhoisLogResponse, PremiumName,
    WhoisLookup,
};
use store::domains::name_lookups::{self, LookupRow};

use super::tlds::prices_for;
use crate::Registry;
use crate::wire::{amount, id, moment, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .flow(|cx, call: DomainWhois| Box::pin(whois(cx, call)))
        .read(|cx, call: GetWhoisLog| Box::pin(whois_log(cx, call)))
}

async fn whois(cx: &Cx, call: DomainWhois) -> Result<DomainWhoisResponse> {
    let found = lookup::whois(cx, &call.domain).await?;
    let premium = match found.premium {
        Some(cost) => Some(priced(cx, cost, (call.clientid, call.currencyid)).await?),
        None => None,
    };
    let is_sold = premium.as_ref().is_none_or(|premium| premium.issold.0);
    let (status, whois) = if found.free && is_sold {
        ("available", format!("{} is not registered", found.name))
    } else {
        let bare = format!("Domain Name: {}", found.name.to_ascii_uppercase());
        ("unavailable", found.published.map_or(bare, |published| published.text))
    };
    Ok(DomainWhoisResponse { status: status.into(), whois: whois.into(), premium })
}

/// What a premium name is sold for, in the currency of whoever asks; staff see what it costs us.
async fn priced(
    cx: &Cx,
    cost: PremiumCost,
    (client, currency): (Option<u64>, Option<u64>),
) -> Result<PremiumName> {
    let settings = cx.engine.settings().await?;
    let mut c = cx.read().await?;
    let currencies = Currencies::read(&mut c).await?;
    let wanted = (client.map(id), currency.map(id));
    let (to, _) = prices_for(cx, &mut c, wanted, &currencies).await?;
    let row = currencies.row(to).ok_or_else(|| not_found("Currency ID Not Found"))?;
    let prices = match settings.on(PREMIUM_DOMAINS) {
        true => premium::prices(&mut c, &currencies, cost, to).await?,
        false => None,
    };
    let mut found = PremiumName {
        issold: prices.is_some().into(),
        currencycode: (&row.code).into(),
        currencyprefix: (&row.prefix).into(),
        currencysuffix: (&row.suffix).into(),
        ..PremiumName::default()
    };
    let prices = prices.unwrap_or_default();
    found.register = prices.register.map(amount);
    found.renew = prices.renew.map(amount);
    found.transfer = prices.transfer.map(amount);
    if cx.caller.actor.is_office() {
        let first = cost.register.or(cost.renew).or(cost.transfer);
        found.costcurrency = first.map(|money| money.currency.code().into());
        found.registercost = cost.register.map(amount);
        found.renewcost = cost.renew.map(amount);
        found.transfercost = cost.transfer.map(amount);
    }
    Ok(found)
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
