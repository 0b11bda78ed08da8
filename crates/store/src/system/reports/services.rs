//! What recurs, what comes and goes, and what needs a look.

use jiff::civil::Date;

use super::{Line, ROWS_MAX, lines};
use crate::{Conn, Result, args};

/// What recurs, summed by currency, cycle (months) and month of the next due date (`2026-01`).
///
/// # Errors
/// When the database fails.
pub async fn recurring(c: &mut Conn) -> Result<Vec<Line>> {
    let sql = "select code, months, due, count(*), cast(sum(minor) as bigint) from (
            select y.code, s.recurring_minor as minor, substr(s.next_due_on, 1, 7) as due,
                case s.cycle when 'Monthly' then 1 when 'Quarterly' then 3
                    when 'Semi-Annually' then 6 when 'Annually' then 12 when 'Biennially' then 24
                    when 'Triennially' then 36 else 0 end as months
            from services s join clients l on l.id = s.client_id
                join currencies y on y.id = l.currency_id
            where s.status in ('Active', 'Suspended') and s.next_due_on is not null
            union all
            select y.code, a.recurring_minor as minor, substr(a.next_due_on, 1, 7) as due,
                case a.cycle when 'Monthly' then 1 when 'Quarterly' then 3
                    when 'Semi-Annually' then 6 when 'Annually' then 12 when 'Biennially' then 24
                    when 'Triennially' then 36 else 0 end as months
            from service_addons a join clients l on l.id = a.client_id
                join currencies y on y.id = l.currency_id
            where a.status in ('Active', 'Suspended') and a.next_due_on is not null
            union all
            select y.code, d.recurring_minor as minor, substr(d.next_due_on, 1, 7) as due,
                d.years * 12 as months
            from domains d join clients l on l.id = d.client_id
                join currencies y on y.id = l.currency_id
            where d.status in ('Active', 'Grace') and d.do_not_renew = 0
                and d.next_due_on is not null
        ) as each_item
        where months > 0 and minor > 0 group by code, months, due order by code, months, due";
    lines(c, sql, args![]).await
}

/// Services within days: those that run now, those that began and those that ended.
///
/// # Errors
/// When the database fails.
pub async fn moves(c: &mut Conn, from: Date, to: Date) -> Result<(i64, i64, i64)> {
    let sql = "select
        (select count(*) from services where status in ('Active', 'Suspended')),
        (select count(*) from services where registered_on >= $1 and registered_on <= $2
            and status <> 'Pending' and status <> 'Fraud'),
        (select count(*) from services where terminated_on >= $1 and terminated_on <= $2)";
    c.one(sql, args![from, to]).await
}

/// Domain names that expire within days, the next first.
///
/// # Errors
/// When the database fails.
pub async fn domain_renewals(c: &mut Conn, from: Date, to: Date) -> Result<Vec<Line>> {
    let sql = "select d.expires_on, d.name, d.client_id, d.status, d.registrar, d.do_not_renew,
            y.code, d.recurring_minor
        from domains d join clients l on l.id = d.client_id
            join currencies y on y.id = l.currency_id
        where d.expires_on >= $1 and d.expires_on <= $2
            and d.status in ('Active', 'Grace', 'Redemption', 'Expired')
        order by d.expires_on, d.id limit $3";
    lines(c, sql, args![from, to, ROWS_MAX]).await
}

/// Services that are suspended, the longest due first.
///
/// # Errors
/// When the database fails.
pub async fn suspensions(c: &mut Conn) -> Result<Vec<Line>> {
    let sql = "select s.id, s.client_id, p.name, s.domain, s.suspend_reason,
            coalesce(s.next_due_on, ''), y.code, s.recurring_minor
        from services s join products p on p.id = s.product_id
            join clients l on l.id = s.client_id join currencies y on y.id = l.currency_id
        where s.status = 'Suspended' order by s.next_due_on, s.id limit $1";
    lines(c, sql, args![ROWS_MAX]).await
}
