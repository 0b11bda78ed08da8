//! What happens to services by itself: paid, suspended, terminated (B19, B26).

use jiff::civil::Date;
use model::dates::Period;
use model::hosting::service::{AutoSetup, OVERDUE_REASON, ServiceStatus};
use model::ids::{AddonId, OrderId, ServiceId};
use store::catalogue::{product_addons, products};
use store::hosting::addons::AddonRow;
use store::hosting::services::ServiceRow;
use store::hosting::{addons, cancellations, service_edits, services};

use super::addon_services;
use super::work::{Order, enqueue};
use crate::system::settings::AUTO_UNSUSPEND;
use crate::{Act, Fault, Result};

/// A service has ended: says so of it, of its addons, and of the wish to end it. Its status, and
/// the writing of the row, are left to the caller.
///
/// # Errors
/// When the database fails.
pub(crate) async fn ended(act: &mut Act, row: &mut ServiceRow) -> Result<()> {
    use ServiceStatus::{Active, Suspended, Terminated};
    let (at, today) = (act.at(), act.today());
    row.suspended_for_overdue = false;
    row.terminated_on = Some(today);
    for from in [Active, Suspended] {
        let day = Some(today);
        service_edits::move_addons(&mut act.conn, row.id, from, Terminated, day, at).await?;
    }
    addon_services::follow_all(act, row.id).await?;
    cancellations::close(&mut act.conn, row.id, at).await?;
    Ok(())
}

/// A period of a service was paid: moves its due date to the period's end, and has it created or
/// unsuspended where that is what it waits for.
///
/// # Errors
/// Broken when there is no such service.
pub async fn service_paid(act: &mut Act, id: ServiceId, period: Option<Period>) -> Result<()> {
    let row = services::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| Fault::broken(format!("paid for service {id}, which is gone")))?;
    let at = act.at();
    if let Some(due) = later(row.next_due_on, period) {
        services::set_next_due(&mut act.conn, id, Some(due), at).await?;
    }
    let occasion = occasion(period);
    let renewed = row.provisioned_at.is_some() && row.status == ServiceStatus::Active;
    match row.status {
        ServiceStatus::Pending if is_set_up_on_payment(act, &row).await? => {
            order(act, "service.create", id, &occasion).await
        }
        // Suspensions come again, so each payment orders its own end of one.
        ServiceStatus::Suspended
            if row.suspended_for_overdue && act.settings.on(AUTO_UNSUSPEND) =>
        {
            order(act, "service.unsuspend", id, &occasion).await
        }
        _ if renewed && renews(act, &row).await? => {
            order(act, "service.renew", id, &occasion).await
        }
        _ => Ok(()),
    }
}

/// A period of an addon was paid: moves its due date to the period's end, and activates it if its
/// product says that a payment does.
///
/// # Errors
/// Broken when there is no such addon.
pub async fn addon_paid(act: &mut Act, id: AddonId, period: Option<Period>) -> Result<()> {
    let row = addons::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| Fault::broken(format!("paid for addon {id}, which is gone")))?;
    let at = act.at();
    if let Some(due) = later(row.next_due_on, period) {
        addons::set_next_due(&mut act.conn, id, Some(due), at).await?;
    }
    if row.status == ServiceStatus::Pending && addon_starts_on_payment(act, &row).await? {
        let (from, to) = (ServiceStatus::Pending, ServiceStatus::Active);
        addons::set_status(&mut act.conn, id, from, to, at).await?;
        let text = format!("Addon Activated - Service ID: {} - Addon ID: {id}", row.service_id);
        act.log(Some(row.client_id), text).await?;
        addon_services::follow(act, id).await?;
    }
    Ok(())
}

/// Has a service created after the commit, for an order that does not wait for a payment.
///
/// # Errors
/// When the database fails.
pub async fn order_creation(act: &mut Act, id: ServiceId, occasion: &str) -> Result<()> {
    order(act, "service.create", id, occasion).await
}

