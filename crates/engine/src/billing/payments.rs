//! Payments: recorded once, applied to the invoice, the excess to credit (B18, B19).

use jiff::Timestamp;
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{deposit_settled, fee, payment_received};
use model::billing::payment::{Applied, PaymentRefusal, apply};
use model::ids::{InvoiceId, TransactionId};
use model::money::Money;
use serde_json::json;
use store::billing::invoices::{self, Stamp};
use store::billing::transactions::{self, TransactionRow};

use super::bill::{self, Bill};
use super::issue::about;
use super::journal::{self, About};
use super::{collected, credit, effects, numbering};
use crate::system::currencies::Currencies;
use crate::{Act, Fault, Result, conflict, invalid};

/// Money that arrived.
#[derive(Debug, Clone)]
pub struct NewPayment {
    /// For which invoice.
    pub invoice: InvoiceId,
    /// How much, in the invoice's currency.
    pub amount: Money,
    /// What the gateway keeps of it.
    pub fees: Money,
    /// System name of the gateway.
    pub gateway: String,
    /// The gateway's transaction id; empty when there is none, as for cash (B18).
    pub reference: String,
    /// When.
    pub at: Timestamp,
    /// The sentence that people read; empty for `Invoice Payment`.
    pub description: String,
}

/// The sentence for a gateway's transaction id that was recorded before (B18).
pub const NOT_UNIQUE: &str = "Transaction ID must be Unique";

/// Records a payment. Once the invoice is paid in full it takes effect (B19).
///
/// # Errors
/// Not found when there is no such invoice; conflict when the gateway's transaction was recorded
/// before (B18), in which case nothing changes; invalid when the amount is not above zero.
pub async fn record(act: &mut Act, new: NewPayment) -> Result<TransactionId> {
    let mut bill = bill::lock(act, new.invoice).await?;
    let applied = apply(bill.row.status, bill.balance(), new.amount).map_err(refusal)?;
    let id = write(act, &bill, &new).await?;
    let about = About { transaction: Some(id), ..about(&bill) };
    journal::post(act, about, payment_received(applied.to_invoice, applied.to_credit)).await?;
    journal::post(act, about, fee(new.fees)).await?;
    let text = format!(
        "Added Invoice Payment - Invoice ID: {} - Amount: {} - Transaction ID: {}",
        bill.row.id, new.amount, new.reference
    );
    act.log(Some(bill.payer.id), text).await?;
    let payload = json!({ "invoiceid": bill.row.id.0, "transactionid": id.0 });
    act.event("AddInvoicePayment", Some(bill.payer.id), &payload).await?;
    take_in(act, &mut bill, applied, new.at).await?;
    Ok(id)
}

/// Pays an invoice with the deposit of another one, as in a payment of several (B19).
///
/// # Errors
/// When the database fails.
pub(crate) async fn settle_deposit(act: &mut Act, invoice: InvoiceId, amount: Money) -> Result<()> {
    let mut bill = bill::lock(act, invoice).await?;
    let applied = apply(bill.row.status, bill.balance(), amount).map_err(refusal)?;
    let entry = deposit_settled(applied.to_credit, applied.to_invoice);
    let about = about(&bill);
    journal::post(act, about, entry).await?;
    let at = act.now;
    take_in(act, &mut bill, applied, at).await
}

/// Books what was applied: sums, credit, and the status once nothing is left to pay.
async fn take_in(
    act: &mut Act,
    bill: &mut Bill,
    applied: Applied,
    paid_at: Timestamp,
) -> Result<()> {
    let (id, at) = (bill.row.id, act.at());
    invoices::add_sums(&mut act.conn, id, applied.to_invoice.minor, 0, 0, at).await?;
    if applied.to_credit.is_positive() {
        let text = format!("Invoice #{} Overpayment", bill.label());
        credit::write(act, bill.payer.id, applied.to_credit.minor, &text, id.0).await?;
    }
    bill::refresh(act, bill).await?;
    collected::follow(act, bill).await?;
    if applied.settles {
        settle_at(act, bill, paid_at).await?;
    }
    Ok(())
}

/// Marks an invoice with nothing left to pay as paid now, and lets its lines take effect (B19).
pub(crate) async fn settle(act: &mut Act, bill: &mut Bill) -> Result<()> {
    let now = act.now;
    settle_at(act, bill, now).await
}

/// [`settle`] at the time of the payment.
async fn settle_at(act: &mut Act, bill: &mut Bill, paid_at: Timestamp) -> Result<()> {
    bill::go(act, bill, InvoiceStatus::Paid).await?;
    let at = Some(paid_at.as_second());
    invoices::stamp(&mut act.conn, bill.row.id, Stamp::Paid, at).await?;
    numbering::give(act, bill, numbering::Moment::Payment).await?;
    let client = bill.payer.id;
    act.log(Some(client), format!("Invoice Marked Paid - Invoice ID: {}", bill.row.id)).await?;
    act.event("InvoicePaid", Some(client), &json!({ "invoiceid": bill.row.id.0 })).await?;
    effects::take(act, bill.row.id).await
}

async fn write(act: &mut Act, bill: &Bill, new: &NewPayment) -> Result<TransactionId> {
    let currencies = Currencies::read(&mut act.conn).await?;
    let rate = currencies
        .row(bill.row.currency_id)
        .map(|row| row.rate)
        .ok_or_else(|| Fault::broken("the invoice's currency is gone"))?;
    let description = if new.description.is_empty() { "Invoice Payment" } else { &new.description };
    let row = TransactionRow {
        id: TransactionId(0),
        client_id: bill.payer.id,
        currency_id: bill.row.currency_id,
        gateway: new.gateway.clone(),
        at: new.at.as_second(),
        description: description.to_owned(),
        amount_in_minor: new.amount.minor,
        fees_minor: new.fees.minor,
        amount_out_minor: 0,
        rate,
        reference: new.reference.clone(),
        invoice_id: Some(bill.row.id),
        refund_of: None,
        withdraws: false,
    };
    let id = transactions::insert(&mut act.conn, &row).await?;
    id.ok_or_else(|| conflict(NOT_UNIQUE))
}

/// A refusal of the model in the words of the wire.
pub(crate) fn refusal(why: PaymentRefusal) -> Fault {
    match why {
        PaymentRefusal::NotPositive => invalid("amount", "Amount must be greater than zero"),
        PaymentRefusal::ExceedsCredit => {
            conflict("Amount exceeds customer credit balance").at("amount")
        }
        PaymentRefusal::ExceedsBalance => conflict("Amount Exceeds Invoice Balance").at("amount"),
        PaymentRefusal::ExceedsPaid => conflict("Amount exceeds the amount paid").at("amount"),
        PaymentRefusal::NotOpen => crate::not_now("Invoice Not in Unpaid Status"),
        PaymentRefusal::Money(error) => Fault::broken(error),
    }
}
