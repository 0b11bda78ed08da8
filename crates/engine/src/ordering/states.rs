//! The moves of an order, and what they do to its items (B29).

use jiff::civil::Date;
use model::domains::status::DomainStatus;
use model::hosting::service::ServiceStatus;
use model::ids::OrderId;
use model::ordering::order::OrderStatus;
use model::word::Word as _;
use serde_json::json;
use store::billing::invoices;
use store::catalogue::{bundles, products, promotions};
use store::domains::calls as name_calls;
use store::domains::names::{self, DomainRow};
use store::hosting::{addons, calls as service_calls, services, upgrades};
use store::ordering::orders::{self, OrderRow};
use store::ordering::statuses;
use store::people::custom_fields;

use crate::billing::cancel;
use crate::domains::claim;
use crate::hosting::{addon_services, lifecycle};
use crate::{Act, Result, conflict, invalid, not_found, not_now};

use model::billing::invoice::InvoiceStatus;

/// Cancels a pending order: items, invoice, stock and promotion use are taken back.
///
/// # Errors
/// `Order ID not found or Status not Pending`.
pub async fn cancel(act: &mut Act, id: OrderId) -> Result<()> {
    let no = || not_found("Order ID not found or Status not Pending");
    let row = orders::lock(&mut act.conn, id).await?.ok_or_else(no)?;
    if row.status != OrderStatus::Pending {
        return Err(no());
    }
    move_order(act, &row, OrderStatus::Cancelled).await?;
    end(act, &row, ServiceStatus::Cancelled, DomainStatus::Cancelled).await?;
    tell(act, &row, "Order Cancelled", "OrderCancelled").await
}

/// Marks an order as fraud, with all that [`cancel`] does. What ended with an order that was
/// cancelled stays as it ended.
///
/// # Errors
/// `Order ID Not Found`.
pub async fn fraud(act: &mut Act, id: OrderId) -> Result<()> {
    let row = orders::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Order ID Not Found"))?;
    if row.status == OrderStatus::Fraud {
        return Ok(());
    }
    move_order(act, &row, OrderStatus::Fraud).await?;
    end(act, &row, ServiceStatus::Fraud, DomainStatus::Fraud).await?;
    tell(act, &row, "Order Marked as Fraud", "OrderFraud").await
}

/// Sets an order and its items back to pending; a cancelled one takes stock and promotion again.
///
/// # Errors
/// `Order ID Not Found`; conflict when stock or promotion are used up meanwhile.
pub async fn pending(act: &mut Act, id: OrderId) -> Result<()> {
    let row = orders::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Order ID Not Found"))?;
    if row.status == OrderStatus::Pending {
        return Ok(());
    }
    move_order(act, &row, OrderStatus::Pending).await?;
    revive_items(act, &row).await?;
    revive_names(act, &row).await?;
    if row.status.is_deletable() {
        take_promotion_again(act, &row).await?;
        revive_invoice(act, &row).await?;
    }
    tell(act, &row, "Order Set to Pending", "OrderPending").await
}

/// Puts an order under a status of the house's own, or back under the one it is in; what it is,
/// and its items, stay as they are.
///
/// # Errors
/// `Order ID Not Found`; invalid, naming `status`, for one that there is not, and for another one
/// that an order gets by what is done with it.
pub async fn put_under(act: &mut Act, id: OrderId, title: &str) -> Result<()> {
    let row = orders::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Order ID Not Found"))?;
    let title = title.trim();
    let moved = match OrderStatus::from_word(title) {
        Some(own) if own == row.status => {
            orders::set_status(&mut act.conn, id, row.status, row.status).await?
        }
        Some(other) => {
            let said = format!("An order becomes {other} by what is done with it");
            return Err(invalid("status", said));
        }
        None => {
            let known = statuses::all(&mut act.conn).await?;
            if !known.iter().any(|status| status.title == title) {
                return Err(invalid("status", "There is no such status of orders"));
            }
            orders::set_title(&mut act.conn, id, row.status, title).await?
        }
    };
    if !moved {
        return Err(conflict("The order was changed by somebody else"));
    }
    act.changed("order", id, &[("status", json!(row.title), json!(title))]).await?;
    let text = format!("Order Put Under '{title}' - Order ID: {id}");
    act.log(Some(row.client_id), text).await
}

/// Deletes a cancelled or fraudulent order and its items. The invoice stays, cancelled: the
/// numbers of invoices have no gaps (B17) and the journal none either (B21).
///
/// # Errors
/// `Order ID not found`; not-now for any other status, and while something of it is still at a
/// provider or a registrar.
pub async fn delete(act: &mut Act, id: OrderId) -> Result<()> {
    let row = orders::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Order ID not found"))?;
    if !row.status.is_deletable() {
        return Err(not_now("The order status must be in Cancelled or Fraud to be deleted"));
    }
    check_nothing_runs(act, id).await?;
    for service in services::of_order(&mut act.conn, id).await? {
        let kind = custom_fields::Kind::Product;
        custom_fields::remove(&mut act.conn, kind, service.id.0).await?;
    }
    promotions::return_use(&mut act.conn, id).await?;
    bundles::return_uses(&mut act.conn, id).await?;
    addons::delete_of_order(&mut act.conn, id).await?;
    services::delete_of_order(&mut act.conn, id).await?;
    names::delete_of_order(&mut act.conn, id).await?;
    orders::delete(&mut act.conn, id).await?;
    tell(act, &row, "Order Deleted", "OrderDeleted").await
}

