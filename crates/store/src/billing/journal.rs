//! The journal: every movement of money, from one account to another (B21).

use jiff::civil::Date;
use model::billing::journal::{Account, EntryKind};
use model::ids::{ClientId, CurrencyId, InvoiceId, JournalEntryId, TransactionId};

use crate::{Conn, Result, Row, Val, args, values};

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

/// Adds movements, in order; their `id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn insert(c: &mut Conn, rows: &[JournalRow]) -> Result<()> {
    let sql = "insert into journal (at, on_date, reason, debit, credit, amount_minor, currency_id,
            client_id, invoice_id, transaction_id)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let rows = rows.iter().map(|row| {
        values![
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
        ]
    });
    c.insert_each(sql, &rows.collect::<Vec<_>>()).await
}

/// The movements of an invoice, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_invoice(c: &mut Conn, invoice: InvoiceId) -> Result<Vec<JournalRow>> {
    c.all("select * from journal where invoice_id = $1 order by id", args![invoice]).await
}

/// One side of a movement.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct SideRow {
    /// Its number: twice the movement's, and one more for the credit side.
    pub id: i64,
    /// The movement.
    pub entry_id: i64,
    /// Unix seconds.
    pub at: i64,
    /// What it records.
    pub reason: EntryKind,
    /// Which account.
    pub account: Account,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Minor units; more than zero.
    pub amount_minor: i64,
    /// Whose; 0 for nobody's.
    pub client_id: ClientId,
    /// The invoice concerned.
    pub invoice_id: Option<InvoiceId>,
    /// The payment or refund that caused it.
    pub transaction_id: Option<TransactionId>,
}

impl SideRow {
    /// Whether it is the side that gains.
    #[must_use]
    pub const fn is_debit(&self) -> bool {
        self.id % 2 == 0
    }
}

/// The sides of the movements, newest first, and how many there are in all. `accounts` are the
/// wanted ones; empty means all.
///
/// # Errors
/// When the database fails.
pub async fn sides(
    c: &mut Conn,
    invoice: Option<InvoiceId>,
    accounts: &[Account],
    offset: i64,
    limit: i64,
) -> Result<(Vec<SideRow>, i64)> {
    let mut args: Vec<Val<'_>> = accounts.iter().map(|account| Val::from(*account)).collect();
    let names: Vec<String> = (1..=args.len()).map(|n| format!("${n}")).collect();
    let wanted = |side: &Side| {
        if names.is_empty() { String::new() } else { side.limited_to(accounts, &names.join(", ")) }
    };
    let (debit, credit) = (wanted(&DEBIT), wanted(&CREDIT));
    let of = args.len() + 1;
    // The parameter is always there, so that both texts take the same ones.
    let condition = if invoice.is_some() { "invoice_id =" } else { "id >" };
    args.push(Val::Int(invoice.map_or(0, |invoice| invoice.0)));
    let from = format!("from journal where {condition} ${of}");
    let total =
        format!("select (select count(*) {from}{debit}) + (select count(*) {from}{credit})");
    let total = c.scalar(&total, &args).await?;
    args.extend([Val::from(limit), Val::from(offset), Val::from(limit.saturating_add(offset))]);
    // Each half is cut to what the page can reach, so that the index is walked no further.
    let reach = format!("order by id desc limit ${}", of + 3);
    let half = |side: i64, account: &str, wanted: &str| {
        format!(
            "select id * 2 + {side} as id, id as entry_id, at, reason, {account} as account,
                currency_id, amount_minor, client_id, invoice_id, transaction_id
            from (select * {from}{wanted} {reach}) half{side}"
        )
    };
    let sql = format!(
        "select * from ({} union all {}) sides order by id desc limit ${} offset ${}",
        half(0, "debit", &debit),
        half(1, "credit", &credit),
        of + 1,
        of + 2
    );
    Ok((c.all(&sql, &args).await?, total))
}

/// A side of the movements, and the accounts that its index leaves out (migration 0137).
struct Side {
    column: &'static str,
    left_out: &'static [Account],
    /// The condition of the index, word for word.
    others: &'static str,
}

const DEBIT: Side = Side {
    column: "debit",
    left_out: &[Account::AccountsReceivable],
    others: "debit <> 'Accounts Receivable'",
};

const CREDIT: Side = Side {
    column: "credit",
    left_out: &[Account::Income, Account::AccountsReceivable],
    others: "credit not in ('Income', 'Accounts Receivable')",
};

impl Side {
    /// The condition for accounts, whose parameters are named. Where the index has all of them, its
    /// own condition is said, too: otherwise no planner takes it.
    fn limited_to(&self, accounts: &[Account], names: &str) -> String {
        let Self { column, left_out, others } = self;
        if accounts.iter().any(|account| left_out.contains(account)) {
            return format!(" and {column} in ({names})");
        }
        format!(" and {column} in ({names}) and {others}")
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
