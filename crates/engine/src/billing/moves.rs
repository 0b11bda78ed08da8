//! The moves of an invoice's status that a person asks for (B15).

use model::billing::invoice::InvoiceStatus;
use model::billing::journal::RefundTo;
use model::ids::InvoiceId;
use serde_json::json;
use store::billing::invoices::{self, Stamp};

use super::bill::{self, Bill};
use super::payments::NewPayment;
use super::refund::NewRefund;
use super::{cancel, issue, payments, refund};
use crate::{Act, Result, not_now};

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
    let new = NewPayment {
        invoice: bill.row.id,
        amount: bill.balance(),
        fees: bill.money(0),
        gateway: bill.row.gateway.clone(),
        reference: String::new(),
        at: act.now,
        description: "Marked Paid".to_owned(),
    };
    payments::record(act, new).await.map(drop)
}

/// A paid invoice is owed again; what was paid towards it becomes the client's credit.
async fn reopen(act: &mut Act, bill: &mut Bill) -> Result<()> {
    if bill.row.refunded_minor > 0 {
        return Err(not_now("An invoice that was refunded in part cannot become unpaid"));
    }
    if bill.row.total_minor == 0 {
        return Err(not_now("An invoice without anything to pay cannot become unpaid"));
    }
    bill::go(act, bill, InvoiceStatus::Unpaid).await?;
    cancel::give_back(act, bill).await?;
    invoices::stamp(&mut act.conn, bill.row.id, Stamp::Paid, None).await?;
    let (client, id) = (bill.payer.id, bill.row.id);
    act.log(Some(client), format!("Invoice Marked Unpaid - Invoice ID: {id}")).await?;
    act.event("InvoiceUnpaid", Some(client), &json!({ "invoiceid": id.0 })).await
}

/// Gives back all that is left: money by hand, and applied credit to credit.
async fn refund_all(act: &mut Act, id: InvoiceId) -> Result<()> {
    for to in [RefundTo::Gateway, RefundTo::Credit] {
        let row = invoices::by_id(&mut act.conn, id).await?;
        let Some(row) = row.filter(|row| row.status == InvoiceStatus::Paid) else { continue };
        let money = row.paid_minor - row.refunded_minor;
        if to == RefundTo::Gateway && money <= 0 {
            continue;
        }
        let (reference, at) = (String::new(), act.now);
        let new = NewRefund { invoice: id, payment: None, amount: None, to, reference, at };
        refund::refund(act, new).await?;
    }
    Ok(())
}
