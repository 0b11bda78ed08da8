//! Payments and refunds.

use model::ids::{ClientId, CurrencyId, InvoiceId, TransactionId};

use super::transaction_days;
use crate::{Conn, Result, Row, args};

/// One payment, refund or other movement at a gateway.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TransactionRow {
    /// Its number on the wire.
    pub id: TransactionId,
    /// Whose; 0 for nobody's.
    pub client_id: ClientId,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// System name of the gateway.
    pub gateway: String,
    /// Unix seconds.
    pub at: i64,
    /// The sentence that people read.
    pub description: String,
    /// Money in; minor units.
    pub amount_in_minor: i64,
    /// What the gateway keeps; minor units.
    pub fees_minor: i64,
    /// Money out; minor units.
    pub amount_out_minor: i64,
    /// Exchange rate to the default currency, times 100000000.
    pub rate: i64,
    /// The gateway's own id; empty for none. It is there once for each gateway (B18), unless
    /// [`make_room`] was called.
    pub reference: String,
    /// The invoice it is for.
    pub invoice_id: Option<InvoiceId>,
    /// The payment that it gives back.
    pub refund_of: Option<TransactionId>,
    /// Takes back a payment that was only said to have arrived; no money went out.
    pub withdraws: bool,
}

/// Adds a transaction; `row.id` is ignored. `None` when its gateway's id is there already (B18).
///
/// # Errors
/// When something it refers to does not exist, or the database fails.
pub async fn insert(c: &mut Conn, row: &TransactionRow) -> Result<Option<TransactionId>> {
    let sql = "insert into transactions (client_id, currency_id, gateway, at, description,
            amount_in_minor, fees_minor, amount_out_minor, rate, reference, invoice_id, refund_of,
            withdraws)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)
        on conflict do nothing returning id";
    let values = args![
        row.client_id,
        row.currency_id,
        &row.gateway,
        row.at,
        &row.description,
        row.amount_in_minor,
        row.fees_minor,
        row.amount_out_minor,
        row.rate,
        &row.reference,
        row.invoice_id,
        row.refund_of,
        row.withdraws,
    ];
    let id = c.maybe_scalar(sql, values).await?;
    if id.is_some() {
        transaction_days::add(c, row).await?;
    }
    Ok(id)
}

/// Lets a gateway's id be recorded once more, for who wants a duplicate: the one that is there
/// counts as an earlier one from now on. The key stays, so what is recorded next is there once.
///
/// # Errors
/// When the database fails.
pub async fn make_room(c: &mut Conn, gateway: &str, reference: &str) -> Result<()> {
    let sql = "update transactions set ordinal = 1 + (select max(o.ordinal) from transactions o
            where o.gateway = $1 and o.reference = $2 and o.reference <> '')
        where gateway = $1 and reference = $2 and reference <> '' and ordinal = 0";
    c.exec(sql, args![gateway, reference]).await?;
    Ok(())
}

/// One transaction.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: TransactionId) -> Result<Option<TransactionRow>> {
    c.maybe("select * from transactions where id = $1", args![id]).await
}

/// The transaction with a gateway's id; the oldest where duplicates were wanted.
///
/// # Errors
/// When the database fails.
pub async fn by_reference(
    c: &mut Conn,
    gateway: &str,
    reference: &str,
) -> Result<Option<TransactionRow>> {
    let sql = "select * from transactions
        where gateway = $1 and reference = $2 and reference <> '' order by id limit 1";
    c.maybe(sql, args![gateway, reference]).await
}

/// Every transaction with a gateway's id, whatever the gateway.
///
/// # Errors
/// When the database fails.
pub async fn with_reference(c: &mut Conn, reference: &str) -> Result<Vec<TransactionRow>> {
    let sql = "select * from transactions where reference = $1 and reference <> '' order by id";
    c.all(sql, args![reference]).await
}

/// The transactions of an invoice, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_invoice(c: &mut Conn, invoice: InvoiceId) -> Result<Vec<TransactionRow>> {
    c.all("select * from transactions where invoice_id = $1 order by id", args![invoice]).await
}

/// What is booked with a gateway's id between two instants (Unix seconds; not at the second one).
///
/// # Errors
/// When the database fails.
pub async fn of_gateway(
    c: &mut Conn,
    gateway: &str,
    since: i64,
    until: i64,
) -> Result<Vec<TransactionRow>> {
    let sql = "select * from transactions
        where at >= $2 and at < $3 and gateway = $1 and reference <> '' order by id";
    c.all(sql, args![gateway, since, until]).await
}

/// The transactions of a client, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<TransactionRow>> {
    c.all("select * from transactions where client_id = $1 order by id", args![client]).await
}

/// How much of a payment was given back; minor units.
///
/// # Errors
/// When the database fails.
pub async fn refunded_minor(c: &mut Conn, payment: &TransactionRow) -> Result<i64> {
    // By the invoice, which has an index; a payment without one is not refunded through it.
    let sql = "select cast(coalesce(sum(amount_out_minor), 0) as bigint) from transactions
        where invoice_id = $1 and refund_of = $2";
    c.scalar(sql, args![payment.invoice_id, payment.id]).await
}

/// How much money went back for an invoice; minor units.
///
/// # Errors
/// When the database fails.
pub async fn out_minor(c: &mut Conn, invoice: InvoiceId) -> Result<i64> {
    let sql = "select cast(coalesce(sum(amount_out_minor), 0) as bigint) from transactions
        where invoice_id = $1 and withdraws = 0";
    c.scalar(sql, args![invoice]).await
}

/// Writes what a person may correct: no amounts, which the journal has.
///
/// # Errors
/// A duplicate when another transaction has the gateway's id; when there is no such transaction.
pub async fn update(c: &mut Conn, row: &TransactionRow) -> Result<()> {
    let at = "select at from transactions where id = $1";
    let before = c.scalar(at, args![row.id]).await?;
    let sql = "update transactions set gateway = $2, at = $3, description = $4, rate = $5,
            reference = $6, refund_of = $7,
            ordinal = case when gateway = $2 and reference = $6 then ordinal else 0 end
        where id = $1";
    let values = args![
        row.id,
        &row.gateway,
        row.at,
        &row.description,
        row.rate,
        &row.reference,
        row.refund_of
    ];
    c.exactly(1, sql, values).await?;
    transaction_days::shift(c, row, before).await
}
