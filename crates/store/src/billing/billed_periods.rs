//! Which periods of an item are invoiced: each one once (B7).

use std::collections::{BTreeSet, HashMap};

use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::dates::Period;
use model::ids::InvoiceId;

use crate::many::among;
use crate::{Conn, Result, Row, Val, args, values};

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

/// A period that is to be invoiced.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Claim {
    /// What kind of item.
    pub item: ItemKind,
    /// Which one.
    pub item_id: i64,
    /// From when to when.
    pub period: Period,
    /// By which invoice.
    pub invoice: InvoiceId,
}

/// Claims periods for invoices; the first one that is invoiced already, if any is (B7).
///
/// # Errors
/// When the database fails.
pub async fn claim(c: &mut Conn, claims: &[Claim]) -> Result<Option<Claim>> {
    // How many were written says it: `returning` would cost SQLite a table of the answer.
    let sql = "insert into billed_periods (item, item_id, period_from, period_to, invoice_id)
        values ($1, $2, $3, $4, $5) on conflict do nothing";
    let rows = claims.iter().map(|claim| {
        let Period { from, to_exclusive } = claim.period;
        values![claim.item, claim.item_id, from, to_exclusive, claim.invoice]
    });
    let rows: Vec<_> = rows.collect();
    if c.insert_some(sql, &rows).await? == rows.len() as u64 {
        return Ok(None);
    }
    let sql = "select invoice_id from billed_periods
        where item = $1 and item_id = $2 and period_from = $3";
    let mut seen = BTreeSet::new();
    for claim in claims {
        let Claim { item, item_id, period, invoice } = *claim;
        let key = args![item, item_id, period.from];
        let holder = c.maybe_scalar::<InvoiceId>(sql, key).await?;
        // Of two equal ones in the same list the second is too late.
        if holder != Some(invoice) || !seen.insert((item, item_id, period.from)) {
            return Ok(Some(*claim));
        }
    }
    // Each is its own invoice's, so one was before.
    Ok(claims.first().copied())
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

/// Has the period of an item that a day lies in end on another day, and gives back those after it:
/// a new cycle began on that day, up to which the item is paid for.
///
/// # Errors
/// When the database fails.
pub async fn restart(
    c: &mut Conn,
    item: ItemKind,
    item_id: i64,
    on: Date,
    until: Date,
) -> Result<()> {
    let later = "delete from billed_periods
        where item = $1 and item_id = $2 and period_from > $3";
    c.exec(later, args![item, item_id, on]).await?;
    let running = "update billed_periods set period_to = $4
        where item = $1 and item_id = $2 and period_from <= $3 and period_to > $3";
    c.exec(running, args![item, item_id, on, until]).await.map(drop)
}

/// Has nothing of an item be invoiced from a day on: the period that the day lies in ends on it,
/// and those after it are given back.
///
/// # Errors
/// When the database fails.
pub async fn shorten(c: &mut Conn, item: ItemKind, item_id: i64, until: Date) -> Result<()> {
    let later = "delete from billed_periods
        where item = $1 and item_id = $2 and period_from >= $3";
    c.exec(later, args![item, item_id, until]).await?;
    let running = "update billed_periods set period_to = $3
        where item = $1 and item_id = $2 and period_to > $3";
    c.exec(running, args![item, item_id, until]).await.map(drop)
}

/// How far an item is invoiced.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Reach {
    /// End of the last invoiced period.
    pub invoiced_to: Option<Date>,
    /// Whether one of its invoices waits for money.
    pub unpaid: bool,
    /// How many of its periods are invoiced.
    pub periods: i64,
}

/// How far an item is invoiced, and whether one of its invoices is unpaid (B9).
///
/// # Errors
/// When the database fails.
pub async fn reach(c: &mut Conn, item: ItemKind, item_id: i64) -> Result<Reach> {
    Ok(reaches(c, item, &[item_id]).await?.remove(&item_id).unwrap_or_default())
}

/// [`reach`] of each of many items of a kind that was ever invoiced.
///
/// # Errors
/// When the database fails.
pub async fn reaches(
    c: &mut Conn,
    item: ItemKind,
    item_ids: &[i64],
) -> Result<HashMap<i64, Reach>> {
    let head = "select p.item_id, max(p.period_to) as invoiced_to,
            max(case when i.status in ('Draft', 'Unpaid', 'Payment Pending',
                'Collections') then 1 else 0 end) as unpaid,
            count(*) as periods
        from billed_periods p join invoices i on i.id = p.invoice_id
        where p.item = $1 and p.item_id in";
    let ids = item_ids.iter().map(|id| Val::Int(*id));
    let (sql, values) = among(head, ids, "group by p.item_id", vec![Val::from(item)]);
    let rows = c.all::<(i64, Option<Date>, bool, i64)>(&sql, &values).await?;
    let of = |(id, invoiced_to, unpaid, periods)| (id, Reach { invoiced_to, unpaid, periods });
    Ok(rows.into_iter().map(of).collect())
}
