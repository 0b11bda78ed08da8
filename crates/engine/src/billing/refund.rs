//! Refunds: to credit, by hand or through the gateway; never more than was paid (B20).

mod behind;
mod gateway;
mod parts;
pub mod second;
pub mod unused;

use jiff::Timestamp;
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{self as entries, RefundTo};
use model::billing::payment;
use model::ids::{InvoiceId, TransactionId};
use model::money::{Currency, Money};
use serde_json::json;
use store::Conn;
use store::billing::credit_notes::Reason;
use store::billing::invoice_items::{self, InvoiceItemRow};
use store::billing::invoices::{self, InvoiceRow, Stamp};
use store::billing::transactions::{self, TransactionRow};

pub use gateway::at_gateway;
pub use parts::Parts;

use self::behind::Behind;
use super::bill::{self, Bill};
use super::issue::about;
use super::journal::{self, About};
use super::payments::{NOT_UNIQUE, refusal};
use super::{credit, credit_notes};
use crate::{Act, Result, conflict, not_found, not_now};

/// Money that goes (or went) back.
#[derive(Debug, Clone)]
pub struct NewRefund {
    /// Of which invoice.
    pub invoice: InvoiceId,
    /// Of which payment; `None` to credit, and for what was paid without one.
    pub payment: Option<TransactionId>,
    /// How much; `None` for all that is left.
    pub amount: Option<Money>,
    /// Where to.
    pub to: RefundTo,
    /// The gateway's id of the refund; empty for none.
    pub reference: String,
    /// When.
    pub at: Timestamp,
    /// How a person wrote it down; `None` for the invoice's own way.
    pub noted: Option<Noted>,
}

/// What a person wrote down of money that went back by hand.
#[derive(Debug, Clone)]
pub struct Noted {
    /// System name of the gateway.
    pub gateway: String,
    /// The sentence that people read; empty for the usual one.
    pub description: String,
    /// What it cost, in the invoice's currency.
    pub fees: Money,
}

/// What can still be given back of an invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Left {
    /// As credit: all that was paid, with money or credit.
    pub as_credit: Money,
    /// As money: credit that was applied is none, and goes back to credit only.
    pub as_money: Money,
}

impl Left {
    fn to(self, to: RefundTo) -> Money {
        match to {
            RefundTo::Credit => self.as_credit,
            RefundTo::Gateway => self.as_money,
        }
    }
}

/// What can still be given back of an invoice with these lines; nothing of one that is not paid.
///
/// # Errors
/// When the database fails.
pub async fn left(
    c: &mut Conn,
    row: &InvoiceRow,
    lines: &[InvoiceItemRow],
    currency: Currency,
) -> Result<Left> {
    if row.status != InvoiceStatus::Paid {
        let none = Money::zero(currency);
        return Ok(Left { as_credit: none, as_money: none });
    }
    let behind = Behind::read(c, row, lines, currency).await?;
    left_behind(c, row, &behind, currency).await
}

async fn left_behind(
    c: &mut Conn,
    row: &InvoiceRow,
    behind: &Behind,
    currency: Currency,
) -> Result<Left> {
    let money = |minor| Money::from_minor(minor, currency);
    let left = behind.left(row);
    let out = transactions::out_minor(c, row.id).await?;
    let as_money = left.min(row.paid_minor - out).max(0);
    // What was added to the credit is credit already.
    let as_credit = left - behind.all_funds().min(left);
    Ok(Left { as_credit: money(as_credit), as_money: money(as_money) })
}

/// A refund that was found to be allowed.
#[derive(Debug)]
pub struct Allowed {
    /// Of which invoice.
    pub bill: Bill,
    /// How much it is.
    pub amount: Money,
    to: RefundTo,
    behind: Behind,
}

impl Allowed {
    /// Refuses a person to give back added funds that were spent since.
    ///
    /// # Errors
    /// Conflict when the client has less credit.
    pub fn check_funds(&self) -> Result<()> {
        let there = self.bill.payer.credit_minor;
        let funds = self.behind.funds_at_least(self.amount.minor);
        if self.to == RefundTo::Gateway && funds > there.max(0) {
            let there = self.bill.money(there);
            return Err(conflict(format!("The client has only {there} of the added funds left")));
        }
        Ok(())
    }
}

