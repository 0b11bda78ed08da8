//! Services: what they are, what they cost, until when they are paid, and what they are configured
//! with.

use std::collections::{BTreeMap, BTreeSet};

use engine::people::custom_fields::shown_name;
use model::dates::Cycle;
use model::hosting::service::OVERDUE_REASON;
use model::word::Word as _;
use protocol::{ClientService, GetClientsProducts, GetClientsProductsResponse, ServiceOption};
use store::system::imports::{self, Put};

use super::anchor;
use super::servers::SERVERS;
use crate::active::Active;
use crate::entry::Entry;
use crate::error::Result;
use crate::moving::{Moving, NO_DAY};
use crate::people::{Fields, values};
use crate::reading::{Page, Pages};
use crate::{catalogue, ordering};

pub(crate) const SERVICES: &str = "services";

/// What services refer to.
struct Known {
    servers: BTreeSet<i64>,
    orders: BTreeSet<i64>,
    promotions: BTreeSet<i64>,
    fields: Fields,
    /// The choices of an option, by its number and their names.
    choices: BTreeMap<(i64, String), i64>,
    /// The first choice of an option: its quantities and its yes are of that one.
    first: BTreeMap<i64, i64>,
}

pub(super) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let known = known(moving).await?;
    let mut active = Active::default();
    let mut pages = Pages::of(SERVICES);
    let call = |start, rows| GetClientsProducts {
        limitstart: Some(start),
        limitnum: Some(rows),
        ..GetClientsProducts::default()
    };
    let rows = |answer: GetClientsProductsResponse| Page {
        rows: answer.products.0.product.0,
        of: answer.totalresults.0,
    };
    while let Some(rows) = pages.next(moving, call, rows).await? {
        catalogue::learn_products(moving, &rows).await?;
        let mut entries = Vec::with_capacity(rows.len());
        for row in &rows {
            active.count(moving, (row.clientid.0, &row.status), &row.recurringamount);
            entries.push(service(moving, row, &known)?);
        }
        moving.write(SERVICES, entries).await?;
    }
    active.compare(moving, "services").await
}

async fn known(moving: &Moving<'_>) -> Result<Known> {
    let mut conn = moving.engine.read().await?;
    let mut choices = BTreeMap::new();
    let mut first = BTreeMap::new();
    for row in imports::choices(&mut conn).await? {
        first.entry(row.option_id).or_insert(row.id);
        choices.entry((row.option_id, named(&row.name))).or_insert(row.id);
    }
    Ok(Known {
        servers: moving.brought(SERVERS).await?,
        orders: moving.brought(ordering::ORDERS).await?,
        promotions: moving.brought(catalogue::PROMOTIONS).await?,
        fields: Fields::read(moving, "product").await?,
        choices,
        first,
    })
}

fn service(moving: &Moving<'_>, row: &ClientService, known: &Known) -> Result<Entry> {
    let id = row.id.0;
    let currency = moving.currency_of(row.clientid.0);
    let cycle = Cycle::from_key(&row.billingcycle);
    let due = row.nextduedate.0.filter(|_| cycle.is_none_or(Cycle::recurs));
    let first = row.regdate.0.or(due).unwrap_or(NO_DAY);
    let made = moving.midnight(first);
    let was_made = row.status.0 != "Pending" && row.status.0 != "Fraud";
    let word = cycle.map(|cycle| cycle.word().to_owned());
    let entry = Entry::of("services", id)
        .set("client_id", row.clientid.0)
        .set("order_id", Some(row.orderid.0).filter(|id| known.orders.contains(id)))
        .set("product_id", row.pid.0)
        .set("server_id", Some(row.serverid.0).filter(|id| known.servers.contains(id)))
        .set("anchor_on", anchor(first, due, cycle.and_then(Cycle::months)))
        .set("registered_on", first)
        .set("quantity", row.qty.0.max(1))
        .set("first_payment_minor", moving.minor(currency, &row.firstpaymentamount))
        .set("recurring_minor", moving.minor(currency, &row.recurringamount))
        .set("cycle", word.unwrap_or_else(|| row.billingcycle.0.clone()))
        .set("next_due_on", due)
        .set("promotion_id", Some(row.promoid.0).filter(|id| known.promotions.contains(id)))
        .set("gateway", row.paymentmethod.0.clone())
        .set("provisioned_at", was_made.then_some(made))
        .set("created_at", made)
        .set("updated_at", made);
    let entry = account(moving, status(entry, row), row)?;
    let given = row.customfields.customfield.iter();
    let given = given.map(|field| (field.id.0, moving.plain(&field.value)));
    let entry = entry.all(values(moving, &known.fields, id, given)?);
    let options = row.configoptions.configoption.iter();
    Ok(entry.all(options.filter_map(|row| option(moving, id, row, known)).collect::<Vec<_>>()))
}

