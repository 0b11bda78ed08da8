//! Invoices: their head and their sums.

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::ids::{ClientId, CurrencyId, InvoiceId, PayMethodId};

use crate::many::in_list;
use crate::system::kept_counts;
use crate::{Conn, Result, Row, args, values};

/// One invoice.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct InvoiceRow {
    /// Its id on the wire.
    pub id: InvoiceId,
    /// Its number; empty until it is given (B17).
    pub number: String,
    /// Whose.
    pub client_id: ClientId,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Units of it for one of the default currency when this was made, times 100000000
    /// (`model::money::ExchangeRate`); 0 for older ones.
    pub exchange_rate: i64,
    /// Its stored status (B15).
    pub status: InvoiceStatus,
    /// The day on it.
    pub issued_on: Date,
    /// The day it is due.
    pub due_on: Date,
    /// Unix seconds.
    pub paid_at: Option<i64>,
    /// Unix seconds.
    pub cancelled_at: Option<i64>,
    /// Unix seconds.
    pub refunded_at: Option<i64>,
    /// When it was last tried to be charged, in Unix seconds.
    pub last_capture_at: Option<i64>,
    /// Lines without tax; minor units, as all sums here.
    pub subtotal_minor: i64,
    /// Tax of level 1.
    pub tax_minor: i64,
    /// Tax of level 2.
    pub tax2_minor: i64,
    /// Lines and tax, before credit.
    pub total_minor: i64,
    /// Credit applied.
    pub credit_minor: i64,
    /// Payments applied.
    pub paid_minor: i64,
    /// Given back of both.
    pub refunded_minor: i64,
    /// Percent times 10000.
    pub tax_rate: i64,
    /// Percent times 10000.
    pub tax_rate2: i64,
    /// Name of the level 1 tax.
    pub tax_name: String,
    /// Name of the level 2 tax.
    pub tax_name2: String,
    /// What must be said about its tax.
    pub tax_note: String,
    /// JSON: how its tax was computed; empty for older ones.
    pub tax_basis: String,
    /// How it is to be paid.
    pub gateway: String,
    /// The stored method it is charged to.
    pub pay_method_id: Option<PayMethodId>,
    /// A note for the client.
    pub notes: String,
    /// JSON: seller and buyer as they were at issue (B16).
    pub parties: String,
    /// The buyer's country then, two letters, as they say; empty where they say none.
    pub buyer_country: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

impl InvoiceRow {
    /// What is still to be paid; minor units.
    #[must_use]
    pub const fn balance_minor(&self) -> i64 {
        self.total_minor - self.credit_minor - self.paid_minor
    }
}

/// Takes the numbers in the database of invoices to come, in order; nobody else gets them.
///
/// # Errors
/// When the database fails.
pub async fn reserve(c: &mut Conn, count: usize) -> Result<Vec<InvoiceId>> {
    let sql = if c.is_postgres() {
        "select nextval(pg_get_serial_sequence('invoices', 'id')) from generate_series(1, $1)"
    } else {
        // Whoever writes is the only one. The number of a deleted invoice is not given again.
        "with recursive n(i) as (select 1 union all select i + 1 from n where i < $1),
                last(id) as (select max(id) from invoices
                    union all select seq from sqlite_sequence where name = 'invoices')
            select (select coalesce(max(id), 0) from last) + i from n"
    };
    c.column(sql, args![i64::try_from(count).unwrap_or(i64::MAX)]).await
}

/// Adds invoices by their reserved numbers.
///
/// # Errors
/// When something they refer to does not exist, their sums do not add up, or the database fails.
pub async fn insert<'a>(
    c: &mut Conn,
    rows: impl IntoIterator<Item = &'a InvoiceRow>,
) -> Result<()> {
    let sql = "insert into invoices (id, number, client_id, currency_id, status, issued_on, due_on,
            subtotal_minor, tax_minor, tax2_minor, total_minor, tax_rate, tax_rate2, tax_name,
            tax_name2, tax_note, tax_basis, gateway, notes, parties, created_at, updated_at,
            exchange_rate, buyer_country, credit_minor)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21, $22, $23, $24, $25)";
    let rows: Vec<&InvoiceRow> = rows.into_iter().collect();
    let written = rows.iter().map(|row| {
        values![
            row.id,
            &row.number,
            row.client_id,
            row.currency_id,
            row.status,
            row.issued_on,
            row.due_on,
            row.subtotal_minor,
            row.tax_minor,
            row.tax2_minor,
            row.total_minor,
            row.tax_rate,
            row.tax_rate2,
            &row.tax_name,
            &row.tax_name2,
            &row.tax_note,
            &row.tax_basis,
            &row.gateway,
            &row.notes,
            &row.parties,
            row.created_at,
            row.updated_at,
            row.exchange_rate,
            &row.buyer_country,
            row.credit_minor,
        ]
    });
    c.insert_each(sql, &written.collect::<Vec<_>>()).await?;
    kept_counts::count_invoices(c, &rows).await
}

/// One invoice.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: InvoiceId) -> Result<Option<InvoiceRow>> {
    c.maybe("select * from invoices where id = $1", args![id]).await
}

