//! Cancelling: the journal is turned back, the periods are free again.

use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{credit_applied, deposit_settled, invoice_cancelled, invoice_issued};
use model::ids::InvoiceId;
use serde_json::json;
use store::billing::invoices::Stamp;
use store::billing::{billed_periods, credit_notes, invoice_items, invoices};

use super::bill::{self, Bill};
use super::issue::{about, claim_of, put_out};
use super::{collected, credit, journal, payments};
use crate::{Act, Result, conflict, not_now};

/// Cancels an invoice. What was paid or applied towards it becomes the client's credit.
///
/// # Errors
/// Not found when there is no such invoice; not-now when its status does not permit it (B15).
pub async fn cancel(act: &mut Act, id: InvoiceId) -> Result<()> {
    let mut bill = bill::lock(act, id).await?;
    let was_issued = bill.row.status.is_issued();
    bill::go(act, &mut bill, InvoiceStatus::Cancelled).await?;
    let at = act.at();
    invoices::stamp(&mut act.conn, id, Stamp::Cancelled, Some(at)).await?;
    if was_issued {
        give_back(act, &mut bill, "Cancelled").await?;
        let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
        let entry = invoice_cancelled(bill::amounts(&bill, &lines)?);
        let about = about(&bill);
        journal::post(act, about, entry).await?;
    }
    billed_periods::release(&mut act.conn, id).await?;
    let client = bill.payer.id;
    act.log(Some(client), format!("Cancelled Invoice - Invoice ID: {id}")).await?;
    act.event("InvoiceCancelled", Some(client), &json!({ "invoiceid": id.0 })).await?;
    collected::follow(act, &bill).await
}

/// Turns what was paid and applied towards an invoice into credit of its client; `state` says what
/// has become of the invoice.
pub(crate) async fn give_back(act: &mut Act, bill: &mut Bill, state: &str) -> Result<()> {
    let (paid, applied) = (bill.row.paid_minor, bill.row.credit_minor);
    let minor = paid + applied - bill.row.refunded_minor;
    if minor == 0 {
        return Ok(());
    }
    let about = about(bill);
    let entry = credit_applied(bill.money(-minor));
    journal::post(act, about, entry).await?;
    let text = format!("Credit from {state} Invoice #{}", bill.label());
    credit::write(act, bill.payer.id, minor, &text, bill.row.id.0).await?;
    let at = act.at();
    let refunded = bill.row.refunded_minor;
    invoices::add_sums(&mut act.conn, bill.row.id, -paid, -applied, -refunded, at).await?;
    bill::refresh(act, bill).await
}

/// Makes a cancelled invoice unpaid again.
///
/// # Errors
/// Not-now when it is not cancelled, or taken back for good (B16); conflict when a period of it
/// is invoiced elsewhere (B7).
pub async fn revive(act: &mut Act, id: InvoiceId) -> Result<()> {
    let mut bill = bill::lock(act, id).await?;
    if !credit_notes::of_invoice(&mut act.conn, id).await?.is_empty() {
        return Err(not_now("The invoice was taken back by a credit note"));
    }
    bill::go(act, &mut bill, InvoiceStatus::Unpaid).await?;
    invoices::stamp(&mut act.conn, id, Stamp::Cancelled, None).await?;
    let lines = invoice_items::of_invoice(&mut act.conn, id).await?;
    let claims: Vec<_> = lines.iter().filter_map(claim_of).collect();
    if billed_periods::claim(&mut act.conn, &claims).await?.is_some() {
        return Err(conflict("A period of this invoice was invoiced again meanwhile"));
    }
    let about = about(&bill);
    // One that was moved in from elsewhere may still have what was paid towards it.
    let held = bill.money(bill.row.paid_minor + bill.row.credit_minor);
    journal::post(act, about, deposit_settled(bill.money(0), held)).await?;
    if bill.row.number.is_empty() {
        // It was cancelled as a draft, so it is issued only now.
        return put_out(act, &mut bill, false).await;
    }
    let entry = invoice_issued(bill::amounts(&bill, &lines)?);
    journal::post(act, about, entry).await?;
    if held.is_positive() && !bill.balance().is_positive() {
        return payments::settle(act, &mut bill).await;
    }
    let client = bill.payer.id;
    act.log(Some(client), format!("Reactivated Invoice - Invoice ID: {id}")).await?;
    act.event("InvoiceUnpaid", Some(client), &json!({ "invoiceid": id.0 })).await
}
