//! Credit notes: what was taken back of issued invoices (B16), whole or in part (B20).

use jiff::civil::Date;
use model::ids::{ClientId, CurrencyId, InvoiceId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// How many are wanted.
const COUNT: &str = "select count(*) from credit_notes n";

/// Why a credit note was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The invoice was taken back, and two were issued in its place.
    Split,
    /// The invoice was taken back, and one was issued in the place of several.
    Merged,
    /// The invoice was taken back, and one was issued with what is still wanted of it.
    Shortened,
    /// Money or credit went back (B20).
    Refund,
    /// Days that were paid are not used: the service became a smaller one (B31).
    Downgrade,
}

impl Reason {
    /// As it is kept and sent.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Split => "Split",
            Self::Merged => "Merged",
            Self::Shortened => "Shortened",
            Self::Refund => "Refund",
            Self::Downgrade => "Downgrade",
        }
    }
}

/// One credit note.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CreditNoteRow {
    /// Its id on the wire.
    pub id: i64,
    /// Its number, in a sequence of its own (B17).
    pub number: String,
    /// What it takes back.
    pub invoice_id: InvoiceId,
    /// Whose.
    pub client_id: ClientId,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// The day on it.
    pub issued_on: Date,
    /// Lines without tax; minor units, as all sums here.
    pub subtotal_minor: i64,
    /// Tax of level 1.
    pub tax_minor: i64,
    /// Tax of level 2.
    pub tax2_minor: i64,
    /// Lines and tax.
    pub total_minor: i64,
    /// Why: the word of a [`Reason`].
    pub reason: String,
    /// Unix seconds.
    pub created_at: i64,
}

/// Which credit notes are asked for; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted {
    /// This one.
    pub id: Option<i64>,
    /// Of a client.
    pub client: Option<ClientId>,
    /// Of an invoice.
    pub invoice: Option<InvoiceId>,
    /// Of this day or later.
    pub from: Option<Date>,
    /// Of this day or earlier.
    pub to: Option<Date>,
}

/// A credit note as bookkeepers want it: beside whom it is for, and the invoice that it corrects.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ExportedRow {
    /// Its id on the wire.
    pub id: i64,
    /// Its own number.
    pub number: String,
    /// Whose.
    pub client_id: ClientId,
    /// The client's given name.
    pub first_name: String,
    /// The client's family name.
    pub last_name: String,
    /// The client's company.
    pub company: String,
    /// The day on it.
    pub issued_on: Date,
    /// What it takes back.
    pub invoice_id: InvoiceId,
    /// The number of that invoice.
    pub invoice_number: String,
    /// The day on that invoice.
    pub invoiced_on: Date,
    /// Why: the word of a [`Reason`].
    pub reason: String,
    /// In which currency.
    pub currency_id: CurrencyId,
    /// Lines without tax; minor units, as all sums here.
    pub subtotal_minor: i64,
    /// The rate of level 1, in ten-thousandths of a percent.
    pub tax_rate: i64,
    /// Tax of level 1.
    pub tax_minor: i64,
    /// The rate of level 2, in ten-thousandths of a percent.
    pub tax_rate2: i64,
    /// Tax of level 2.
    pub tax2_minor: i64,
    /// Lines and tax.
    pub total_minor: i64,
}

/// Adds a credit note; `row.id` is ignored.
///
/// # Errors
/// When there is one of the number, or the database fails.
pub async fn insert(c: &mut Conn, row: &CreditNoteRow) -> Result<i64> {
    let sql = "insert into credit_notes (number, invoice_id, client_id, currency_id, issued_on,
            subtotal_minor, tax_minor, tax2_minor, total_minor, reason, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) returning id";
    let values = args![
        &row.number,
        row.invoice_id,
        row.client_id,
        row.currency_id,
        row.issued_on,
        row.subtotal_minor,
        row.tax_minor,
        row.tax2_minor,
        row.total_minor,
        &row.reason,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// One of them.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<CreditNoteRow>> {
    c.maybe("select * from credit_notes where id = $1", args![id]).await
}

/// The credit notes of an invoice, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_invoice(c: &mut Conn, id: InvoiceId) -> Result<Vec<CreditNoteRow>> {
    c.all("select * from credit_notes where invoice_id = $1 order by id", args![id]).await
}

/// One page of credit notes, newest first, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    wanted: Wanted,
    offset: i64,
    limit: i64,
) -> Result<(Vec<CreditNoteRow>, i64)> {
    let filter = filter(wanted);
    let total = c.scalar(&filter.sql(COUNT), filter.args()).await?;
    let (sql, args) = filter.page("select n.* from credit_notes n", "n.id desc", offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}

/// The first credit notes for a file, oldest first, and how many there are in all.
///
/// # Errors
/// When the database fails.
pub async fn exported(c: &mut Conn, wanted: Wanted, limit: i64) -> Result<(Vec<ExportedRow>, i64)> {
    let filter = filter(wanted);
    let total = c.scalar(&filter.sql(COUNT), filter.args()).await?;
    let head = "select n.id, n.number, n.client_id, c.first_name, c.last_name, c.company,
            n.issued_on, n.invoice_id, v.number as invoice_number, v.issued_on as invoiced_on,
            n.reason, n.currency_id, n.subtotal_minor, v.tax_rate, n.tax_minor, v.tax_rate2,
            n.tax2_minor, n.total_minor
        from credit_notes n
        join invoices v on v.id = n.invoice_id
        join clients c on c.id = n.client_id";
    let (sql, args) = filter.page(head, "n.id", 0, limit);
    Ok((c.all(&sql, &args).await?, total))
}

fn filter(wanted: Wanted) -> Filter<'static> {
    Filter::new()
        .and_some("n.id = ?", wanted.id)
        .and_some("n.client_id = ?", wanted.client)
        .and_some("n.invoice_id = ?", wanted.invoice)
        .and_some("n.issued_on >= ?", wanted.from)
        .and_some("n.issued_on <= ?", wanted.to)
}
