//! Registrars, what names cost, and the domain names of clients.

mod prices;

use std::collections::BTreeSet;

use engine::system::modules::Kind;
use model::domains::status::DomainStatus;
use model::word::Word as _;
use protocol::{
    ClientDomain, DomainAddonOffer, GetClientsDomains, GetClientsDomainsResponse, GetDomainAddons,
    GetRegistrars,
};
use store::system::imports::Put;

use crate::active::Active;
use crate::entry::Entry;
use crate::error::Result;
use crate::hosting::anchor;
use crate::moving::{Moving, NO_DAY};
use crate::reading::{Page, Pages, ask_maybe, ask_some};
use crate::system::switch_on;
use crate::{catalogue, ordering};

const DOMAINS: &str = "domains";
const REGISTRARS: &str = "registrars";

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] = &["tlds", "domains"];

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    registrars(moving).await?;
    prices::bring(moving).await?;
    let orders = moving.brought(ordering::ORDERS).await?;
    let promotions = moving.brought(catalogue::PROMOTIONS).await?;
    let mut active = Active::default();
    let mut pages = Pages::of(DOMAINS);
    let call = |start, rows| GetClientsDomains {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetClientsDomains::default()
    };
    let rows = |answer: GetClientsDomainsResponse| Page {
        rows: answer.domains.0.domain.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        for row in &rows {
            // `Grace` and `Redemption` are renewed otherwise.
            active.count(moving, (row.userid.0, &row.status), &row.recurringamount);
        }
        let terms = terms(moving, &rows).await?;
        let entries = rows
            .iter()
            .zip(terms)
            .map(|(row, terms)| domain(moving, row, &orders, &promotions).all(terms));
        let entries = entries.collect();
        moving.write(DOMAINS, entries).await?;
    }
    active.compare(moving, "domains").await?;
    if moving.ours { Ok(()) } else { prices::registrars(moving).await }
}

/// Registrars come without their keys, as gateways do.
async fn registrars(moving: &mut Moving<'_>) -> Result<()> {
    let told = ask_maybe(moving, GetRegistrars::default()).await?;
    for row in told.map(|answer| answer.registrars.0).unwrap_or_default() {
        let module = row.module.0;
        switch_on(moving, Kind::Registrar, &module).await?;
        if !moving.engine.world().registrars.contains_key(module.as_str()) {
            let why = "there is no module of this name: its domains are renewed by hand";
            moving.report.note(REGISTRARS, module, why);
        }
    }
    Ok(())
}

fn domain(
    moving: &Moving<'_>,
    row: &ClientDomain,
    orders: &BTreeSet<i64>,
    promotions: &BTreeSet<i64>,
) -> Entry {
    let currency = moving.currency_of(row.userid.0);
    let (due, expires) = (row.nextduedate.0, row.expirydate.0);
    let first = row.regdate.0.or(due).or(expires).unwrap_or(NO_DAY);
    let made = moving.midnight(first);
    let years = row.regperiod.0.clamp(1, 10);
    let months = u32::try_from(years * 12).unwrap_or(12);
    Entry::of("domains", row.id.0)
        .set("client_id", row.userid.0)
        .set("order_id", Some(row.orderid.0).filter(|id| orders.contains(id)))
        .set("type", row.regtype.0.clone())
        .set("name", row.domainname.to_lowercase())
        .set("registrar", row.registrar.0.clone())
        .set("years", years)
        .set("anchor_on", anchor(first, due, Some(months)))
        .set("registered_on", first)
        .set("expires_on", expires)
        .set("next_due_on", due)
        .set("first_payment_minor", moving.minor(currency, &row.firstpaymentamount))
        .set("recurring_minor", moving.minor(currency, &row.recurringamount))
        .set("gateway", row.paymentmethod.0.clone())
        .set("status", status(&row.status))
        .set("dns_management", row.dnsmanagement.0)
        .set("email_forwarding", row.emailforwarding.0)
        .set("id_protection", row.idprotection.0)
        .set("do_not_renew", row.donotrenew.0)
        .set("subscription_id", row.subscriptionid.0.clone())
        .set("promotion_id", Some(row.promoid.0).filter(|id| promotions.contains(id)))
        .set("notes", moving.plain(&row.notes))
        .set("created_at", made)
        .set("updated_at", made)
}

/// A status as we write it: some versions say `Grace Period (Expired)`.
fn status(told: &str) -> String {
    let known = |word: &str| DomainStatus::from_word(word).map(|status| status.word().to_owned());
    let first = told.split_once(" Period").map_or(told, |(first, _)| first);
    known(told).or_else(|| known(first)).unwrap_or_else(|| told.to_owned())
}

/// What a name pays a year for what was booked with it, as only a Hostler tells it apart.
async fn terms(moving: &Moving<'_>, rows: &[ClientDomain]) -> Result<Vec<Vec<Put>>> {
    let mut all = vec![Vec::new(); rows.len()];
    if !moving.ours {
        return Ok(all);
    }
    let with: Vec<(usize, u64)> =
        (0..).zip(rows).filter_map(|(at, row)| Some((at, row.id.id()?))).collect();
    let calls = with.iter().map(|(_, domainid)| GetDomainAddons { domainid: *domainid });
    let answers = ask_some(moving, calls.collect()).await?;
    for ((at, _), answer) in with.into_iter().zip(answers) {
        let offers = answer.map(|answer| answer.addons.0.addon.0).unwrap_or_default();
        let row = &rows[at];
        all[at] = offers.iter().filter_map(|offer| term(moving, row, offer)).collect();
    }
    Ok(all)
}

fn term(moving: &Moving<'_>, row: &ClientDomain, offer: &DomainAddonOffer) -> Option<Put> {
    let yearly = moving.minor(moving.currency_of(row.userid.0), &offer.yearly)?;
    // What waits for its payment was agreed on as well.
    (matches!(offer.status.0.as_str(), "on" | "waiting") && yearly > 0).then(|| {
        Put::into("domain_addon_terms")
            .set("domain_id", row.id.0)
            .set("addon", offer.addon.0.clone())
            .set("yearly_minor", yearly)
    })
}