fn status(entry: Entry, row: &ClientService) -> Entry {
    let suspended = row.status.0 == "Suspended";
    entry
        .set("status", row.status.0.clone())
        .set("suspend_reason", row.suspensionreason.0.clone())
        .set("suspended_for_overdue", suspended && *row.suspensionreason.0 == *OVERDUE_REASON)
        .set("override_auto_suspend", row.overideautosuspend.0)
        .set("override_suspend_until", row.overidesuspenduntil.0)
}

/// What is known of its account.
fn account(moving: &Moving<'_>, entry: Entry, row: &ClientService) -> Result<Entry> {
    let place = format!("services.password:{}", row.id.0);
    let password = match row.password.reveal() {
        "" => String::new(),
        plain => moving.sealed(&place, plain)?,
    };
    let entry = entry
        .set("domain", row.domain.0.clone())
        .set("username", row.username.0.clone())
        .set("password", password)
        .set("subscription_id", row.subscriptionid.0.clone())
        .set("dedicated_ip", row.dedicatedip.0.clone())
        .set("assigned_ips", row.assignedips.0.clone())
        .set("ns1", row.ns1.0.clone())
        .set("ns2", row.ns2.0.clone())
        .set("notes", moving.plain(&row.notes))
        .set("disk_usage", row.diskusage.0)
        .set("disk_limit", row.disklimit.0)
        .set("bandwidth_usage", row.bwusage.0)
        .set("bandwidth_limit", row.bwlimit.0);
    Ok(entry.set("usage_at", moving.instant(row.lastupdate)))
}

/// A choice by the name that people see.
fn named(choice: &str) -> String {
    shown_name(choice).trim().to_owned()
}

/// An option is told by the name of its choice, a quantity or a yes.
fn option(moving: &Moving<'_>, service: i64, row: &ServiceOption, known: &Known) -> Option<Put> {
    let value = moving.plain(&row.value);
    let first = known.first.get(&row.id.0).copied();
    let (choice, quantity) = match row.r#type.0.as_str() {
        "quantity" => (first, value.trim().parse().unwrap_or_default()),
        "yesno" => (first, i64::from(matches!(value.as_str(), "Yes" | "1" | "on"))),
        _ => (known.choices.get(&(row.id.0, named(&value))).copied(), 1),
    };
    let put = Put::into("service_options").set("service_id", service).set("option_id", row.id.0);
    Some(put.set("choice_id", choice?).set("quantity", quantity))
}

/// The services that have not ended, with their clients.
pub(super) async fn still_there(moving: &Moving<'_>) -> Result<BTreeMap<i64, i64>> {
    let mut conn = moving.engine.read().await?;
    Ok(imports::open_services(&mut conn).await?)
}

/// How often a promotion was taken off renewals is told by the lines of invoices.
pub(crate) async fn count_promotions(moving: &Moving<'_>) -> Result<()> {
    let mut act = moving.act().await?;
    imports::count_promotions(&mut act.conn).await?;
    act.commit().await?;
    Ok(())
}
