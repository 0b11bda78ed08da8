//! What domain names cost.

use std::collections::BTreeMap;

use protocol::wire::{Amount, Named};
use protocol::{
    DomainAddonPrices, GetDomainAddonPrices, GetTLDPricing, GetTldPrices, TldPricing, TldWithPrices,
};
use store::domains::tlds;
use store::system::imports::{self, Put};

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{ask, ask_maybe};

const TLDS: &str = "domain endings";
const ADDON_PRICES: &str = "prices of domain addons";
/// Years for which a name may be paid at most.
const YEARS_MAX: i64 = 10;

pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    if !moving.ours {
        return plain(moving).await;
    }
    let rows = ask(moving, GetTldPrices::default()).await?.tlds.0.tld.0;
    let entries = (1..).zip(&rows).map(|(at, row)| told(moving, row, at)).collect();
    moving.write(TLDS, entries).await?;
    let answer = ask_maybe(moving, GetDomainAddonPrices {}).await?;
    let rows = answer.map(|answer| answer.prices.0.price.0).unwrap_or_default();
    let entries = rows.iter().map(|row| addons(moving, row)).collect();
    moving.write(ADDON_PRICES, entries).await
}

/// A WHMCS tells them currency by currency, without numbers.
async fn plain(moving: &mut Moving<'_>) -> Result<()> {
    let currencies: Vec<i64> = moving.currencies().rows().iter().map(|row| row.id.0).collect();
    let mut endings: Vec<(String, Entry)> = Vec::new();
    let mut at: BTreeMap<String, usize> = BTreeMap::new();
    for currency in currencies {
        let call = GetTLDPricing { currencyid: u64::try_from(currency).ok(), clientid: None };
        let answer = ask(moving, call).await?;
        for (name, row) in answer.pricing.iter() {
            let place = *at.entry(name.to_owned()).or_insert_with(|| {
                endings.push((name.to_owned(), ending(moving, name, row, endings.len())));
                endings.len() - 1
            });
            let tld = endings[place].1.id;
            let rows = prices(moving, tld, currency, row);
            let entry = endings[place].1.clone();
            endings[place].1 = entry.all(rows);
        }
    }
    let entries = endings.into_iter().map(|(_, entry)| entry).collect();
    moving.write(TLDS, entries).await
}

fn ending(moving: &Moving<'_>, name: &str, row: &TldPricing, before: usize) -> Entry {
    let position = i64::try_from(before).unwrap_or_default() + 1;
    let home = moving.home();
    let period = |period: &Option<protocol::TldPeriod>| {
        let period = period.as_ref().filter(|period| period.days.0 > 0);
        let fee = period.and_then(|period| moving.minor(home, &period.price));
        (period.map_or(0, |period| period.days.0), fee.unwrap_or_default().max(0))
    };
    let (grace, redemption) = (period(&row.grace_period), period(&row.redemption_period));
    Entry::of("tlds", position)
        .set("name", format!(".{}", name.trim_start_matches('.')))
        .set("position", position)
        .set("dns_management", row.addons.dns.0)
        .set("email_forwarding", row.addons.email.0)
        .set("id_protection", row.addons.idprotect.0)
        .set("label", row.group.0.clone())
        .set("grace_days", grace.0)
        .set("grace_fee_minor", grace.1)
        .set("redemption_days", redemption.0)
        .set("redemption_fee_minor", redemption.1)
}

fn prices(moving: &Moving<'_>, tld: i64, currency: i64, row: &TldPricing) -> Vec<Put> {
    let kinds: [(&'static str, &Named<Amount>); 3] =
        [("register", &row.register), ("transfer", &row.transfer), ("renew", &row.renew)];
    let mut rows = Vec::new();
    for (kind, named) in kinds {
        for (years, price) in named.iter() {
            let years = years.parse::<i64>().ok().filter(|years| (1..=YEARS_MAX).contains(years));
            let price = moving.minor(currency, price).filter(|price| *price >= 0);
            if let (Some(years), Some(price)) = (years, price) {
                rows.push(
                    Put::into("tld_prices")
                        .set("tld_id", tld)
                        .set("currency_id", currency)
                        .set("kind", kind)
                        .set("years", years)
                        .set("price_minor", price),
                );
            }
        }
    }
    rows
}

/// A WHMCS does not tell where names of an ending are registered: where most of them are.
pub(super) async fn registrars(moving: &Moving<'_>) -> Result<()> {
    let mut act = moving.act().await?;
    let domains = imports::domain_registrars(&mut act.conn).await?;
    let mut by_ending: BTreeMap<&str, BTreeMap<&str, u64>> = BTreeMap::new();
    for (name, module) in &domains {
        let Some(dot) = name.find('.') else { continue };
        *by_ending.entry(&name[dot..]).or_default().entry(module).or_default() += 1;
    }
    for tld in tlds::all(&mut act.conn).await?.iter().filter(|tld| tld.registrar.is_empty()) {
        let counted = by_ending.get(tld.name.as_str()).into_iter().flatten();
        if let Some((module, _)) = counted.max_by_key(|(_, count)| **count) {
            let put = Put::onto("tlds", tld.id.0).set("registrar", (*module).to_owned());
            imports::put(&mut act.conn, &put).await?;
        }
    }
    act.commit().await?;
    Ok(())
}

fn told(moving: &Moving<'_>, row: &TldWithPrices, position: i64) -> Entry {
    let home = moving.home();
    let fee = |amount: &Amount| moving.minor(home, amount).unwrap_or_default();
    let lines = row.prices.price.iter().map(|line| {
        let currency = line.currencyid.0;
        Put::into("tld_prices")
            .set("tld_id", row.id.0)
            .set("currency_id", currency)
            .set("group_id", line.groupid.0)
            .set("kind", line.kind.0.clone())
            .set("years", line.years.0)
            .set("price_minor", moving.minor(currency, &line.price))
            .set("cost_minor", line.cost.as_ref().and_then(|cost| moving.minor(currency, cost)))
    });
    Entry::of("tlds", row.id.0)
        .set("name", row.extension.0.clone())
        .set("position", position)
        .set("registrar", row.registrar.0.clone())
        .set("label", row.group.0.clone())
        .set("dns_management", row.dnsmanagement.0)
        .set("email_forwarding", row.emailforwarding.0)
        .set("id_protection", row.idprotection.0)
        .set("epp_code", row.eppcode.0)
        .set("grace_days", row.graceperioddays.0)
        .set("grace_fee_minor", fee(&row.graceperiodfee))
        .set("redemption_days", row.redemptionperioddays.0)
        .set("redemption_fee_minor", fee(&row.redemptionperiodfee))
        .all(lines.collect::<Vec<_>>())
}

/// What is booked with a name costs so much a year; nothing is free.
fn addons(moving: &Moving<'_>, row: &DomainAddonPrices) -> Entry {
    let currency = row.currencyid.0;
    let prices = [
        ("dnsmanagement", &row.dnsmanagement),
        ("emailforwarding", &row.emailforwarding),
        ("idprotection", &row.idprotection),
    ];
    let put = |(addon, price): (&'static str, &Amount)| {
        let price = moving.minor(currency, price).filter(|price| *price > 0)?;
        let put = Put::into("domain_addon_prices").set("addon", addon);
        Some(put.set("currency_id", currency).set("price_minor", price))
    };
    Entry::bare(currency).all(prices.into_iter().filter_map(put).collect::<Vec<_>>())
}
