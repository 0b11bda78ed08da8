//! Stored ways to pay: the card goes to the gateway, only its token stays here.

use std::sync::Arc;

use model::billing::invoice::PayMethodType;
use model::ids::{ClientId, PayMethodId};
use ports::payment::{CardEntry, CardField, PaymentGateway, StoreOutcome, StoredMethod};
use store::billing::pay_methods::{self, PayMethodRow};
use store::billing::payers;

use super::gateways;
use crate::{Act, Cx, Result, conflict, invalid, not_found, not_now};

/// The gateway that keeps cards: the named one, else the first active one that can.
///
/// # Errors
/// Invalid when the named one is not active or cannot keep cards; not-now when none can.
pub async fn keeper(cx: &Cx, module: Option<&str>) -> Result<(String, Arc<dyn PaymentGateway>)> {
    let mut conn = cx.read().await?;
    let rows = gateways::active(&mut conn).await?;
    if let Some(module) = module.filter(|module| !module.is_empty()) {
        let Some(row) = rows.iter().find(|row| row.module == module) else {
            let names: Vec<&str> = rows.iter().map(|row| row.module.as_str()).collect();
            let names = names.join(", ");
            return Err(invalid(
                "gateway_module_name",
                format!("Invalid Gateway Module Name. Must be one of: {names}"),
            ));
        };
        let gateway = gateways::open_row(&cx.engine, row).map_err(crate::Fault::broken)?;
        let gateway = gateway.filter(|gateway| gateway.capabilities().stores_cards);
        let gateway = gateway.ok_or_else(|| not_now("Unsupported Gateway Type for Storage"))?;
        return Ok((row.module.clone(), gateway));
    }
    for row in &rows {
        let Ok(Some(gateway)) = gateways::open_row(&cx.engine, row) else { continue };
        if gateway.capabilities().stores_cards {
            return Ok((row.module.clone(), gateway));
        }
    }
    Err(not_now("No Local Credit Card Payment Gateways Enabled"))
}

/// Hands a card to the gateway.
///
/// # Errors
/// Invalid when the card cannot be right; conflict with the gateway's sentence when it refuses.
pub async fn keep(
    cx: &Cx,
    client: ClientId,
    gateway: &dyn PaymentGateway,
    card: CardEntry,
) -> Result<StoredMethod> {
    let key = match &cx.caller.idempotency_key {
        Some(key) => format!("hostler-store-{client}-{}", key.0),
        None => format!("hostler-store-{client}-{}", cx.engine.world().chance.hex(32)),
    };
    match gateway.store(card, &key).await {
        Ok(StoreOutcome::Stored(stored)) => Ok(stored),
        Ok(StoreOutcome::Faulty(fault)) => Err(match fault.field {
            CardField::Expiry => invalid("card_expiry", "Expiry Date is invalid"),
            CardField::Number | CardField::SecurityCode => invalid("card_number", fault.why),
        }),
        Ok(StoreOutcome::Refused(refused)) => {
            Err(conflict(format!("Error Creating Remote Token: {}", refused.message)))
        }
        Err(error) => Err(not_now(format!("Error Creating Remote Token: {error}"))),
    }
}

/// A way to pay of a client.
///
/// # Errors
/// Not found with the sentences of the wire.
pub async fn owned(act: &mut Act, client: ClientId, id: PayMethodId) -> Result<PayMethodRow> {
    let row = pay_methods::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Invalid Pay Method ID"))?;
    if row.client_id != client {
        return Err(not_found("Pay Method does not belong to passed Client ID"));
    }
    Ok(row)
}

/// Writes a stored method down.
///
/// # Errors
/// Not found when the client does not exist.
pub async fn add(act: &mut Act, row: &PayMethodRow, as_default: bool) -> Result<PayMethodId> {
    let payer = payers::lock(&mut act.conn, row.client_id).await?;
    payer.ok_or_else(|| invalid("clientid", "Invalid Client ID"))?;
    let id = pay_methods::insert(&mut act.conn, row).await?;
    if as_default {
        pay_methods::set_default(&mut act.conn, row.client_id, id).await?;
    }
    act.log(Some(row.client_id), format!("Added Pay Method - Pay Method ID: {id}")).await?;
    Ok(id)
}

/// A row for what a gateway keeps.
#[must_use]
pub fn row_of(
    act: &Act,
    client: ClientId,
    kind: PayMethodType,
    gateway: String,
    stored: StoredMethod,
) -> PayMethodRow {
    PayMethodRow {
        id: PayMethodId(0),
        client_id: client,
        r#type: kind,
        description: String::new(),
        gateway,
        token: stored.token,
        card_type: stored.brand.name().to_owned(),
        last_four: stored.last_four,
        expires_on: Some(stored.expires_on),
        bank_name: String::new(),
        position: 0,
        created_at: act.at(),
        updated_at: act.at(),
        deleted_at: None,
    }
}
