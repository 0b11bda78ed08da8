//! What a payment means for a service: the next due date, and what the provider is to do (B19).

use jiff::civil::Date;
use model::dates::Period;
use model::hosting::service::{AutoSetup, ServiceStatus};
use model::ids::{AddonId, ServiceId};
use serde_json::json;
use store::catalogue::products;
use store::hosting::services::ServiceRow;
use store::hosting::{addons, services};

use crate::system::settings::AUTO_UNSUSPEND;
use crate::{Act, Fault, Job, Result};

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
    match row.status {
        ServiceStatus::Pending if is_set_up_on_payment(act, &row).await? => {
            order(act, "service.create", id, None).await
        }
        ServiceStatus::Suspended
            if row.suspended_for_overdue && act.settings.on(AUTO_UNSUSPEND) =>
        {
            // Suspensions come again, so each payment orders its own end of one.
            order(act, "service.unsuspend", id, period).await
        }
        _ => Ok(()),
    }
}

/// A period of an addon was paid: moves its due date to the period's end.
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
    Ok(())
}

/// The period's end, unless the due date is there already: a payment never moves it back.
fn later(due: Option<Date>, period: Option<Period>) -> Option<Date> {
    let end = period?.to_exclusive;
    (due? < end).then_some(end)
}

async fn is_set_up_on_payment(act: &mut Act, row: &ServiceRow) -> Result<bool> {
    let product = products::by_id(&mut act.conn, row.product_id).await?;
    Ok(product.is_some_and(|product| product.auto_setup == AutoSetup::Payment))
}

async fn order(
    act: &mut Act,
    kind: &'static str,
    id: ServiceId,
    period: Option<Period>,
) -> Result<()> {
    let unique_key = match period {
        Some(period) => format!("{kind}:{id}:{}", period.from),
        None => format!("{kind}:{id}"),
    };
    let payload = json!({ "service": id.0 });
    act.enqueue(Job { kind, payload, unique_key: Some(unique_key) }).await
}
