//! A line becomes a payment: once, by the road that all payments take.

use jiff::Timestamp;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, InvoiceId, TransactionId};
use model::money::Money;
use serde_json::json;
use store::billing::bank_lines::{self, Booked, LineRow};
use store::billing::refund_requests::Hand;
use store::billing::transactions;

use super::matching::money;
use crate::billing::ledger::{self, NewMovement};
use crate::billing::mail::{self, Occasion};
use crate::billing::payments::{self, NewPayment};
use crate::billing::{bill, gateways};
use crate::system::currencies::Currencies;
use crate::{Act, Result, conflict, invalid, not_found, not_now};

/// The gateway of transfers for invoices that were to be paid otherwise.
const GATEWAY: &str = "banktransfer";

/// What a line is booked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum For {
    /// The invoice that it surely pays.
    Sure(InvoiceId),
    /// An invoice that somebody chose.
    Invoice(InvoiceId),
    /// The credit of a client that somebody chose.
    Credit(ClientId),
}

/// Books a line, open or ignored.
///
/// # Errors
/// Not found when there is no such line, or it is booked; not-now when it is money that left, or
/// the invoice is cancelled or a draft; invalid in another currency; those of recording a payment.
pub async fn book(act: &mut Act, line: i64, what: For, tell: bool) -> Result<TransactionId> {
    let row = super::read(act, line).await?;
    if row.status == "Booked" {
        return Err(not_found("Bank Line ID Not Found or Booked Already"));
    }
    if row.amount_minor <= 0 {
        return Err(not_now("Only money that arrived can be booked"));
    }
    let amount = money(&row)?;
    let reference = reference(act, &row, what).await?;
    let at = at(act, &row)?;
    let (invoice, client, transaction) = match what {
        For::Sure(id) | For::Invoice(id) => {
            let (client, paid) = pay(act, id, amount, reference, at).await?;
            (Some(id), client, paid)
        }
        For::Credit(client) => (None, client, keep(act, client, amount, reference, at).await?),
    };
    let name = act.caller.actor.name().to_owned();
    let staff = act.caller.actor.staff().map(|id| id.0);
    let hand = Hand { staff, name: &name, at: act.at() };
    let booked = Booked { invoice, client, transaction };
    if !bank_lines::book(&mut act.conn, line, booked, hand).await? {
        return Err(conflict("Somebody else decided meanwhile"));
    }
    let changes = [
        ("status", json!(row.status), json!("Booked")),
        ("transaction_id", json!(null), json!(transaction.0)),
    ];
    act.changed("bank_lines", line, &changes).await?;
    let text = format!("Bank Line Booked - Line ID: {line} - Transaction ID: {transaction}");
    act.log(Some(client), text).await?;
    if tell && let Some(invoice) = invoice {
        mail::about(act, Occasion::Paid, invoice).await?;
    }
    Ok(transaction)
}

/// The transaction's id: the bank's, which may have been typed in before. Then a person has to say
/// that this is other money.
async fn reference(act: &mut Act, row: &LineRow, what: For) -> Result<String> {
    let ours = format!("bank-{}", row.id);
    if row.bank_id.is_empty() {
        return Ok(ours);
    }
    let known = transactions::with_reference(&mut act.conn, &row.bank_id).await?;
    match what {
        _ if known.is_empty() => Ok(row.bank_id.clone()),
        For::Sure(_) => Err(conflict("A transaction has the bank's number of this line already")),
        For::Invoice(_) | For::Credit(_) => Ok(ours),
    }
}

/// The day of the bank, at noon where the company is; never later than now.
fn at(act: &Act, row: &LineRow) -> Result<Timestamp> {
    let noon = row.booked_on.at(12, 0, 0, 0);
    let at = act.settings.zone().to_timestamp(noon);
    let at = at.map_err(|_| invalid("lineid", "The day of the line is not valid"))?;
    Ok(at.min(act.now))
}

async fn pay(
    act: &mut Act,
    invoice: InvoiceId,
    amount: Money,
    reference: String,
    at: Timestamp,
) -> Result<(ClientId, TransactionId)> {
    let bill = bill::lock(act, invoice).await?;
    if bill.currency != amount.currency {
        let (wanted, said) = (bill.currency.code(), amount.currency.code());
        let said = format!("The invoice is in {wanted}, and the money in {said}");
        return Err(invalid("invoiceid", said));
    }
    if matches!(bill.row.status, InvoiceStatus::Cancelled | InvoiceStatus::Draft) {
        let text = "It is not possible to add a payment to an invoice that is cancelled or a draft";
        return Err(not_now(text));
    }
    let engine = act.engine.clone();
    let own = gateways::open(&engine, &mut act.conn, &bill.row.gateway).await?;
    let manual = own.is_some_and(|gateway| gateway.capabilities().manual);
    let gateway = if manual { bill.row.gateway.clone() } else { GATEWAY.to_owned() };
    let new = NewPayment {
        invoice,
        amount,
        fees: bill.money(0),
        gateway,
        reference,
        at,
        description: String::new(),
    };
    Ok((bill.payer.id, payments::record(act, new).await?))
}

async fn keep(
    act: &mut Act,
    client: ClientId,
    amount: Money,
    reference: String,
    at: Timestamp,
) -> Result<TransactionId> {
    let payer = bill::lock_payer(act, client).await?;
    let currencies = Currencies::read(&mut act.conn).await?;
    let currency = currencies.currency(payer.currency_id)?;
    if currency != amount.currency {
        let said = format!("The client's currency is {}", currency.code());
        return Err(invalid("userid", said));
    }
    let new = NewMovement {
        client: Some(client),
        currency: payer.currency_id,
        gateway: GATEWAY.to_owned(),
        at,
        description: "Bank transfer".to_owned(),
        amount_in: amount,
        fees: Money::zero(currency),
        amount_out: Money::zero(currency),
        rate: currencies.row(payer.currency_id).map_or(0, |row| row.rate),
        reference,
        to_credit: true,
    };
    ledger::record(act, new).await
}
