//! Lines of bank statements, and the invoices that they may pay.

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, CurrencyId, InvoiceId, TransactionId};

use super::refund_requests::Hand;
use crate::filter::Filter;
use crate::many::among;
use crate::{Conn, Result, Row, Val, args};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct LineRow {
    /// Its number on the wire.
    pub id: i64,
    /// The own account, as the statement names it; empty when it does not.
    pub account: String,
    /// What tells it from the other lines of the account.
    pub line_key: String,
    /// The bank's number of it; empty for none.
    pub bank_id: String,
    /// The day the bank booked it.
    pub booked_on: Date,
    /// ISO 4217.
    pub currency: String,
    /// Minor units; below zero for money that left.
    pub amount_minor: i64,
    /// Who paid, as the bank writes it.
    pub payer: String,
    /// The account it was paid from, folded.
    pub payer_account: String,
    /// What the payer wrote.
    pub reference: String,
    /// `Open`, `Booked` or `Ignored`.
    pub status: String,
    /// Why it is open or ignored.
    pub reason: String,
    /// The invoice it was booked for.
    pub invoice_id: Option<InvoiceId>,
    /// The client it was booked for.
    pub client_id: Option<ClientId>,
    /// The payment that was recorded.
    pub transaction_id: Option<TransactionId>,
    /// Unix seconds.
    pub imported_at: i64,
    /// Which staff member decided.
    pub decided_by: Option<i64>,
    /// Who that was, as logs say it.
    pub decided_name: String,
    /// Unix seconds.
    pub decided_at: Option<i64>,
}

/// Which lines are listed; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// This one.
    pub id: Option<i64>,
    /// Booked for this invoice.
    pub invoice: Option<i64>,
    /// Booked for this client.
    pub client: Option<i64>,
    /// In this state.
    pub status: Option<&'a str>,
}

/// What a line was booked as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Booked {
    /// The invoice, unless it became credit.
    pub invoice: Option<InvoiceId>,
    /// Whose.
    pub client: ClientId,
    /// The payment.
    pub transaction: TransactionId,
}

/// An invoice that a line may pay.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PayableRow {
    /// Its id.
    pub id: InvoiceId,
    /// Its number; empty until it is given.
    pub number: String,
    /// Whose.
    pub client_id: ClientId,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Its status.
    pub status: InvoiceStatus,
    /// Minor units that are still to be paid.
    pub balance_minor: i64,
    /// Of the client.
    pub first_name: String,
    /// Of the client.
    pub last_name: String,
    /// Of the client.
    pub company: String,
}

const PAYABLE: &str = "select i.id, i.number, i.client_id, i.currency_id, i.status,
        i.total_minor - i.credit_minor - i.paid_minor as balance_minor,
        c.first_name, c.last_name, c.company
    from invoices i join clients c on c.id = i.client_id";

/// As the index of migration 0100 has it, letter by letter.
const FOLDED: &str = "upper(replace(replace(replace(replace(replace(replace(i.number, '-', ''),
    '/', ''), '.', ''), ' ', ''), '_', ''), '#', ''))";

/// Keeps a line, whose `id` is ignored; its number, or `None` when it is kept already.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, row: &LineRow) -> Result<Option<i64>> {
    let sql = "insert into bank_lines (account, line_key, bank_id, booked_on, currency,
            amount_minor, payer, payer_account, reference, status, reason, imported_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)
        on conflict (account, line_key) do nothing returning id";
    let values = args![
        &row.account,
        &row.line_key,
        &row.bank_id,
        row.booked_on,
        &row.currency,
        row.amount_minor,
        &row.payer,
        &row.payer_account,
        &row.reference,
        &row.status,
        &row.reason,
        row.imported_at,
    ];
    c.maybe_scalar(sql, values).await
}

/// One line.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<LineRow>> {
    c.maybe("select * from bank_lines where id = $1", args![id]).await
}

/// One page, newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    listed: Listed<'_>,
    (start, limit): (i64, i64),
) -> Result<(Vec<LineRow>, i64)> {
    let filter = Filter::new()
        .and_some("id = ?", listed.id)
        .and_some("invoice_id = ?", listed.invoice)
        .and_some("client_id = ?", listed.client)
        .and_some("status = ?", listed.status);
    let total = c.scalar(&filter.sql("select count(*) from bank_lines"), filter.args()).await?;
    let (sql, args) = filter.page("select * from bank_lines", "id desc", start, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// Says why a line stays open.
///
/// # Errors
/// When there is no such open line.
pub async fn leave(c: &mut Conn, id: i64, reason: &str) -> Result<()> {
    let sql = "update bank_lines set reason = $2 where id = $1 and status = 'Open'";
    c.exactly(1, sql, args![id, reason]).await
}

/// Notes what a line was booked as; `false` when somebody was faster.
///
/// # Errors
/// When another line has the payment.
pub async fn book(c: &mut Conn, id: i64, booked: Booked, by: Hand<'_>) -> Result<bool> {
    let sql = "update bank_lines set status = 'Booked', reason = '', invoice_id = $2,
            client_id = $3, transaction_id = $4, decided_by = $5, decided_name = $6,
            decided_at = $7
        where id = $1 and status in ('Open', 'Ignored') and amount_minor > 0";
    let values =
        args![id, booked.invoice, booked.client, booked.transaction, by.staff, by.name, by.at];
    Ok(c.exec(sql, values).await? == 1)
}

/// Puts an open line aside; `false` when it is not open.
///
/// # Errors
/// When the database fails.
pub async fn ignore(c: &mut Conn, id: i64, reason: &str, by: Hand<'_>) -> Result<bool> {
    let sql = "update bank_lines set status = 'Ignored', reason = $2, decided_by = $3,
            decided_name = $4, decided_at = $5
        where id = $1 and status = 'Open'";
    Ok(c.exec(sql, args![id, reason, by.staff, by.name, by.at]).await? == 1)
}

/// The clients whose money came from an account before, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn payers(c: &mut Conn, account: &str) -> Result<Vec<ClientId>> {
    let sql = "select distinct client_id from bank_lines
        where payer_account = $1 and payer_account <> '' and client_id is not null
        order by client_id limit 20";
    c.column(sql, args![account]).await
}

/// The invoices of folded numbers, and those without a number of ids.
///
/// # Errors
/// When the database fails.
pub async fn named(c: &mut Conn, numbers: &[String], ids: &[i64]) -> Result<Vec<PayableRow>> {
    let head = format!("{PAYABLE} where i.number <> '' and {FOLDED} in");
    let wanted = numbers.iter().map(|number| Val::from(number.as_str()));
    let (sql, values) = among(&head, wanted, "order by i.id", Vec::new());
    let mut found: Vec<PayableRow> = c.all(&sql, &values).await?;
    let head = format!("{PAYABLE} where i.number = '' and i.id in");
    let wanted = ids.iter().map(|id| Val::Int(*id));
    let (sql, values) = among(&head, wanted, "order by i.id", Vec::new());
    found.extend(c.all::<PayableRow>(&sql, &values).await?);
    Ok(found)
}

/// Open invoices over an amount, oldest first: enough of them to suggest some.
///
/// # Errors
/// When the database fails.
pub async fn open_over(
    c: &mut Conn,
    currency: CurrencyId,
    balance_minor: i64,
) -> Result<Vec<PayableRow>> {
    let sql = format!(
        "{PAYABLE} where i.status in ('Unpaid', 'Payment Pending', 'Collections')
            and i.currency_id = $1
            and i.total_minor - i.credit_minor - i.paid_minor = $2
        order by i.id limit 200"
    );
    c.all(&sql, args![currency, balance_minor]).await
}
