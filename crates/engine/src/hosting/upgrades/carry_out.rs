//! Carrying an upgrade out once it is paid: in the books, then at the provider.

use jiff::civil::{Date, Time};
use model::billing::renewal::ItemKind;
use model::ids::UpgradeId;
use model::money::Money;
use model::ordering::order::OrderStatus;
use serde_json::json;
use store::billing::{billed_periods, payers};
use store::catalogue::promotions;
use store::hosting::service_edits;
use store::hosting::services::{self, ServiceRow};
use store::hosting::upgrades::{self, UpgradeRow};
use store::ordering::orders::{self, OrderRow};
use store::system::jobs::{self, Claimed};

use super::super::lifecycle::order_package_change;
use super::super::prices::{self, currency_of};
use super::choices_from_json;
use crate::billing::refund::unused;
use crate::jobs::{Ending, number_of};
use crate::ordering::states::{move_order, tell_accepted};
use crate::{Act, Door, Engine, Fault, Job, Result};

/// Has an upgrade carried out on a day.
pub(super) async fn schedule(act: &mut Act, upgrade: UpgradeId, on: Date) -> Result<()> {
    let midnight = on.to_datetime(Time::midnight());
    let start = act.settings.zone().to_timestamp(midnight).map_err(Fault::broken)?;
    let job = Job {
        kind: "upgrade.carry_out",
        payload: json!({ "upgrade": upgrade.0 }),
        unique_key: Some(format!("upgrade.carry_out:{upgrade}")),
    };
    act.enqueue_at(job, start.as_second().max(act.at()), jobs::ATTEMPTS_MAX).await
}

/// The job `upgrade.carry_out`, which the payment of its invoice enqueues (B19).
pub(crate) async fn work(engine: &Engine, job: &Claimed) -> Result<Ending> {
    let id = number_of(job, "upgrade")?;
    let mut act = engine.begin_system(Door::Automation, "UpgradeProduct").await?;
    carry_out(&mut act, UpgradeId(id)).await?;
    act.commit().await?;
    Ok(Ending::Done)
}

/// Carries an upgrade out now; one that was is left as it is.
pub(super) async fn carry_out(act: &mut Act, id: UpgradeId) -> Result<()> {
    let Some(row) = upgrades::by_id(&mut act.conn, id).await? else { return Ok(()) };
    // The client before the service, as payments do, and the order before its upgrade, as those do
    // who cancel it.
    payers::lock(&mut act.conn, row.client_id).await?;
    let order = match row.order_id {
        Some(order) => orders::lock(&mut act.conn, order).await?,
        None => None,
    };
    let row = upgrades::lock(&mut act.conn, id).await?;
    let at = act.at();
    let Some(row) = row else { return Ok(()) };
    if !upgrades::end(&mut act.conn, id, "Completed", at).await? {
        return Ok(());
    }
    let service = services::lock(&mut act.conn, row.service_id).await?;
    let before = service.ok_or_else(|| Fault::broken(format!("no service {}", row.service_id)))?;
    // Before the periods change: they say which invoices asked for the days.
    give_credit(act, &row).await?;
    let mut after = before.clone();
    after.product_id = row.product_id;
    after.cycle = row.cycle;
    after.recurring_minor = row.recurring_minor;
    // Those of an earlier release do not say it.
    let restarts = row.restarts || row.anchor_on != before.anchor_on || row.next_due_on.is_none();
    if restarts {
        // A new cycle began; otherwise the due date stays what it is by now.
        after.anchor_on = row.anchor_on;
        after.next_due_on = row.next_due_on;
        if let Some(until) = row.next_due_on {
            let (conn, id) = (&mut act.conn, row.service_id.0);
            billed_periods::restart(conn, ItemKind::Service, id, row.anchor_on, until).await?;
        }
    }
    keep_promotion(act, &row, &mut after).await?;
    remember_promotion(act, &row, &mut after).await?;
    after.updated_at = at;
    service_edits::save(&mut act.conn, &after).await?;
    let choices = choices_from_json(&row.options)?;
    prices::set_choices(&mut act.conn, row.service_id, &choices).await?;
    let text = format!("Upgrade Completed - Upgrade ID: {id} - Service ID: {}", row.service_id);
    act.log(Some(row.client_id), text).await?;
    let fields = [
        ("pid", json!(before.product_id.0), json!(after.product_id.0)),
        ("billingcycle", json!(before.cycle.to_string()), json!(after.cycle.to_string())),
        ("recurringamount", json!(before.recurring_minor), json!(after.recurring_minor)),
        ("nextduedate", json!(text_of(before.next_due_on)), json!(text_of(after.next_due_on))),
    ];
    act.changed("services", row.service_id, &fields).await?;
    let event =
        if row.kind == "product" { "AfterProductUpgrade" } else { "AfterConfigOptionsUpgrade" };
    act.event(event, Some(row.client_id), &json!({ "upgradeid": id.0 })).await?;
    if row.invoice_id.is_none() {
        close_order(act, order).await?;
    }
    order_package_change(act, row.service_id, &format!("upgrade {id}")).await
}

/// Of an order that cost nothing nothing is left to be looked at once it is carried out (B29).
async fn close_order(act: &mut Act, order: Option<OrderRow>) -> Result<()> {
    let Some(order) = order.filter(|order| order.status == OrderStatus::Pending) else {
        return Ok(());
    };
    move_order(act, &order, OrderStatus::Active).await?;
    tell_accepted(act, &order, false).await
}

/// The promotion of a service ends when its product changes, unless it stays for life (B11).
async fn keep_promotion(act: &mut Act, row: &UpgradeRow, service: &mut ServiceRow) -> Result<()> {
    let Some(id) = service.promotion_id.filter(|_| row.old_product_id != row.product_id) else {
        return Ok(());
    };
    let promotion = promotions::by_id(&mut act.conn, id).await?;
    if promotion.is_none_or(|promotion| !promotion.lifetime_promo) {
        service.promotion_id = None;
        service.promotion_count = 0;
    }
    Ok(())
}

/// A recurring promotion of the upgrade's order counts for the renewals that follow (B11).
async fn remember_promotion(
    act: &mut Act,
    row: &UpgradeRow,
    service: &mut ServiceRow,
) -> Result<()> {
    let Some(order) = row.order_id else { return Ok(()) };
    let order = orders::by_id(&mut act.conn, order).await?;
    let Some(id) = order.and_then(|order| order.promotion_id) else { return Ok(()) };
    let promotion = promotions::by_id(&mut act.conn, id).await?;
    if promotion.is_some_and(|promotion| promotion.recurring) {
        service.promotion_id = Some(id);
        service.promotion_count = 0;
    }
    Ok(())
}

async fn give_credit(act: &mut Act, row: &UpgradeRow) -> Result<()> {
    if row.credit_minor == 0 {
        return Ok(());
    }
    let within = currency_of(&mut act.conn, row.client_id).await?;
    let amount = Money::from_minor(row.credit_minor, within.currency);
    let text = format!("Upgrade/Downgrade Credit - Service ID: {}", row.service_id);
    unused::give(act, row.client_id, row.service_id, amount, &text).await
}

fn text_of(date: Option<Date>) -> Option<String> {
    date.map(|date| date.to_string())
}
