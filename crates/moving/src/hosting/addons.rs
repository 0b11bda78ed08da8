//! Addons that services have.

use std::collections::BTreeSet;

use model::dates::Cycle;
use model::word::Word as _;
use protocol::{GetClientsAddons, GetClientsAddonsResponse, ServiceAddon};

use super::anchor;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::{Moving, NO_DAY};
use crate::reading::{Page, Pages, ask};
use crate::{catalogue, ordering};

const ADDONS: &str = "addons of services";

/// A WHMCS gives them all at once, whatever part is asked for.
pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let orders = moving.brought(ordering::ORDERS).await?;
    if !moving.ours {
        let rows = ask(moving, GetClientsAddons::default()).await?.addons.0.addon.0;
        return write(moving, &rows, &orders).await;
    }
    let mut pages = Pages::of(ADDONS);
    let call = |start, rows| GetClientsAddons {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetClientsAddons::default()
    };
    let rows = |answer: GetClientsAddonsResponse| Page {
        rows: answer.addons.0.addon.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        write(moving, &rows, &orders).await?;
    }
    Ok(())
}

async fn write(
    moving: &mut Moving<'_>,
    rows: &[ServiceAddon],
    orders: &BTreeSet<i64>,
) -> Result<()> {
    if !moving.ours {
        catalogue::learn_addons(moving, rows).await?;
    }
    let known = moving.brought(catalogue::ADDONS).await?;
    let entries = rows.iter().map(|row| addon(moving, row, orders, &known)).collect();
    moving.write(ADDONS, entries).await
}

fn addon(
    moving: &Moving<'_>,
    row: &ServiceAddon,
    orders: &BTreeSet<i64>,
    known: &BTreeSet<i64>,
) -> Entry {
    let currency = moving.currency_of(row.userid.0);
    let cycle = Cycle::from_key(&row.billingcycle);
    let due = row.nextduedate.0.filter(|_| cycle.is_none_or(Cycle::recurs));
    let first = row.regdate.0.or(due).unwrap_or(NO_DAY);
    let made = moving.midnight(first);
    let word = cycle.map(|cycle| cycle.word().to_owned());
    Entry::of("service_addons", row.id.0)
        .set("client_id", row.userid.0)
        .set("service_id", row.serviceid.0)
        .set("addon_id", Some(row.addonid.0).filter(|id| known.contains(id)))
        .set("order_id", Some(row.orderid.0).filter(|id| orders.contains(id)))
        .set("name", moving.plain(&row.name))
        .set("anchor_on", anchor(first, due, cycle.and_then(Cycle::months)))
        .set("registered_on", first)
        .set("gateway", row.paymentmethod.0.clone())
        .set("quantity", row.qty.0.max(1))
        .set("setup_minor", moving.minor(currency, &row.setupfee))
        .set("recurring_minor", moving.minor(currency, &row.recurring))
        .set("cycle", word.unwrap_or_else(|| row.billingcycle.0.clone()))
        .set("taxed", row.tax.0)
        .set("next_due_on", due)
        .set("status", row.status.0.clone())
        .set("notes", moving.plain(&row.notes))
        .set("created_at", made)
        .set("updated_at", made)
}
