//! Proofs of payments made outside of any system: sent by clients, looked at by the staff.

use jiff::Timestamp;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, InvoiceId, TransactionId};
use model::money::Money;
use model::people::full_name;
use serde_json::json;
use store::Conn;
use store::billing::payment_proofs::{self, NewProof, ProofRow};
use store::billing::refund_requests::Hand;

use super::bill::{self, Bill};
use super::gateways;
use super::payments::{self, NewPayment};
use crate::support::{downloads, files};
use crate::system::templates::{Concern, PAYMENT_PROOF, tell_concerned};
use crate::{Act, Actor, Engine, Result, conflict, invalid, not_found, not_now};

/// Proofs of one invoice that may wait at the same time.
const WAITING_MAX: i64 = 3;
/// The longest text of a client or a reason, in characters.
const TEXT_CHARS_MAX: usize = 1_000;
/// The longest number of a payment, in characters.
const REFERENCE_CHARS_MAX: usize = 100;

/// What a client sends.
#[derive(Debug, Clone)]
pub struct Sent<'a> {
    /// For which invoice.
    pub invoice: InvoiceId,
    /// The file's name.
    pub filename: &'a str,
    /// The file.
    pub bytes: &'a [u8],
    /// The bank's number of the payment, or empty.
    pub reference: &'a str,
    /// A word to it, or empty.
    pub message: &'a str,
}

/// How a proof is found right.
#[derive(Debug, Clone)]
pub struct Verdict {
    /// How much arrived; what is still to be paid if absent.
    pub amount: Option<Money>,
    /// The payment's number; the client's, or one of ours, if empty.
    pub reference: String,
    /// When the money arrived.
    pub at: Timestamp,
}

/// Whether an invoice is one that proofs are sent for: open, and paid outside of any system.
///
/// # Errors
/// When the database fails.
pub async fn is_wanted(
    engine: &Engine,
    c: &mut Conn,
    status: InvoiceStatus,
    gateway: &str,
) -> Result<bool> {
    if status != InvoiceStatus::Unpaid {
        return Ok(false);
    }
    let gateway = gateways::open(engine, c, gateway).await?;
    Ok(gateway.is_some_and(|gateway| gateway.capabilities().manual))
}

/// Keeps a proof; its number.
///
/// # Errors
/// Not found for an invoice that is not the caller's; not-now for one that is not open, or not paid
/// by hand; refused files; not-now when several wait already.
pub async fn send(act: &mut Act, sent: Sent<'_>) -> Result<i64> {
    let bill = bill::lock(act, sent.invoice).await?;
    let client = bill.payer.id;
    if let Actor::Client { client: own, .. } = act.caller.actor
        && own != client
    {
        return Err(not_found("Invoice ID Not Found"));
    }
    let engine = act.engine.clone();
    let (status, gateway) = (bill.row.status, &bill.row.gateway);
    if !is_wanted(&engine, &mut act.conn, status, gateway).await? {
        return Err(not_now("This invoice is not paid by hand, or not open"));
    }
    if payment_proofs::waiting(&mut act.conn, sent.invoice).await? >= WAITING_MAX {
        return Err(not_now("Your earlier proofs of this payment are still being looked at"));
    }
    if !act.caller.actor.is_office() && !files::is_allowed_name(act, sent.filename) {
        return Err(invalid("data", "This type of file cannot be attached"));
    }
    files::check_room(act, client, "data", sent.bytes.len()).await?;
    let (file, filename) = downloads::keep(act, sent.filename, sent.bytes).await?;
    let new = NewProof {
        invoice: sent.invoice,
        client,
        file,
        filename: &filename,
        size_bytes: i64::try_from(sent.bytes.len()).unwrap_or(i64::MAX),
        reference: short("reference", sent.reference, REFERENCE_CHARS_MAX)?,
        message: short("message", sent.message, TEXT_CHARS_MAX)?,
        at: act.at(),
    };
    let id = payment_proofs::add(&mut act.conn, &new).await?;
    tell(act, client, id, sent.invoice, "Payment Proof Sent", "PaymentProofSent").await?;
    tell_staff(act, &bill, id, (new.reference, new.message)).await?;
    Ok(id)
}

