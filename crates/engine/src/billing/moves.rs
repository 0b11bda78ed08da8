//! The moves of an invoice's status that a person asks for (B15).

use jiff::Timestamp;
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{RefundTo, payment_received};
use model::ids::{InvoiceId, TransactionId};
use serde_json::json;
use store::billing::invoice_items;
use store::billing::invoices::{self, Stamp};
use store::billing::transactions::{self, TransactionRow};

use super::bill::{self, Bill};
use super::journal::{self, About};
use super::payments::NewPayment;
use super::refund::{NewRefund, second};
use super::{cancel, issue, payments, refund};
use crate::{Act, Fault, Result, not_now};

/// The sentence of a payment that a person said to have arrived.
const MARKED_PAID: &str = "Marked Paid";

/// Moves an invoice to a status, with everything that belongs to the move: a journal that follows
/// it, periods, credit and effects. The present status is left as it is.
///
/// # Errors
/// Not found when there is no such invoice; not-now when the table does not have the move.
pub async fn move_to(act: &mut Act, id: InvoiceId, to: InvoiceStatus) -> Result<()> {
    use InvoiceStatus::{Cancelled, Collections, Draft, Paid, PaymentPending, Refunded, Unpaid};
    let mut bill = bill::lock(act, id).await?;
    match (bill.row.status, to) {
        (from, to) if from == to => Ok(()),
        (Draft, Unpaid) => issue::publish(act, id).await,
        (_, Cancelled) => cancel::cancel(act, id).await,
        (Cancelled, Unpaid) => cancel::revive(act, id).await,
        (Unpaid | PaymentPending | Collections, Paid) => pay_by_hand(act, &bill).await,
        (Paid, Unpaid) => reopen(act, &mut bill).await,
        (Paid, Refunded) => refund_all(act, id).await,
        (_, to) => bill::go(act, &mut bill, to).await,
    }
}

/// Records a payment of all that is left, as a person says that it arrived.
async fn pay_by_hand(act: &mut Act, bill: &Bill) -> Result<()> {
    if !bill.balance().is_positive() {
        return Err(not_now("An invoice without anything to pay cannot be marked paid"));
    }
    // A day that was given for it.
    let paid = bill.row.paid_at.map(Timestamp::from_second).transpose().map_err(Fault::broken)?;
    let new = NewPayment {
        invoice: bill.row.id,
        amount: bill.balance(),
        fees: bill.money(0),
        gateway: bill.row.gateway.clone(),
        reference: String::new(),
        at: paid.unwrap_or(act.now),
        description: MARKED_PAID.to_owned(),
    };
    payments::record(act, new).await.map(drop)
}

/// A paid invoice is owed again; what was paid towards it becomes the client's credit. A payment
/// that somebody only said to have arrived is taken back: no money came in with it.
async fn reopen(act: &mut Act, bill: &mut Bill) -> Result<()> {
    if bill.row.refunded_minor > 0 {
        return Err(not_now("An invoice that was refunded in part cannot become unpaid"));
    }
    if bill.row.total_minor == 0 {
        return Err(not_now("An invoice without anything to pay cannot become unpaid"));
    }
    let lines = invoice_items::of_invoice(&mut act.conn, bill.row.id).await?;
    if lines.iter().any(|line| bill::is_deposit(line) && line.effected_at.is_some()) {
        // It handed the money on: what it added or paid would stay, and the money come back.
        return Err(not_now(
            "An invoice that added funds or paid others cannot become unpaid: refund it instead",
        ));
    }
    bill::go(act, bill, InvoiceStatus::Unpaid).await?;
    withdraw(act, bill).await?;
    cancel::give_back(act, bill, "Reopened").await?;
    invoices::stamp(&mut act.conn, bill.row.id, Stamp::Paid, None).await?;
    let (client, id) = (bill.payer.id, bill.row.id);
    act.log(Some(client), format!("Invoice Marked Unpaid - Invoice ID: {id}")).await?;
    act.event("InvoiceUnpaid", Some(client), &json!({ "invoiceid": id.0 })).await
}

/// Takes back what was said to have arrived. It had paid all that was left, so it is the last.
async fn withdraw(act: &mut Act, bill: &mut Bill) -> Result<()> {
    let rows = transactions::of_invoice(&mut act.conn, bill.row.id).await?;
    let last = rows.iter().rfind(|row| row.amount_in_minor > 0);
    let said = last.filter(|row| row.description == MARKED_PAID && row.reference.is_empty());
    let Some(payment) = said else { return Ok(()) };
    if rows.iter().any(|row| row.refund_of == Some(payment.id)) {
        return Ok(());
    }
    let minor = payment.amount_in_minor;
    let back = TransactionRow {
        id: TransactionId(0),
        at: act.at(),
        description: "Marked Unpaid".to_owned(),
        amount_in_minor: 0,
        amount_out_minor: minor,
        refund_of: Some(payment.id),
        withdraws: true,
        ..payment.clone()
    };
    let transaction = transactions::insert(&mut act.conn, &back).await?;
    let about = About { transaction, ..issue::about(bill) };
    let entry = payment_received(bill.money(-minor), bill.money(0));
    journal::post(act, about, entry).await?;
    let at = act.at();
    invoices::add_sums(&mut act.conn, bill.row.id, -minor, 0, 0, at).await?;
    bill::refresh(act, bill).await
}

/// Gives back all that is left: money by hand, and applied credit to credit. What needs a second
/// person is asked for as a refund (B20).
async fn refund_all(act: &mut Act, id: InvoiceId) -> Result<()> {
    for to in [RefundTo::Gateway, RefundTo::Credit] {
        let row = invoices::by_id(&mut act.conn, id).await?;
        let Some(row) = row.filter(|row| row.status == InvoiceStatus::Paid) else { continue };
        let money = row.paid_minor - row.refunded_minor;
        if to == RefundTo::Gateway && money <= 0 {
            continue;
        }
        let (reference, at) = (String::new(), act.now);
        let (payment, amount, noted) = (None, None, None);
        let new = NewRefund { invoice: id, payment, amount, to, reference, at, noted };
        let allowed = refund::check(act, &new).await?;
        allowed.check_funds()?;
        second::refuse(act, &allowed.bill, allowed.amount).await?;
        refund::refund(act, new).await?;
    }
    Ok(())
}
