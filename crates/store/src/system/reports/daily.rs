//! What was done and received, in quarters of an hour: no time zone cuts one in two, so days add
//! up from them.

use jiff::civil::Date;

use super::{Line, lines};
use crate::{Conn, Result, args};

/// What is counted between two instants: 0 orders, 1 invoices paid, 2 tickets opened, 3 replies of
/// the staff, 4 cancellation requests; the number of a quarter of an hour after the first instant
/// (`stats::BUCKET_SECONDS`); and how many.
///
/// # Errors
/// When the database fails.
pub async fn done_buckets(c: &mut Conn, from: i64, until: i64) -> Result<Vec<(i64, i64, i64)>> {
    let sql = "select 0, (at - $1) / 900, count(*) from orders
            where at >= $1 and at < $2 group by (at - $1) / 900
        union all
        select 1, (paid_at - $1) / 900, count(*) from invoices
            where paid_at >= $1 and paid_at < $2 and status in ('Paid', 'Refunded')
            group by (paid_at - $1) / 900
        union all
        select 2, (opened_at - $1) / 900, count(*) from tickets
            where opened_at >= $1 and opened_at < $2 and merged_into is null
            group by (opened_at - $1) / 900
        union all
        select 3, (at - $1) / 900, count(*) from ticket_replies
            where at >= $1 and at < $2 and staff_id > 0 and opening = 0
            group by (at - $1) / 900
        union all
        select 4, (created_at - $1) / 900, count(*) from cancellation_requests
            where created_at >= $1 and created_at < $2 group by (created_at - $1) / 900";
    c.all(sql, args![from, until]).await
}

/// Invoices of two days and those between, without drafts: the day on them, and how many.
///
/// # Errors
/// When the database fails.
pub async fn issued_by_day(c: &mut Conn, from: Date, to: Date) -> Result<Vec<(Date, i64)>> {
    let sql = "select issued_on, count(*) from invoices
        where issued_on >= $1 and issued_on <= $2 and status <> 'Draft'
        group by issued_on order by issued_on";
    c.all(sql, args![from, to]).await
}

/// Received, fees and given back between two instants, by quarter of an hour and currency.
///
/// # Errors
/// When the database fails.
pub async fn income_buckets(
    c: &mut Conn,
    from: i64,
    until: i64,
) -> Result<Vec<(i64, String, i64, i64, i64)>> {
    let sql = "select (t.at - $1) / 900, y.code, cast(sum(t.amount_in_minor) as bigint),
            cast(sum(t.fees_minor) as bigint), cast(sum(t.amount_out_minor) as bigint)
        from transactions t join currencies y on y.id = t.currency_id
        where t.at >= $1 and t.at < $2 group by (t.at - $1) / 900, y.code";
    c.all(sql, args![from, until]).await
}

/// Orders between two instants, by currency: how many, how many are active now, and what they came
/// to.
///
/// # Errors
/// When the database fails.
pub async fn orders_in(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select y.code, count(*),
            cast(sum(case when o.status = 'Active' then 1 else 0 end) as bigint),
            cast(sum(o.amount_minor) as bigint)
        from orders o join currencies y on y.id = o.currency_id
        where o.at >= $1 and o.at < $2 group by y.code order by y.code";
    lines(c, sql, args![from, until]).await
}