/// How much a refund would be, once it was found to be allowed.
///
/// # Errors
/// Not found when invoice or payment do not exist; not-now when nothing was paid; conflict when
/// it is more than is left of the payment or the invoice (B20).
pub async fn check(act: &mut Act, new: &NewRefund) -> Result<Allowed> {
    let bill = bill::lock(act, new.invoice).await?;
    if bill.row.status != InvoiceStatus::Paid {
        return Err(not_now("Only a paid invoice can be refunded"));
    }
    let lines = invoice_items::of_invoice(&mut act.conn, new.invoice).await?;
    let behind = Behind::read(&mut act.conn, &bill.row, &lines, bill.currency).await?;
    let left = left_behind(&mut act.conn, &bill.row, &behind, bill.currency).await?;
    let left_of_invoice = left.to(new.to);
    let mut wanted = new.amount;
    if let Some(id) = new.payment {
        let row = transactions::by_id(&mut act.conn, id).await?;
        let row = row.filter(|row| row.invoice_id == Some(new.invoice));
        let row = row.ok_or_else(|| not_found("Transaction ID Not Found"))?;
        let gone = transactions::refunded_minor(&mut act.conn, &row).await?;
        let left_of_payment = bill.money(row.amount_in_minor);
        let checked = payment::refund(left_of_payment, bill.money(gone), wanted);
        let checked = checked.map_err(refusal)?.amount;
        wanted = Some(if new.amount.is_none() { checked.min(left_of_invoice)? } else { checked });
    }
    let none = bill.money(0);
    let checked = payment::refund(left_of_invoice, none, wanted).map_err(refusal)?;
    Ok(Allowed { bill, amount: checked.amount, to: new.to, behind })
}

/// Books a refund, and writes its credit note (B16); the invoice becomes refunded once nothing of
/// it is left.
///
/// # Errors
/// See [`check`]; conflict when the gateway's id was booked before (B18).
pub async fn refund(act: &mut Act, new: NewRefund) -> Result<Money> {
    let Allowed { bill, amount, behind, .. } = check(act, &new).await?;
    let transaction = match new.to {
        RefundTo::Credit => {
            let text = format!("Refund of Invoice #{}", bill.label());
            credit::write(act, bill.payer.id, amount.minor, &text, bill.row.id.0).await?;
            None
        }
        RefundTo::Gateway => Some(write(act, &bill, &new, amount).await?),
    };
    if let Some(noted) = new.noted.as_ref().filter(|_| transaction.is_some()) {
        let about = About { transaction, ..about(&bill) };
        journal::post(act, about, entries::fee(noted.fees)).await?;
    }
    divide(act, bill, &behind, (amount, new.to, transaction)).await?;
    Ok(amount)
}

/// Books what went back where it was for: other invoices that were paid with this one, added funds,
/// and its own lines.
async fn divide(
    act: &mut Act,
    mut bill: Bill,
    behind: &Behind,
    (amount, to, transaction): (Money, RefundTo, Option<TransactionId>),
) -> Result<()> {
    let reason = Reason::Refund;
    let there = match to {
        RefundTo::Gateway => bill.payer.credit_minor.max(0),
        // Added funds are credit already.
        RefundTo::Credit => 0,
    };
    let division = behind.divide(amount, to, there)?;
    for (id, minor) in &division.parts {
        let part = bill::lock(act, *id).await?;
        let lines = invoice_items::of_invoice(&mut act.conn, *id).await?;
        let behind = Behind::read(&mut act.conn, &part.row, &lines, part.currency).await?;
        let amount = part.money(*minor);
        // In a box: it may have added funds, or paid others in its turn.
        Box::pin(divide(act, part, &behind, (amount, to, transaction))).await?;
    }
    if !division.parts.is_empty() {
        // They may have taken of the credit.
        bill::refresh(act, &mut bill).await?;
    }
    let taken = take_funds(act, &bill, division.funds, transaction).await?;
    // Funds that were spent since are the house's loss: a gateway gave them back all the same.
    let own = division.own + division.funds - taken;
    let parts = parts::of(act, &bill, own).await?;
    book(act, &bill, GivenBack { amount: bill.money(own), parts, to, transaction, reason }).await?;
    sum_up(act, bill, amount).await
}

