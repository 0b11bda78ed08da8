//! Orders, and the statuses that a house has beside the usual ones.

use std::collections::{BTreeMap, BTreeSet};

use model::ordering::order::OrderStatus;
use model::word::Word as _;
use protocol::{
    GetOrderStatusDetails, GetOrderStatuses, GetOrders, GetOrdersResponse, GetPromotions, Order,
    OrderRenewals, OrderStatusEntry,
};
use serde_json::{Map, Value, json};
use store::system::imports::Put;

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::Moving;
use crate::reading::{PAGE, Page, Pages, ask, ask_maybe};

pub(crate) const ORDERS: &str = "orders";
const STATUSES: &str = "order statuses";

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] = &["orders", "order_statuses"];

/// A promotion, by its code.
struct Promotion {
    id: i64,
    once: bool,
}

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    statuses(moving).await?;
    let promotions = promotions(moving).await?;
    let mut taken = BTreeSet::new();
    let mut pages = Pages::of(ORDERS);
    let call = |start, rows| GetOrders {
        limitstart: Some(start),
        limitnum: Some(rows),
        orderby: Some("id".to_owned()),
        order: Some("asc".to_owned()),
        ..GetOrders::default()
    };
    let rows = |answer: GetOrdersResponse| Page {
        rows: answer.orders.0.order.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        let entries = rows.iter().map(|row| order(moving, row, &promotions, &mut taken));
        let entries = entries.collect();
        moving.write(ORDERS, entries).await?;
    }
    Ok(())
}

async fn promotions(moving: &Moving<'_>) -> Result<BTreeMap<String, Promotion>> {
    let rows = ask(moving, GetPromotions::default()).await?.promotions.0.promotion.0;
    let promotion = |row: protocol::Promotion| {
        (row.code.0, Promotion { id: row.id.0, once: row.onceperclient.0 })
    };
    Ok(rows.into_iter().map(promotion).collect())
}

/// The four that everybody has need no row.
async fn statuses(moving: &mut Moving<'_>) -> Result<()> {
    let told = match moving.ours {
        true => {
            let all = GetOrderStatusDetails { limitstart: None, limitnum: Some(PAGE) };
            ask_maybe(moving, all).await?
        }
        false => None,
    };
    if let Some(answer) = told {
        let entries = answer.statuses.0.orderstatus.iter().map(status).collect();
        return moving.write(STATUSES, entries).await;
    }
    let rows = ask(moving, GetOrderStatuses {}).await?.statuses.0.status.0;
    let own = rows.iter().filter(|row| OrderStatus::from_word(&row.title).is_none());
    let entries = (1..).zip(own).map(|(at, row)| {
        let entry = Entry::of("order_statuses", at).set("title", moving.plain(&row.title));
        entry.set("show_pending", true).set("position", at)
    });
    let entries = entries.collect();
    moving.write(STATUSES, entries).await
}

fn status(row: &OrderStatusEntry) -> Entry {
    Entry::of("order_statuses", row.statusid.0)
        .set("title", row.title.0.clone())
        .set("colour", row.color.0.clone())
        .set("show_pending", row.showpending.0)
        .set("show_active", row.showactive.0)
        .set("show_cancelled", row.showcancelled.0)
        .set("position", row.order.0)
}

fn order(
    moving: &Moving<'_>,
    row: &Order,
    promotions: &BTreeMap<String, Promotion>,
    taken: &mut BTreeSet<(i64, i64)>,
) -> Entry {
    let currency = moving.currency_of(row.userid.0);
    let promotion = promotions.get(&row.promocode.0);
    let entry = Entry::of("orders", row.id.0)
        .set("number", row.ordernum.0)
        .set("client_id", row.userid.0)
        .set("contact_id", row.contactid.0)
        .set("requestor_user_id", row.requestor_id.0)
        .set("at", moving.instant(row.date).unwrap_or_default())
        .set("status", moving.plain(&row.status))
        .set("state", state(row))
        .set("currency_id", currency)
        .set("amount_minor", moving.minor(currency, &row.amount))
        .set("gateway", row.paymentmethod.0.clone())
        .set("invoice_id", Some(row.invoiceid.0).filter(|id| *id > 0))
        .set("promotion_id", promotion.map(|promotion| promotion.id))
        .set("promo_code", moving.plain(&row.promocode))
        .set("promo_type", row.promotype.0.clone())
        .set("promo_value", row.promovalue.0.clone())
        .set("nameservers", row.nameservers.0.clone())
        .set("transfer_secret", row.transfersecret.0.clone())
        .set("renewals", renewals(&row.renewalsByType))
        .set("order_data", row.orderdata.0.clone())
        .set("ip", row.ipaddress.0.clone())
        .set("fraud_module", row.fraudmodule.0.clone())
        .set("fraud_output", row.fraudoutput.0.clone())
        .set("notes", moving.plain(&row.notes));
    let Some(promotion) = promotion else { return entry };
    let slot = if promotion.once { 0 } else { row.id.0 };
    if promotion.once && !taken.insert((promotion.id, row.userid.0)) {
        return entry;
    }
    entry.row(
        Put::into("promotion_uses")
            .set("promotion_id", promotion.id)
            .set("client_id", row.userid.0)
            .set("order_id", row.id.0)
            .set("slot", slot),
    )
}

/// What an order is behind a status of the house's own; one that nobody tells waits for a person.
fn state(row: &Order) -> String {
    if OrderStatus::from_word(&row.status).is_some() {
        return String::new();
    }
    let told = row.state.as_ref().map(|state| state.0.clone());
    told.unwrap_or_else(|| OrderStatus::Pending.word().to_owned())
}

/// What was renewed, as an order keeps it.
fn renewals(told: &OrderRenewals) -> String {
    let kinds =
        [("domains", &told.domains), ("services", &told.services), ("addons", &told.addons)];
    let mut all = Map::new();
    for (kind, entries) in kinds {
        let entries = entries.0.iter().map(|(id, period)| (id.to_owned(), json!(period.0)));
        let entries: Map<String, Value> = entries.collect();
        if !entries.is_empty() {
            all.insert(kind.to_owned(), Value::Object(entries));
        }
    }
    if all.is_empty() { String::new() } else { Value::Object(all).to_string() }
}
