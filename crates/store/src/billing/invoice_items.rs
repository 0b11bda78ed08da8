//! The lines of invoices.

use jiff::civil::Date;
use model::billing::invoice::LineType;
use model::dates::Period;
use model::ids::{ClientId, InvoiceId, InvoiceItemId};

use crate::many::among;
use crate::{Conn, Result, Row, Val, args, values};

/// One line.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct InvoiceItemRow {
    /// Its number on the wire.
    pub id: InvoiceItemId,
    /// On which invoice.
    pub invoice_id: InvoiceId,
    /// Whose.
    pub client_id: ClientId,
    /// What it is for.
    pub r#type: LineType,
    /// Which service, addon, domain, invoice or the like; 0 for none.
    pub rel_id: i64,
    /// The text that people read.
    pub description: String,
    /// As listed; minor units.
    pub amount_minor: i64,
    /// Without tax; minor units.
    pub net_minor: i64,
    /// Whether it is taxed.
    pub taxed: bool,
    /// Its share of the level 1 tax.
    pub tax_minor: i64,
    /// Its share of the level 2 tax.
    pub tax2_minor: i64,
    /// First day of the period it is for.
    pub period_from: Option<Date>,
    /// The day after the last one.
    pub period_to: Option<Date>,
    /// JSON: how the amount came about, step by step.
    pub explanation: String,
    /// When it took effect, in Unix seconds (B19).
    pub effected_at: Option<i64>,
}

impl InvoiceItemRow {
    /// The period it is for.
    #[must_use]
    pub fn period(&self) -> Option<Period> {
        Some(Period { from: self.period_from?, to_exclusive: self.period_to? })
    }
}

/// Adds lines, in order; their `id` is ignored.
///
/// # Errors
/// When an invoice does not exist, or the database fails.
pub async fn insert(c: &mut Conn, rows: &[InvoiceItemRow]) -> Result<()> {
    let sql = "insert into invoice_items (invoice_id, client_id, type, rel_id, description,
            amount_minor, net_minor, taxed, tax_minor, tax2_minor, period_from, period_to,
            explanation)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let rows = rows.iter().map(|row| {
        values![
            row.invoice_id,
            row.client_id,
            row.r#type,
            row.rel_id,
            &row.description,
            row.amount_minor,
            row.net_minor,
            row.taxed,
            row.tax_minor,
            row.tax2_minor,
            row.period_from,
            row.period_to,
            &row.explanation,
        ]
    });
    c.insert_each(sql, &rows.collect::<Vec<_>>()).await
}

/// The lines of an invoice, in order.
///
/// # Errors
/// When the database fails.
pub async fn of_invoice(c: &mut Conn, invoice: InvoiceId) -> Result<Vec<InvoiceItemRow>> {
    c.all("select * from invoice_items where invoice_id = $1 order by id", args![invoice]).await
}

/// The lines for a thing, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_thing(c: &mut Conn, kind: LineType, id: i64) -> Result<Vec<InvoiceItemRow>> {
    let sql = "select * from invoice_items where type = $1 and rel_id = $2 order by id";
    c.all(sql, args![kind, id]).await
}

/// Whether a thing was asked for by a line of a kind since a day, in an invoice that still counts.
///
/// # Errors
/// When the database fails.
pub async fn asked_since(c: &mut Conn, kind: LineType, id: i64, since: Date) -> Result<bool> {
    let sql = "select count(*) from invoice_items i join invoices v on v.id = i.invoice_id
        where i.type = $1 and i.rel_id = $2 and v.status not in ('Cancelled', 'Refunded')
            and coalesce(v.issued_on, $3) >= $3";
    Ok(c.scalar::<i64>(sql, args![kind, id, since]).await? > 0)
}

/// The oldest invoice that waits for money and has a line for a thing that did not take effect.
///
/// # Errors
/// When the database fails.
pub async fn waiting(c: &mut Conn, kind: LineType, id: i64) -> Result<Option<InvoiceId>> {
    let sql = "select v.id from invoice_items i join invoices v on v.id = i.invoice_id
        where i.type = $1 and i.rel_id = $2 and i.effected_at is null
            and v.status in ('Unpaid', 'Payment Pending', 'Collections')
        order by v.id limit 1";
    c.maybe_scalar(sql, args![kind, id]).await
}

/// The newest invoice over several others that asks for this one, or was paid for it.
///
/// # Errors
/// When the database fails.
pub async fn combining(c: &mut Conn, invoice: InvoiceId) -> Result<Option<InvoiceId>> {
    let sql = "select v.id from invoice_items i join invoices v on v.id = i.invoice_id
        where i.type = 'Invoice' and i.rel_id = $1
            and v.status in ('Unpaid', 'Payment Pending', 'Collections', 'Paid')
        order by v.id desc limit 1";
    c.maybe_scalar(sql, args![invoice]).await
}

/// What was paid for a time, for a thing.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PaidTimeRow {
    /// What it was paid for.
    pub r#type: LineType,
    /// For which thing.
    pub rel_id: i64,
    /// As listed; minor units.
    pub amount_minor: i64,
    /// First day.
    pub period_from: Date,
    /// The day after the last one.
    pub period_to: Date,
}

/// What was paid for a time after a day by lines of domain addons, for any of these domains;
/// what was given back is not.
///
/// # Errors
/// When the database fails.
pub async fn paid_addon_times(
    c: &mut Conn,
    domains: &[i64],
    after: Date,
) -> Result<Vec<PaidTimeRow>> {
    let head = "select i.type, i.rel_id, i.amount_minor, i.period_from, i.period_to
        from invoice_items i join invoices v on v.id = i.invoice_id
        where i.type in ('DomainAddonDNS', 'DomainAddonEMF', 'DomainAddonIDP')
            and i.effected_at is not null and v.status = 'Paid' and i.period_to > $1
            and i.rel_id in";
    let ids = domains.iter().map(|id| Val::Int(*id));
    let (sql, values) = among(head, ids, "order by i.id", vec![Val::from(after)]);
    c.all(&sql, &values).await
}

/// Writes text and amounts of a line.
///
/// # Errors
/// When there is no such line.
pub async fn update(c: &mut Conn, row: &InvoiceItemRow) -> Result<()> {
    let sql = "update invoice_items set description = $2, amount_minor = $3, net_minor = $4,
            taxed = $5, tax_minor = $6, tax2_minor = $7
        where id = $1";
    let values = args![
        row.id,
        &row.description,
        row.amount_minor,
        row.net_minor,
        row.taxed,
        row.tax_minor,
        row.tax2_minor
    ];
    c.exactly(1, sql, values).await
}

/// Takes a line off an invoice.
///
/// # Errors
/// When it is not there.
pub async fn delete(c: &mut Conn, invoice: InvoiceId, id: InvoiceItemId) -> Result<()> {
    let sql = "delete from invoice_items where id = $1 and invoice_id = $2";
    c.exactly(1, sql, args![id, invoice]).await
}

/// Marks that a line takes effect; `false` when it did before (B19).
///
/// # Errors
/// When the database fails.
pub async fn take_effect(c: &mut Conn, id: InvoiceItemId, now: i64) -> Result<bool> {
    let sql = "update invoice_items set effected_at = $2 where id = $1 and effected_at is null";
    Ok(c.exec(sql, args![id, now]).await? == 1)
}
