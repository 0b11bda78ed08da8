//! Charges that a client approves on a page of ours, in the place of its bank. Only sandboxes ask
//! there: the secret of the address, which nobody guesses, is the whole proof, as at a bank's page.

use std::sync::Arc;

use model::billing::invoice::InvoiceStatus;
use model::ids::InvoiceId;
use model::money::Money;
use ports::payment::{CONFIRMATION_PATH, Confirmation, PaymentGateway};
use store::billing::capture_attempts::{self, CaptureAttemptRow};
use store::billing::invoices;

use super::capture::{self, Captured};
use super::{bill, gateways};
use crate::system::settings::SYSTEM_URL;
use crate::{Cx, Engine, Result};

/// What the client is asked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Question {
    /// The invoice that is to be paid.
    pub invoice: InvoiceId,
    /// How people name it.
    pub label: String,
    /// How much is taken.
    pub amount: Money,
    /// The last four digits of the card.
    pub last_four: String,
}

/// The address that a client is sent to: pages of ours are told by their path.
///
/// # Errors
/// When the settings cannot be read.
pub async fn address(engine: &Engine, url: String) -> Result<String> {
    let Some(path) = url.strip_prefix('/').filter(|_| url.starts_with(CONFIRMATION_PATH)) else {
        return Ok(url);
    };
    let settings = engine.settings().await?;
    Ok(format!("{}{path}", settings.text(SYSTEM_URL)))
}

/// What is asked by a secret; `None` when nothing waits for that any more.
///
/// # Errors
/// When the database fails.
pub async fn question(engine: &Engine, secret: &str) -> Result<Option<Question>> {
    let Some(open) = waiting(engine, secret).await? else { return Ok(None) };
    Ok(Some(Question {
        invoice: open.attempt.invoice_id,
        label: open.label,
        amount: open.asked.amount,
        last_four: open.asked.last_four,
    }))
}

/// Takes the answer, which counts once, and books what it comes to; `None` as above.
///
/// # Errors
/// When the database fails.
pub async fn answer(cx: &Cx, secret: &str, agrees: bool) -> Result<Option<(InvoiceId, Captured)>> {
    let Some(open) = waiting(&cx.engine, secret).await? else { return Ok(None) };
    if !open.gateway.confirm(secret, agrees) {
        return Ok(None);
    }
    // What is not booked now, because the process ends, is asked about later like any charge.
    let captured = capture::resolve(cx, "PayInvoice", &open.attempt).await?;
    Ok(Some((open.attempt.invoice_id, captured)))
}

struct Open {
    gateway: Arc<dyn PaymentGateway>,
    asked: Confirmation,
    attempt: CaptureAttemptRow,
    label: String,
}

/// The charge behind a secret, while its invoice is still to be paid: what was paid in another way
/// meanwhile is not paid twice.
async fn waiting(engine: &Engine, secret: &str) -> Result<Option<Open>> {
    let Some((module, _)) = secret.split_once('-') else { return Ok(None) };
    let mut conn = engine.read().await?;
    let gateway = gateways::open(engine, &mut conn, module).await?;
    let Some(gateway) = gateway.filter(|gateway| gateway.capabilities().sandbox) else {
        return Ok(None);
    };
    let Some(asked) = gateway.confirmation(secret) else { return Ok(None) };
    let attempt = capture_attempts::by_key(&mut conn, &asked.idempotency_key).await?;
    let is_open =
        |attempt: &CaptureAttemptRow| attempt.gateway == module && attempt.outcome == "pending";
    let Some(attempt) = attempt.filter(is_open) else { return Ok(None) };
    let invoice = invoices::by_id(&mut conn, attempt.invoice_id).await?;
    let invoice = invoice.filter(|row| row.status == InvoiceStatus::Unpaid);
    Ok(invoice.map(|row| Open { gateway, asked, attempt, label: bill::label(&row) }))
}
