//! An invoice in hand: locked together with its client's money.

use std::collections::BTreeSet;

use model::billing::invoice::{InvoiceStatus, LineType};
use model::billing::journal::InvoiceAmounts;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use model::word::Word as _;
use serde_json::json;
use store::Conn;
use store::billing::invoice_items::InvoiceItemRow;
use store::billing::invoices::{self, InvoiceRow};
use store::billing::payers::{self, PayerRow};

use crate::{Act, Fault, Result, conflict, not_found, not_now};

/// An invoice and its client, locked until the act ends.
#[derive(Debug, Clone)]
pub struct Bill {
    /// Who pays.
    pub payer: PayerRow,
    /// The invoice.
    pub row: InvoiceRow,
    /// What its amounts are in.
    pub currency: Currency,
}

impl Bill {
    /// Minor units as money of the invoice.
    #[must_use]
    pub const fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.currency)
    }

    /// What is still to be paid.
    #[must_use]
    pub const fn balance(&self) -> Money {
        self.money(self.row.balance_minor())
    }

    /// How people name it: its number, or its id while it has none.
    #[must_use]
    pub fn label(&self) -> String {
        label(&self.row)
    }
}

/// How people name an invoice: its number, or its id while it has none.
#[must_use]
pub fn label(row: &InvoiceRow) -> String {
    if row.number.is_empty() { row.id.to_string() } else { row.number.clone() }
}

/// Locks an invoice and the money of its client.
///
/// # Errors
/// Not found when there is no such invoice.
pub async fn lock(act: &mut Act, id: InvoiceId) -> Result<Bill> {
    let missing = || not_found("Invoice ID Not Found");
    let client = invoices::client_of(&mut act.conn, id).await?.ok_or_else(missing)?;
    // The client first: see the order of locks in `billing.rs`.
    let payer = lock_payer(act, client).await?;
    let row = invoices::lock(&mut act.conn, id).await?.ok_or_else(missing)?;
    let currency = act.currencies().await?.currency(row.currency_id)?;
    Ok(Bill { payer, row, currency })
}

/// Locks the money of a client.
///
/// # Errors
/// Not found when there is no such client.
pub async fn lock_payer(act: &mut Act, client: ClientId) -> Result<PayerRow> {
    let found = payers::lock(&mut act.conn, client).await?;
    found.ok_or_else(|| not_found("Client ID Not Found"))
}

/// Locks the money of clients, in the order of their numbers. A connection that only reads locks
/// nothing.
///
/// # Errors
/// Not found when one of them does not exist.
pub(crate) async fn lock_payers(c: &mut Conn, clients: &[ClientId]) -> Result<Vec<PayerRow>> {
    let found = payers::lock_all(c, clients).await?;
    let wanted: BTreeSet<_> = clients.iter().collect();
    if found.len() == wanted.len() { Ok(found) } else { Err(not_found("Client ID Not Found")) }
}

/// Reads the invoice again after this act changed it.
///
/// # Errors
/// When the database fails.
pub async fn refresh(act: &mut Act, bill: &mut Bill) -> Result<()> {
    let row = invoices::by_id(&mut act.conn, bill.row.id).await?;
    bill.row = row.ok_or_else(|| Fault::broken("a locked invoice is gone"))?;
    let payer = payers::by_id(&mut act.conn, bill.payer.id).await?;
    bill.payer = payer.ok_or_else(|| Fault::broken("a locked client is gone"))?;
    Ok(())
}

/// Moves the status along the table of moves (B15).
///
/// # Errors
/// Not-now when the table does not have the move.
pub async fn go(act: &mut Act, bill: &mut Bill, to: InvoiceStatus) -> Result<()> {
    let from = bill.row.status;
    from.go(to).map_err(|wrong| not_now(format!("Invoice {}: {wrong}", bill.row.id)))?;
    let at = act.at();
    if !invoices::set_status(&mut act.conn, bill.row.id, from, to, at).await? {
        return Err(conflict("The invoice was changed by somebody else"));
    }
    bill.row.status = to;
    let fields = [("status", json!(from.word()), json!(to.word()))];
    act.changed("invoice", bill.row.id, &fields).await
}

/// What an invoice is over, by the accounts it touches (B21).
///
/// # Errors
/// When the amounts do not fit.
pub fn amounts(bill: &Bill, lines: &[InvoiceItemRow]) -> Result<InvoiceAmounts> {
    let deposits = lines.iter().filter(|line| is_deposit(line));
    let deposits = Money::sum(deposits.map(|line| bill.money(line.net_minor)), bill.currency)?;
    Ok(InvoiceAmounts {
        net: bill.money(bill.row.subtotal_minor).sub(deposits)?,
        tax: bill.money(bill.row.tax_minor).add(bill.money(bill.row.tax2_minor))?,
        deposits,
    })
}

/// Whether a line is no supply: added funds, and payments of other invoices.
pub(super) const fn is_deposit(line: &InvoiceItemRow) -> bool {
    matches!(line.r#type, LineType::AddFunds | LineType::Invoice)
}