/// Those of the numbers that are invoices.
///
/// # Errors
/// When the database fails.
pub async fn known(c: &mut Conn, ids: &[i64]) -> Result<Vec<i64>> {
    let (sql, values) = in_list("select id from invoices where id in", ids, "order by id");
    c.column(&sql, &values).await
}

/// One invoice, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: InvoiceId) -> Result<Option<InvoiceRow>> {
    c.maybe("select * from invoices where id = $1 for no key update", args![id]).await
}

/// Whose invoice it is.
///
/// # Errors
/// When the database fails.
pub async fn client_of(c: &mut Conn, id: InvoiceId) -> Result<Option<ClientId>> {
    c.maybe_scalar("select client_id from invoices where id = $1", args![id]).await
}

/// Moves the status, conditional on the present one; `false` when that is another by now (B15).
///
/// # Errors
/// When the database fails.
pub async fn set_status(
    c: &mut Conn,
    id: InvoiceId,
    from: InvoiceStatus,
    to: InvoiceStatus,
    now: i64,
) -> Result<bool> {
    let sql = "update invoices set status = $3, updated_at = $4 where id = $1 and status = $2";
    Ok(c.exec(sql, args![id, from, to, now]).await? == 1)
}

/// The three instants that go with a status.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Stamp {
    /// When it was paid.
    Paid,
    /// When it was cancelled.
    Cancelled,
    /// When it was refunded.
    Refunded,
}

/// Writes or clears one of the instants.
///
/// # Errors
/// When there is no such invoice.
pub async fn stamp(c: &mut Conn, id: InvoiceId, stamp: Stamp, at: Option<i64>) -> Result<()> {
    let sql = match stamp {
        Stamp::Paid => "update invoices set paid_at = $2 where id = $1",
        Stamp::Cancelled => "update invoices set cancelled_at = $2 where id = $1",
        Stamp::Refunded => "update invoices set refunded_at = $2 where id = $1",
    };
    c.exactly(1, sql, args![id, at]).await
}

/// Adds to what was paid, applied of credit and given back; minor units.
///
/// # Errors
/// When one of them would fall below zero, or more was given back than was paid.
pub async fn add_sums(
    c: &mut Conn,
    id: InvoiceId,
    paid: i64,
    credit: i64,
    refunded: i64,
    now: i64,
) -> Result<()> {
    let sql = "update invoices set paid_minor = paid_minor + $2,
            credit_minor = credit_minor + $3, refunded_minor = refunded_minor + $4,
            updated_at = $5
        where id = $1";
    c.exactly(1, sql, args![id, paid, credit, refunded, now]).await
}

/// Gives the number, once.
///
/// # Errors
/// When it has one, or another invoice has this one.
pub async fn set_number(c: &mut Conn, id: InvoiceId, number: &str) -> Result<()> {
    let sql = "update invoices set number = $2 where id = $1 and number = ''";
    c.exactly(1, sql, args![id, number]).await
}

/// Writes what a person may change of the head.
///
/// # Errors
/// When there is no such invoice.
pub async fn set_head(c: &mut Conn, row: &InvoiceRow) -> Result<()> {
    let sql = "update invoices set issued_on = $2, due_on = $3, gateway = $4, notes = $5,
            paid_at = $6, parties = $7, pay_method_id = $8, updated_at = $9, exchange_rate = $10,
            buyer_country = $11
        where id = $1";
    let values = args![
        row.id,
        row.issued_on,
        row.due_on,
        &row.gateway,
        &row.notes,
        row.paid_at,
        &row.parties,
        row.pay_method_id,
        row.updated_at,
        row.exchange_rate,
        &row.buyer_country
    ];
    c.exactly(1, sql, values).await
}

/// Writes the sums and rates after its lines changed.
///
/// # Errors
/// When there is no such invoice, or the sums do not add up.
pub async fn set_sums(c: &mut Conn, row: &InvoiceRow) -> Result<()> {
    let sql = "update invoices set subtotal_minor = $2, tax_minor = $3, tax2_minor = $4,
            total_minor = $5, tax_rate = $6, tax_rate2 = $7, tax_basis = $8, updated_at = $9
        where id = $1";
    let values = args![
        row.id,
        row.subtotal_minor,
        row.tax_minor,
        row.tax2_minor,
        row.total_minor,
        row.tax_rate,
        row.tax_rate2,
        &row.tax_basis,
        row.updated_at
    ];
    c.exactly(1, sql, values).await
}

/// Remembers that a charge is being tried.
///
/// # Errors
/// When there is no such invoice.
pub async fn set_last_capture(c: &mut Conn, id: InvoiceId, at: i64) -> Result<()> {
    let sql = "update invoices set last_capture_at = $2 where id = $1";
    c.exactly(1, sql, args![id, at]).await
}

/// A client's invoices that wait for money, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn open_of_client(c: &mut Conn, client: ClientId) -> Result<Vec<InvoiceRow>> {
    let sql = "select * from invoices where client_id = $1
            and status in ('Unpaid', 'Payment Pending', 'Collections')
        order by id";
    c.all(sql, args![client]).await
}
