//! Which periods of an item are invoiced: each one once (B7).

use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::dates::Period;
use model::ids::InvoiceId;

use crate::{Conn, Result, Row, args};

/// One invoiced period.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BilledPeriodRow {
    /// What kind of item.
    pub item: ItemKind,
    /// Which one.
    pub item_id: i64,
    /// First day.
    pub period_from: Date,
    /// The day after the last one.
    pub period_to: Date,
    /// The invoice that has the line.
    pub invoice_id: InvoiceId,
}

/// Claims a period for an invoice; `false` when it is invoiced already (B7).
///
/// # Errors
/// When the database fails.
pub async fn claim(
    c: &mut Conn,
    item: ItemKind,
    item_id: i64,
    period: Period,
    invoice: InvoiceId,
) -> Result<bool> {
    let sql = "insert into billed_periods (item, item_id, period_from, period_to, invoice_id)
        values ($1, $2, $3, $4, $5) on conflict do nothing";
    let values = args![item, item_id, period.from, period.to_exclusive, invoice];
    Ok(c.exec(sql, values).await? == 1)
}

/// Gives the periods of an invoice back, so that they can be invoiced again.
///
/// # Errors
/// When the database fails.
pub async fn release(c: &mut Conn, invoice: InvoiceId) -> Result<u64> {
    c.exec("delete from billed_periods where invoice_id = $1", args![invoice]).await
}

/// Gives one period back.
///
/// # Errors
/// When the database fails.
pub async fn release_one(
    c: &mut Conn,
    item: ItemKind,
    item_id: i64,
    from: Date,
    invoice: InvoiceId,
) -> Result<u64> {
    let sql = "delete from billed_periods
        where item = $1 and item_id = $2 and period_from = $3 and invoice_id = $4";
    c.exec(sql, args![item, item_id, from, invoice]).await
}

/// Every invoiced period of an item, in order.
///
/// # Errors
/// When the database fails.
pub async fn of_item(c: &mut Conn, item: ItemKind, item_id: i64) -> Result<Vec<BilledPeriodRow>> {
    let sql = "select * from billed_periods where item = $1 and item_id = $2 order by period_from";
    c.all(sql, args![item, item_id]).await
}

/// How far an item is invoiced.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct Reach {
    /// End of the last invoiced period.
    pub invoiced_to: Option<Date>,
    /// Whether one of its invoices waits for money.
    pub unpaid: bool,
}

/// How far an item is invoiced, and whether one of its invoices is unpaid (B9).
///
/// # Errors
/// When the database fails.
pub async fn reach(c: &mut Conn, item: ItemKind, item_id: i64) -> Result<Reach> {
    let sql = "select max(p.period_to) as invoiced_to,
            coalesce(max(case when i.status in ('Draft', 'Unpaid', 'Payment Pending',
                'Collections') then 1 else 0 end), 0) as unpaid
        from billed_periods p join invoices i on i.id = p.invoice_id
        where p.item = $1 and p.item_id = $2";
    c.one(sql, args![item, item_id]).await
}
