//! Credit notes: what was taken back of issued invoices (B16), whole or in part (B20).

use jiff::civil::Date;
use model::ids::{ClientId, CurrencyId, InvoiceId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// Why a credit note was written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reason {
    /// The invoice was taken back, and two were issued in its place.
    Split,
    /// The invoice was taken back, and one was issued in the place of several.
    Merged,
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
    let filter = Filter::new()
        .and_some("id = ?", wanted.id)
        .and_some("client_id = ?", wanted.client)
        .and_some("invoice_id = ?", wanted.invoice);
    let total = c.scalar(&filter.sql("select count(*) from credit_notes"), filter.args()).await?;
    let (sql, args) = filter.page("select * from credit_notes", "id desc", offset, limit);
    Ok((c.all(&sql, &args).await?, total))
}
