//! Addons that deliver something: a service of their own goes the way of the addon.
//!
//! Whatever moves an addon (a payment, its service's suspension, staff, a cancelled order) is
//! followed by [`follow`], which compares the addon with the service that carries it and orders
//! what is missing. So the carried service has module, server, queue and mails like any other.

use model::dates::Cycle;
use model::hosting::service::{AutoSetup, ServiceStatus};
use model::ids::{AddonId, ServiceId};
use store::catalogue::product_addons;
use store::hosting::addons::{self, AddonRow};
use store::hosting::services::{self, ServiceRow};
use store::hosting::{calls, carried};

use super::work::{Order, enqueue};
use crate::{Act, Fault, Result};

/// [`follow`] for every addon of a service.
///
/// # Errors
/// When the database fails.
pub(crate) async fn follow_all(act: &mut Act, service: ServiceId) -> Result<()> {
    for addon in addons::of_service(&mut act.conn, service).await? {
        follow(act, addon.id).await?;
    }
    Ok(())
}

/// Brings what an addon delivers to the addon's own state, by jobs after the commit.
///
/// # Errors
/// Broken when there is no such addon.
pub async fn follow(act: &mut Act, id: AddonId) -> Result<()> {
    use ServiceStatus::{Active, Pending, Suspended};
    let addon = addons::lock(&mut act.conn, id).await?;
    let addon = addon.ok_or_else(|| Fault::broken(format!("addon {id} is gone")))?;
    let Some(kind) = addon.addon_id else { return Ok(()) };
    let carrier = carried::of_addon(&mut act.conn, id).await?;
    let carrier = carrier.filter(|row| !row.status.is_ended() || row.provisioned_at.is_some());
    let Some(carrier) = carrier else {
        return if addon.status == Active { begin(act, &addon, kind).await } else { Ok(()) };
    };
    let wish = match (addon.status, carrier.status) {
        (Active, Suspended) => "service.unsuspend",
        (Suspended, Active | Pending) => "service.suspend",
        (status, _) if status.is_ended() => "service.terminate",
        _ => return Ok(()),
    };
    let order = Order {
        service: carrier.id.0,
        reason: (wish == "service.suspend").then(|| reason(&addon)),
        ..Order::default()
    };
    if wish == "service.terminate" && is_only_in_the_books(act, &carrier).await? {
        return end(act, &carrier).await;
    }
    let occasion = format!("addon:{id}:{}", act.at());
    enqueue(act, wish, &order, &occasion).await
}

/// What is carried, and has it created unless a person is to do that.
async fn begin(act: &mut Act, addon: &AddonRow, kind: model::ids::ProductAddonId) -> Result<()> {
    let Some(product) = product_addons::delivers(&mut act.conn, kind).await? else {
        return Ok(());
    };
    let parent = services::by_id(&mut act.conn, addon.service_id).await?;
    let parent = parent.ok_or_else(|| Fault::broken("an addon of no service"))?;
    let sold = product_addons::by_id(&mut act.conn, kind).await?;
    let at = act.at();
    let row = ServiceRow {
        domain: parent.domain,
        gateway: addon.gateway.clone(),
        quantity: addon.quantity,
        cycle: Cycle::Free,
        created_at: at,
        updated_at: at,
        ..ServiceRow::new(addon.client_id, product, act.today())
    };
    let id = carried::insert(&mut act.conn, &row, addon.id).await?;
    let text = format!("Addon ID: {} is delivered by Service ID: {id}", addon.id);
    act.log(Some(addon.client_id), text).await?;
    if sold.is_none_or(|sold| sold.auto_setup == AutoSetup::Never) {
        return Ok(());
    }
    super::lifecycle::order_creation(act, id, &format!("addon:{}", addon.id)).await
}

fn reason(addon: &AddonRow) -> String {
    format!("With addon {} of service {}", addon.id, addon.service_id)
}

/// Whether nobody ever asked a module for it, so that there is nothing to terminate.
async fn is_only_in_the_books(act: &mut Act, carrier: &ServiceRow) -> Result<bool> {
    let never = carrier.status == ServiceStatus::Pending && carrier.provisioned_at.is_none();
    Ok(never && calls::open(&mut act.conn, carrier.id).await?.is_none())
}

async fn end(act: &mut Act, carrier: &ServiceRow) -> Result<()> {
    let (at, to) = (act.at(), ServiceStatus::Cancelled);
    services::set_status(&mut act.conn, carrier.id, carrier.status, to, at).await?;
    Ok(())
}
