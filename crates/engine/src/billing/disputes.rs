//! Disputed payments: told by gateways, kept for the staff; what they paid for can be on hold.

use model::billing::invoice::LineType;
use model::hosting::service::ServiceStatus;
use model::ids::{ClientId, InvoiceId, ServiceId};
use serde_json::json;
use store::billing::disputes::{self, DisputeRow};
use store::billing::{invoice_items, transactions};
use store::hosting::services;

use crate::hosting::lifecycle;
use crate::system::settings::DISPUTE_HOLD;
use crate::{Act, Result, conflict, invalid, not_found};

/// Why a service is on hold; no payment lifts it.
pub const HOLD_REASON: &str = "Payment disputed";
/// The longest note, in characters.
const NOTES_CHARS_MAX: usize = 2_000;

/// A gateway tells that a payment is disputed; told again, nothing happens.
///
/// # Errors
/// When the database fails.
pub async fn opened(act: &mut Act, gateway: &str, reference: &str) -> Result<()> {
    let Some(row) = write_down(act, gateway, reference).await? else { return Ok(()) };
    let Some(invoice) = row.invoice_id.filter(|_| act.settings.on(DISPUTE_HOLD)) else {
        return Ok(());
    };
    for service in of_invoice(act, invoice).await? {
        let occasion = format!("dispute:{}", row.id);
        lifecycle::order_hold(act, service, HOLD_REASON, &occasion).await?;
    }
    Ok(())
}

/// Writes a dispute down; `None` when it was told of before.
async fn write_down(act: &mut Act, gateway: &str, reference: &str) -> Result<Option<DisputeRow>> {
    let paid = transactions::by_reference(&mut act.conn, gateway, reference).await?;
    let at = act.at();
    let row = DisputeRow {
        id: 0,
        gateway: gateway.to_owned(),
        reference: reference.to_owned(),
        transaction_id: paid.as_ref().map(|row| row.id),
        invoice_id: paid.as_ref().and_then(|row| row.invoice_id),
        client_id: paid.as_ref().map(|row| row.client_id).filter(|id| id.0 > 0),
        status: String::new(),
        opened_at: at,
        closed_at: None,
        notes: String::new(),
        updated_at: at,
    };
    let Some(id) = disputes::open(&mut act.conn, &row).await? else { return Ok(None) };
    let client = row.client_id;
    act.log(client, format!("{gateway}: the payment {reference} is disputed")).await?;
    let payload = json!({ "disputeid": id, "gateway": gateway, "transid": reference });
    act.event("PaymentDisputed", client, &payload).await?;
    Ok(Some(DisputeRow { id, ..row }))
}

/// A gateway tells how a dispute ended, perhaps before it told of its beginning. What a person
/// closed stays as it is.
///
/// # Errors
/// When the database fails.
pub async fn ended(act: &mut Act, gateway: &str, reference: &str, won: bool) -> Result<()> {
    write_down(act, gateway, reference).await?;
    let row = disputes::by_payment(&mut act.conn, gateway, reference).await?;
    match row.filter(|row| row.status == "Open") {
        Some(row) => close(act, row.id, if won { "won" } else { "lost" }, None).await,
        None => Ok(()),
    }
}

/// A dispute came to its end. Lost, the money is gone: the refund is for a person to book, since
/// only a person knows what the gateway kept of it.
///
/// # Errors
/// Not found; invalid for another outcome; conflict when it is closed.
pub async fn close(act: &mut Act, id: i64, outcome: &str, notes: Option<&str>) -> Result<()> {
    let row = disputes::by_id(&mut act.conn, id).await?;
    let row = row.ok_or_else(|| not_found("Dispute ID Not Found"))?;
    let status = match outcome.trim().to_ascii_lowercase().as_str() {
        "won" => "Won",
        "lost" => "Lost",
        _ => return Err(invalid("outcome", "Invalid outcome: one of won, lost")),
    };
    let notes = notes.map_or(row.notes.as_str(), str::trim);
    if notes.chars().count() > NOTES_CHARS_MAX {
        return Err(invalid("notes", format!("At most {NOTES_CHARS_MAX} characters")));
    }
    let at = act.at();
    if !disputes::close(&mut act.conn, id, status, notes, at).await? {
        return Err(conflict("The dispute is closed"));
    }
    act.changed("disputes", id, &[("status", json!(row.status), json!(status))]).await?;
    let client: Option<ClientId> = row.client_id;
    act.log(client, format!("Dispute {status} - {}: {}", row.gateway, row.reference)).await?;
    act.event("DisputeClosed", client, &json!({ "disputeid": id, "outcome": status })).await?;
    let (Some(invoice), "Won") = (row.invoice_id, status) else { return Ok(()) };
    for service in of_invoice(act, invoice).await? {
        let row = services::by_id(&mut act.conn, service).await?;
        let held = row.is_some_and(|row| {
            row.status == ServiceStatus::Suspended && row.suspend_reason == HOLD_REASON
        });
        if held {
            lifecycle::order_release(act, service, &format!("dispute:{id}")).await?;
        }
    }
    Ok(())
}

/// The services that an invoice is for.
async fn of_invoice(act: &mut Act, invoice: InvoiceId) -> Result<Vec<ServiceId>> {
    let lines = invoice_items::of_invoice(&mut act.conn, invoice).await?;
    let hosting = lines.iter().filter(|line| line.r#type == LineType::Hosting);
    let mut found: Vec<ServiceId> = hosting.map(|line| ServiceId(line.rel_id)).collect();
    found.sort_unstable();
    found.dedup();
    Ok(found)
}
