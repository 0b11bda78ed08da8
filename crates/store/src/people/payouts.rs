//! What affiliates earned and were paid, as lists.

use jiff::civil::Date;
use model::ids::{AffiliateId, InvoiceId};

use crate::{Conn, Result, Row, args};

/// A pay-out. Amounts are minor units of the affiliate's currency.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PayoutRow {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub affiliate_id: AffiliateId,
    /// How much.
    pub amount_minor: i64,
    /// `outside` or `credit`.
    pub way: String,
    /// Of the bank, or what staff wrote.
    pub reference: String,
    /// Who paid.
    pub by_name: String,
    /// Unix seconds.
    pub at: i64,
}

/// A commission as people see it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct CommissionSeen {
    /// Its number.
    pub id: i64,
    /// Of which invoice.
    pub invoice_id: InvoiceId,
    /// The number of that; empty until it is given.
    pub invoice_number: String,
    /// Of which service.
    pub service_id: i64,
    /// How much, without what refunds took back.
    pub amount_minor: i64,
    /// `Pending`, `Cleared` or `Reversed`.
    pub status: String,
    /// The day from which it counts.
    pub clears_on: Date,
    /// Unix seconds.
    pub created_at: i64,
}

/// Writes a pay-out down; its number does not matter.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, row: &PayoutRow) -> Result<()> {
    let sql = "insert into affiliate_payouts
        (affiliate_id, amount_minor, way, reference, by_name, at) values ($1, $2, $3, $4, $5, $6)";
    let (way, by) = (row.way.as_str(), row.by_name.as_str());
    let values = args![row.affiliate_id, row.amount_minor, way, &row.reference, by, row.at];
    c.exactly(1, sql, values).await
}

/// The latest pay-outs of an affiliate.
///
/// # Errors
/// When the database fails.
pub async fn payouts(c: &mut Conn, of: AffiliateId, rows: i64) -> Result<Vec<PayoutRow>> {
    let sql = "select * from affiliate_payouts where affiliate_id = $1 order by id desc limit $2";
    c.all(sql, args![of, rows]).await
}

/// The latest commissions of an affiliate.
///
/// # Errors
/// When the database fails.
pub async fn commissions(c: &mut Conn, of: AffiliateId, rows: i64) -> Result<Vec<CommissionSeen>> {
    let sql = "select k.id, k.invoice_id, i.number as invoice_number, k.service_id,
            k.amount_minor - k.taken_minor as amount_minor, k.status, k.clears_on, k.created_at
        from affiliate_commissions k join invoices i on i.id = k.invoice_id
        where k.affiliate_id = $1 order by k.id desc limit $2";
    c.all(sql, args![of, rows]).await
}