/// What runs at a provider or is bought at a registrar is not forgotten: nobody would end it, and
/// nobody would be asked for it. Of what is called terminated a person has said so.
async fn check_nothing_runs(act: &mut Act, id: OrderId) -> Result<()> {
    for service in services::of_order(&mut act.conn, id).await? {
        let exists =
            service.provisioned_at.is_some() && service.status != ServiceStatus::Terminated;
        if exists || service_calls::open(&mut act.conn, service.id).await?.is_some() {
            return Err(not_now(format!("Service ID {} must be terminated first", service.id)));
        }
    }
    let today = act.today();
    for domain in names::of_order(&mut act.conn, id).await? {
        if let Some(until) = paid_until(&domain, today) {
            let said = format!(
                "Domain ID {} is registered until {until}: its status must be Expired or \
                 Transferred Away first",
                domain.id
            );
            return Err(not_now(said));
        }
        if name_calls::open(&mut act.conn, domain.id).await?.is_some() {
            let said = format!("Domain ID {} is under way at its registrar", domain.id);
            return Err(not_now(said));
        }
    }
    Ok(())
}

/// The day until which a name is bought at its registrar, if it is.
fn paid_until(row: &DomainRow, today: Date) -> Option<Date> {
    let gone = matches!(row.status, DomainStatus::Expired | DomainStatus::TransferredAway);
    row.expires_on.filter(|day| !gone && *day >= today)
}

/// Whether a registrar has begun to register or transfer a name.
fn is_under_way(row: &DomainRow) -> bool {
    matches!(row.status, DomainStatus::PendingRegistration | DomainStatus::PendingTransfer)
}

/// Ends the gateways' subscriptions of an order's items.
///
/// # Errors
/// `Subscription Cancellation Failed …` when an item has one: no gateway here can be told to end
/// a subscription, so a person must.
pub async fn end_subscriptions(act: &mut Act, id: OrderId) -> Result<()> {
    let services = services::of_order(&mut act.conn, id).await?;
    let domains = names::of_order(&mut act.conn, id).await?;
    let subscribed = services.iter().any(|row| !row.subscription_id.is_empty())
        || domains.iter().any(|row| !row.subscription_id.is_empty());
    if subscribed {
        return Err(not_now(
            "Subscription Cancellation Failed - Please check the gateway log for further \
             information",
        ));
    }
    Ok(())
}

/// Says that an order was accepted, and whether its client gets the mails of that.
pub(crate) async fn tell_accepted(act: &mut Act, order: &OrderRow, mails: bool) -> Result<()> {
    let client = Some(order.client_id);
    act.log(client, format!("Order Accepted - Order ID: {}", order.id)).await?;
    let payload = json!({ "orderid": order.id.0, "sendemail": mails });
    act.event("OrderAccepted", client, &payload).await
}

/// Moves the order itself by the model's table, once.
pub(crate) async fn move_order(act: &mut Act, row: &OrderRow, to: OrderStatus) -> Result<()> {
    let to = row.status.go(to).map_err(|wrong| not_now(format!("The order: {wrong}")))?;
    if !orders::set_status(&mut act.conn, row.id, row.status, to).await? {
        return Err(conflict("The order was changed by somebody else"));
    }
    let field = ("status", json!(row.status.to_string()), json!(to.to_string()));
    act.changed("order", row.id, &[field]).await
}

async fn tell(act: &mut Act, row: &OrderRow, said: &str, event: &'static str) -> Result<()> {
    let client = row.client_id;
    act.log(Some(client), format!("{said} - Order ID: {}", row.id)).await?;
    act.event(event, Some(client), &json!({ "orderid": row.id.0 })).await
}

/// Ends the items that did not end yet, and gives back what they held.
async fn end(
    act: &mut Act,
    order: &OrderRow,
    status: ServiceStatus,
    domain_status: DomainStatus,
) -> Result<()> {
    let at = act.at();
    for service in services::of_order(&mut act.conn, order.id).await? {
        let runs = service.provisioned_at.is_some() && !service.status.is_ended();
        if runs {
            // What exists at a provider is ended there, as often as its order is ended.
            let occasion = format!("order:{status}:{at}");
            lifecycle::order_end(act, service.id, order.id, &occasion).await?;
        }
        // The status of what is in use follows what becomes of it there.
        if !runs || service.status == ServiceStatus::Pending {
            let Ok(to) = service.status.go(status) else { continue };
            services::set_status(&mut act.conn, service.id, service.status, to, at).await?;
        }
        // An order that was cancelled has given it back.
        if order.status != OrderStatus::Cancelled {
            products::return_stock(&mut act.conn, service.product_id, service.quantity).await?;
        }
    }
    for addon in addons::of_order(&mut act.conn, order.id).await? {
        if let Ok(to) = addon.status.go(status) {
            addons::set_status(&mut act.conn, addon.id, addon.status, to, at).await?;
            addon_services::follow(act, addon.id).await?;
        }
    }
    end_names(act, order, domain_status).await?;
    for upgrade in upgrades::of_order(&mut act.conn, order.id).await? {
        upgrades::end(&mut act.conn, upgrade.id, "Cancelled", at).await?;
    }
    promotions::return_use(&mut act.conn, order.id).await?;
    bundles::return_uses(&mut act.conn, order.id).await?;
    cancel_invoice(act, order).await
}