/// Somebody has to look at it.
async fn tell_staff(act: &mut Act, bill: &Bill, id: i64, said: (&str, &str)) -> Result<()> {
    let payer = &bill.payer;
    let more = [
        ("client_id", payer.id.to_string()),
        ("client_name", full_name(&payer.first_name, &payer.last_name)),
        ("invoice_id", bill.row.id.to_string()),
        ("invoice_num", bill.label()),
        ("invoice_balance", act.currencies().await?.formatted(bill.balance())),
        ("proof_reference", said.0.to_owned()),
        ("proof_message", said.1.to_owned()),
    ];
    let key = format!("payment_proof.staff:{id}");
    tell_concerned(act, PAYMENT_PROOF, Concern::Account, &more, &key).await
}

/// Finds a proof right: the payment is recorded.
///
/// # Errors
/// Not found when it does not wait; those of recording a payment.
pub async fn verify(act: &mut Act, id: i64, verdict: Verdict) -> Result<TransactionId> {
    let row = waiting(act, id).await?;
    let bill = bill::lock(act, row.invoice_id).await?;
    let given = [verdict.reference.trim(), row.reference.as_str()];
    let reference = given.into_iter().find(|text| !text.is_empty()).map(str::to_owned);
    let new = NewPayment {
        invoice: row.invoice_id,
        amount: verdict.amount.unwrap_or_else(|| bill.balance()),
        fees: bill.money(0),
        gateway: bill.row.gateway.clone(),
        reference: reference.unwrap_or_else(|| format!("proof-{id}")),
        at: verdict.at,
        description: String::new(),
    };
    let transaction = payments::record(act, new).await?;
    decide(act, &row, ("Verified", ""), Some(transaction)).await?;
    Ok(transaction)
}

/// Finds a proof wrong.
///
/// # Errors
/// Not found when it does not wait; invalid without a reason, which the client reads.
pub async fn reject(act: &mut Act, id: i64, reason: &str) -> Result<()> {
    let row = waiting(act, id).await?;
    let reason = short("reason", reason, TEXT_CHARS_MAX)?;
    if reason.is_empty() {
        return Err(invalid("reason", "A reason is required"));
    }
    decide(act, &row, ("Rejected", reason), None).await
}

async fn waiting(act: &mut Act, id: i64) -> Result<ProofRow> {
    let row = payment_proofs::by_id(&mut act.conn, id).await?;
    row.filter(|row| row.status == "Pending")
        .ok_or_else(|| not_found("Payment Proof ID Not Found or Not Pending"))
}

async fn decide(
    act: &mut Act,
    row: &ProofRow,
    verdict: (&'static str, &str),
    transaction: Option<TransactionId>,
) -> Result<()> {
    let staff = act.caller.actor.staff().map(|id| id.0);
    let name = act.caller.actor.name().to_owned();
    let hand = Hand { staff, name: &name, at: act.at() };
    if !payment_proofs::decide(&mut act.conn, row.id, verdict, transaction, hand).await? {
        return Err(conflict("Somebody else decided meanwhile"));
    }
    let change = ("status", json!("Pending"), json!(verdict.0));
    act.changed("payment_proofs", row.id, &[change]).await?;
    let (said, event) = match verdict.0 {
        "Verified" => ("Payment Proof Verified", "PaymentProofVerified"),
        _ => ("Payment Proof Rejected", "PaymentProofRejected"),
    };
    tell(act, row.client_id, row.id, row.invoice_id, said, event).await
}

async fn tell(
    act: &mut Act,
    client: ClientId,
    id: i64,
    invoice: InvoiceId,
    said: &str,
    event: &'static str,
) -> Result<()> {
    act.log(Some(client), format!("{said} - Invoice ID: {invoice} - Proof ID: {id}")).await?;
    let payload = json!({ "proofid": id, "invoiceid": invoice.0 });
    act.event(event, Some(client), &payload).await
}

fn short<'a>(field: &'static str, text: &'a str, most: usize) -> Result<&'a str> {
    let text = text.trim();
    if text.chars().count() > most {
        return Err(invalid(field, format!("At most {most} characters")));
    }
    Ok(text)
}
