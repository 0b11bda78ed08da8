//! The journal: every movement of money, from one account to another (B21).

use jiff::civil::Date;
use model::billing::journal::{Account, EntryKind};
use model::ids::{ClientId, CurrencyId, InvoiceId, JournalEntryId, TransactionId};

use crate::{Conn, Result, Row, args};

/// One movement.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct JournalRow {
    /// Its number.
    pub id: JournalEntryId,
    /// Unix seconds.
    pub at: i64,
    /// The day it counts for.
    pub on_date: Date,
    /// What it records.
    pub reason: EntryKind,
    /// The account that gains.
    pub debit: Account,
    /// The account that loses.
    pub credit: Account,
    /// More than zero; minor units.
    pub amount_minor: i64,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Whose.
    pub client_id: ClientId,
    /// The invoice concerned.
    pub invoice_id: Option<InvoiceId>,
    /// The payment or refund that caused it.
    pub transaction_id: Option<TransactionId>,
}

/// Adds a movement; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, row: &JournalRow) -> Result<()> {
    let sql = "insert into journal (at, on_date, reason, debit, credit, amount_minor, currency_id,
            client_id, invoice_id, transaction_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = args![
        row.at,
        row.on_date,
        row.reason,
        row.debit,
        row.credit,
        row.amount_minor,
        row.currency_id,
        row.client_id,
        row.invoice_id,
        row.transaction_id,
    ];
    c.exactly(1, sql, values).await
}

/// The movements of an invoice, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_invoice(c: &mut Conn, invoice: InvoiceId) -> Result<Vec<JournalRow>> {
    c.all("select * from journal where invoice_id = $1 order by id", args![invoice]).await
}

/// Movements of a client (of all clients for `None`), newest first.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    client: Option<ClientId>,
    offset: i64,
    limit: i64,
) -> Result<Vec<JournalRow>> {
    let (sql, client) = match client {
        Some(client) => (
            "select * from journal where client_id = $1 order by id desc limit $3 offset $2",
            client,
        ),
        // The first parameter is always there, so that both texts take the same ones.
        None => {
            ("select * from journal where id > $1 order by id desc limit $3 offset $2", ClientId(0))
        }
    };
    c.all(sql, args![client, offset, limit]).await
}

/// How many movements [`page`] pages over.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn, client: Option<ClientId>) -> Result<i64> {
    match client {
        Some(client) => {
            c.scalar("select count(*) from journal where client_id = $1", args![client]).await
        }
        None => c.scalar("select count(*) from journal", args![]).await,
    }
}

/// The balance of one account in one currency.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BalanceRow {
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Which account.
    pub account: Account,
    /// Debits less credits; minor units.
    pub balance_minor: i64,
}

/// The balance of every account in every currency (B21).
///
/// # Errors
/// When the database fails.
pub async fn balances(c: &mut Conn) -> Result<Vec<BalanceRow>> {
    let sql = "select currency_id, account, cast(sum(amount) as bigint) as balance_minor from (
            select currency_id, debit as account, amount_minor as amount from journal
            union all
            select currency_id, credit as account, -amount_minor as amount from journal) moved
        group by currency_id, account order by currency_id, account";
    c.all(sql, args![]).await
}

/// Debits less credits of an account over the movements of one invoice; minor units.
///
/// # Errors
/// When the database fails.
pub async fn balance_of_invoice(c: &mut Conn, invoice: InvoiceId, account: Account) -> Result<i64> {
    let sql = "select cast(coalesce(sum(case when debit = $2 then amount_minor
            when credit = $2 then -amount_minor else 0 end), 0) as bigint)
        from journal where invoice_id = $1";
    c.scalar(sql, args![invoice, account]).await
}