/// Takes added funds back from the credit, as far as they are still there; how much that was.
async fn take_funds(
    act: &mut Act,
    bill: &Bill,
    minor: i64,
    transaction: Option<TransactionId>,
) -> Result<i64> {
    let there = minor.min(bill.payer.credit_minor).max(0);
    if there == 0 {
        return Ok(0);
    }
    let about = About { transaction, ..about(bill) };
    journal::post(act, about, entries::funds_refunded(bill.money(there))).await?;
    let text = format!("Refund of Invoice #{}", bill.label());
    credit::write(act, bill.payer.id, -there, &text, bill.row.id.0).await?;
    Ok(there)
}

/// What went back of a paid invoice.
struct GivenBack {
    amount: Money,
    parts: Parts,
    to: RefundTo,
    transaction: Option<TransactionId>,
    reason: Reason,
}

/// Books what went back in the journal, on the invoice and on a credit note.
async fn give_back(act: &mut Act, bill: Bill, given: GivenBack) -> Result<()> {
    let amount = given.amount;
    book(act, &bill, given).await?;
    sum_up(act, bill, amount).await
}

/// The journal and the credit note.
async fn book(act: &mut Act, bill: &Bill, given: GivenBack) -> Result<()> {
    let GivenBack { amount, parts, to, transaction, reason } = given;
    let about = About { transaction, ..about(bill) };
    let tax = bill.money(parts.tax + parts.tax2);
    journal::post(act, about, entries::refund(amount, tax, to)).await?;
    credit_notes::write(act, &bill.row, parts, reason).await
}

/// The sums of the invoice, which is refunded once nothing is left of it.
async fn sum_up(act: &mut Act, mut bill: Bill, amount: Money) -> Result<()> {
    let (id, client, at) = (bill.row.id, bill.payer.id, act.at());
    invoices::add_sums(&mut act.conn, id, 0, 0, amount.minor, at).await?;
    bill::refresh(act, &mut bill).await?;
    act.log(Some(client), format!("Refunded Invoice - Invoice ID: {id} - Amount: {amount}"))
        .await?;
    let payload = json!({ "invoiceid": id.0, "amount_minor": amount.minor });
    act.event("InvoiceRefunded", Some(client), &payload).await?;
    if bill.row.refunded_minor == bill.row.paid_minor + bill.row.credit_minor {
        bill::go(act, &mut bill, InvoiceStatus::Refunded).await?;
        invoices::stamp(&mut act.conn, id, Stamp::Refunded, Some(at)).await?;
    }
    Ok(())
}

async fn write(
    act: &mut Act,
    bill: &Bill,
    new: &NewRefund,
    amount: Money,
) -> Result<TransactionId> {
    let paid = match new.payment {
        Some(id) => transactions::by_id(&mut act.conn, id).await?,
        None => None,
    };
    let gateway = paid.as_ref().map_or(&bill.row.gateway, |row| &row.gateway);
    let noted = new.noted.as_ref();
    let gateway = noted.map_or(gateway, |noted| &noted.gateway);
    let text = noted.map(|noted| noted.description.clone()).filter(|text| !text.is_empty());
    let row = TransactionRow {
        id: TransactionId(0),
        client_id: bill.payer.id,
        currency_id: bill.row.currency_id,
        gateway: gateway.clone(),
        at: new.at.as_second(),
        description: text.unwrap_or_else(|| match &paid {
            Some(row) => format!("Refund of Transaction ID {}", row.reference),
            None => format!("Refund of Invoice #{}", bill.label()),
        }),
        amount_in_minor: 0,
        fees_minor: noted.map_or(0, |noted| noted.fees.minor),
        amount_out_minor: amount.minor,
        rate: paid.as_ref().map_or(100_000_000, |row| row.rate),
        reference: new.reference.clone(),
        invoice_id: Some(bill.row.id),
        refund_of: new.payment,
        withdraws: false,
    };
    let id = transactions::insert(&mut act.conn, &row).await?;
    id.ok_or_else(|| conflict(NOT_UNIQUE))
}