/// No registrar takes a name back: what is bought or under way there stays as it is when its order
/// is cancelled, and ends with what is paid for. To a fraud it is taken away at once.
async fn end_names(act: &mut Act, order: &OrderRow, status: DomainStatus) -> Result<()> {
    let (at, today) = (act.at(), act.today());
    for domain in names::of_order(&mut act.conn, order.id).await? {
        let bought = is_under_way(&domain) || paid_until(&domain, today).is_some();
        if bought && !domain.do_not_renew {
            names::set_do_not_renew(&mut act.conn, domain.id, true, at).await?;
        }
        let stays = bought && status == DomainStatus::Cancelled && domain.status.holds_name();
        if !stays && let Ok(to) = domain.status.go(status) {
            names::set_status(&mut act.conn, domain.id, domain.status, to, at).await?;
        }
    }
    Ok(())
}

/// An invoice that waits for money is cancelled; one that was paid is for a person to refund.
async fn cancel_invoice(act: &mut Act, order: &OrderRow) -> Result<()> {
    let Some(id) = order.invoice_id else { return Ok(()) };
    let row = invoices::by_id(&mut act.conn, id).await?;
    let waits = row.is_some_and(|row| row.status.go(InvoiceStatus::Cancelled).is_ok());
    if waits { cancel::cancel(act, id).await } else { Ok(()) }
}

async fn revive_invoice(act: &mut Act, order: &OrderRow) -> Result<()> {
    let Some(id) = order.invoice_id else { return Ok(()) };
    let row = invoices::by_id(&mut act.conn, id).await?;
    let was_cancelled = row.is_some_and(|row| row.status == InvoiceStatus::Cancelled);
    if was_cancelled { cancel::revive(act, id).await } else { Ok(()) }
}

async fn revive_items(act: &mut Act, order: &OrderRow) -> Result<()> {
    let at = act.at();
    for service in services::of_order(&mut act.conn, order.id).await? {
        let Ok(to) = service.status.go(ServiceStatus::Pending) else { continue };
        let gave_back = matches!(service.status, ServiceStatus::Cancelled | ServiceStatus::Fraud);
        let (product, count) = (service.product_id, service.quantity);
        if gave_back && !products::take_stock(&mut act.conn, product, count).await? {
            return Err(conflict("Out of stock"));
        }
        services::set_status(&mut act.conn, service.id, service.status, to, at).await?;
    }
    for addon in addons::of_order(&mut act.conn, order.id).await? {
        if let Ok(to) = addon.status.go(ServiceStatus::Pending) {
            addons::set_status(&mut act.conn, addon.id, addon.status, to, at).await?;
            addon_services::follow(act, addon.id).await?;
        }
    }
    Ok(())
}

/// Names wait for being bought again; what is bought is theirs again, and renewed as before.
async fn revive_names(act: &mut Act, order: &OrderRow) -> Result<()> {
    let (at, today) = (act.at(), act.today());
    for domain in names::of_order(&mut act.conn, order.id).await? {
        let bought = paid_until(&domain, today).is_some();
        if order.status.is_deletable() && domain.do_not_renew && (bought || is_under_way(&domain)) {
            names::set_do_not_renew(&mut act.conn, domain.id, false, at).await?;
        }
        if is_under_way(&domain) {
            continue;
        }
        let to = if bought { DomainStatus::Active } else { DomainStatus::Pending };
        if let Ok(to) = domain.status.go(to).or_else(|_| domain.status.go(DomainStatus::Pending)) {
            let moved = names::set_status(&mut act.conn, domain.id, domain.status, to, at).await;
            moved.map_err(|error| claim::faster(error, &domain.name))?;
        }
    }
    Ok(())
}

async fn take_promotion_again(act: &mut Act, order: &OrderRow) -> Result<()> {
    let Some(id) = order.promotion_id else { return Ok(()) };
    let Some(row) = promotions::by_id(&mut act.conn, id).await? else { return Ok(()) };
    let (client, once) = (order.client_id, row.once_per_client);
    if promotions::count_use(&mut act.conn, id, client, order.id, once).await? {
        return Ok(());
    }
    Err(conflict("The promotion code has been used up."))
}
