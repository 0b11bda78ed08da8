//! Giving a service or a domain to another client.
//!
//! What happened stays where it happened: invoices, payments and the journal are not touched. So an
//! item with an open invoice cannot go: whoever was asked to pay it would pay for somebody else.

use model::billing::renewal::ItemKind;
use model::ids::{ClientId, DomainId, OrderId, ServiceId};
use model::ordering::order::OrderStatus;
use model::people::client::ClientStatus;
use serde_json::json;
use store::billing::billed_periods;
use store::domains::{calls as domain_calls, names};
use store::hosting::{calls, services};
use store::ordering::orders;
use store::people::{clients, ownership};

use crate::{Act, Result, conflict, invalid, not_found, not_now};

const UNPAID: &str = "It has an invoice that is not paid: have it paid or cancelled first";
const UNDER_WAY: &str = "Another action is being carried out on it";
const SUBSCRIBED: &str = "End the subscription at the payment gateway first";

/// Gives a service with its addons to another client.
///
/// # Errors
/// Not found; refused to a closed client or one of another currency, with an unpaid invoice, a
/// pending order, a subscription, or while its module is at it.
pub async fn give_service(act: &mut Act, id: ServiceId, to: ClientId) -> Result<()> {
    let row = services::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Service ID not found"))?;
    check_clients(act, row.client_id, to).await?;
    check_order(act, row.order_id).await?;
    let unpaid = billed_periods::reach(&mut act.conn, ItemKind::Service, id.0).await?.unpaid;
    if unpaid || ownership::addon_is_unpaid(&mut act.conn, id).await? {
        return Err(not_now(UNPAID));
    }
    if calls::open(&mut act.conn, id).await?.is_some() {
        return Err(not_now(UNDER_WAY));
    }
    if !row.subscription_id.is_empty() {
        return Err(not_now(SUBSCRIBED));
    }
    let at = act.at();
    ownership::give_service(&mut act.conn, id, to, at).await?;
    tell(act, ("Service", "services", id.0), row.client_id, to).await
}

/// Gives a domain to another client.
///
/// # Errors
/// As [`give_service`].
pub async fn give_domain(act: &mut Act, id: DomainId, to: ClientId) -> Result<()> {
    let row = names::lock(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Domain ID Not Found"))?;
    check_clients(act, row.client_id, to).await?;
    check_order(act, row.order_id).await?;
    if billed_periods::reach(&mut act.conn, ItemKind::Domain, id.0).await?.unpaid {
        return Err(not_now(UNPAID));
    }
    if domain_calls::open(&mut act.conn, id).await?.is_some() {
        return Err(not_now(UNDER_WAY));
    }
    if !row.subscription_id.is_empty() {
        return Err(not_now(SUBSCRIBED));
    }
    let at = act.at();
    ownership::give_domain(&mut act.conn, id, to, at).await?;
    tell(act, ("Domain", "domains", id.0), row.client_id, to).await
}

/// Amounts are in the owner's currency, and somebody must be there to pay them.
async fn check_clients(act: &mut Act, from: ClientId, to: ClientId) -> Result<()> {
    if from == to {
        return Err(conflict("It is this client's already"));
    }
    let missing = || invalid("clientid", "Client ID Not Found");
    let owner = clients::any_by_id(&mut act.conn, from).await?.ok_or_else(missing)?;
    let next = clients::by_id(&mut act.conn, to).await?.ok_or_else(missing)?;
    if next.status == ClientStatus::Closed {
        return Err(invalid("clientid", "The client is closed"));
    }
    if owner.currency_id != next.currency_id {
        return Err(invalid("clientid", "The clients have different currencies"));
    }
    Ok(())
}

/// A pending order can still be cancelled, and would take what it brought with it.
async fn check_order(act: &mut Act, order: Option<OrderId>) -> Result<()> {
    let Some(id) = order else { return Ok(()) };
    let row = orders::lock(&mut act.conn, id).await?;
    match row {
        Some(row) if row.status == OrderStatus::Pending => {
            Err(not_now("Its order is pending: accept it first"))
        }
        _ => Ok(()),
    }
}

async fn tell(
    act: &mut Act,
    (word, table, id): (&'static str, &'static str, i64),
    from: ClientId,
    to: ClientId,
) -> Result<()> {
    act.changed(table, id, &[("client_id", json!(from.0), json!(to.0))]).await?;
    let text = format!("{word} ID {id} given from Client ID {from} to Client ID {to}");
    act.log(Some(from), text.clone()).await?;
    act.log(Some(to), text).await?;
    let payload = json!({ "type": word, "relid": id, "from": from.0, "to": to.0 });
    act.event("OwnershipTransferred", Some(to), &payload).await
}