/// Has the module told the service's present product and options.
///
/// # Errors
/// When the database fails.
pub async fn order_package_change(act: &mut Act, id: ServiceId, occasion: &str) -> Result<()> {
    order(act, "service.change_package", id, occasion).await
}

/// Has an overdue service suspended, once per due date; void when it is paid meanwhile (B26).
///
/// # Errors
/// When the database fails.
pub async fn order_suspension(act: &mut Act, id: ServiceId, due: Date) -> Result<()> {
    let order = Order {
        service: id.0,
        reason: Some(OVERDUE_REASON.to_owned()),
        if_due: Some(due.to_string()),
        if_ended: None,
    };
    enqueue(act, "service.suspend", &order, &due.to_string()).await
}

/// Has a service terminated after the commit; with a due date only while that is still its own,
/// so that a payment in between saves it (B26).
///
/// # Errors
/// When the database fails.
pub async fn order_termination(
    act: &mut Act,
    id: ServiceId,
    if_due: Option<Date>,
    occasion: &str,
) -> Result<()> {
    let if_due = if_due.map(|due| due.to_string());
    let order = Order { service: id.0, if_due, ..Order::default() };
    enqueue(act, "service.terminate", &order, occasion).await
}

/// Has a service terminated after the commit because its order was ended; void once that is taken
/// back.
///
/// # Errors
/// When the database fails.
pub(crate) async fn order_end(
    act: &mut Act,
    id: ServiceId,
    ended: OrderId,
    occasion: &str,
) -> Result<()> {
    let order = Order { service: id.0, if_ended: Some(ended.0), ..Order::default() };
    enqueue(act, "service.terminate", &order, occasion).await
}

/// Has a service suspended for a reason of ours, which no payment lifts.
///
/// # Errors
/// When the database fails.
pub(crate) async fn order_hold(
    act: &mut Act,
    id: ServiceId,
    reason: &str,
    occasion: &str,
) -> Result<()> {
    let reason = Some(reason.to_owned());
    let order = Order { service: id.0, reason, ..Order::default() };
    enqueue(act, "service.suspend", &order, occasion).await
}

/// Has a service that was on hold go on.
///
/// # Errors
/// When the database fails.
pub(crate) async fn order_release(act: &mut Act, id: ServiceId, occasion: &str) -> Result<()> {
    order(act, "service.unsuspend", id, occasion).await
}

async fn order(act: &mut Act, kind: &'static str, id: ServiceId, occasion: &str) -> Result<()> {
    let order = Order { service: id.0, ..Order::default() };
    enqueue(act, kind, &order, occasion).await
}

/// The period's end, unless the due date is there already: a payment never moves it back.
fn later(due: Option<Date>, period: Option<Period>) -> Option<Date> {
    let end = period?.to_exclusive;
    (due? < end).then_some(end)
}

/// What tells one payment for an item from the next.
fn occasion(period: Option<Period>) -> String {
    period.map_or_else(|| "once".to_owned(), |period| period.from.to_string())
}

async fn is_set_up_on_payment(act: &mut Act, row: &ServiceRow) -> Result<bool> {
    let product = products::by_id(&mut act.conn, row.product_id).await?;
    Ok(product.is_some_and(|product| product.auto_setup == AutoSetup::Payment))
}

/// Whether the module wants to know of further paid periods.
async fn renews(act: &mut Act, row: &ServiceRow) -> Result<bool> {
    let product = products::by_id(&mut act.conn, row.product_id).await?;
    let provisioners = &act.engine.world().provisioners;
    let module = product.and_then(|product| provisioners.get(product.module.as_str()));
    let renew = ports::provisioning::ServiceAction::Renew;
    Ok(module.is_some_and(|module| module.capabilities().offers(&renew)))
}

async fn addon_starts_on_payment(act: &mut Act, row: &AddonRow) -> Result<bool> {
    let Some(id) = row.addon_id else { return Ok(false) };
    let addon = product_addons::by_id(&mut act.conn, id).await?;
    Ok(addon.is_some_and(|addon| addon.auto_setup == AutoSetup::Payment))
}
