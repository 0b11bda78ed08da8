//! What the ways to pay cost, who brought clients, who stayed, and what staff and servers did.

use jiff::civil::Date;

use super::{Line, ROWS_MAX, lines};
use crate::{Conn, Result, args};

/// Clients of the list by income at most.
const TOP_MAX: i64 = 50;

/// Payments between two instants by gateway and currency: how many, received, and fees.
///
/// # Errors
/// When the database fails.
pub async fn fees(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select t.gateway, y.code, count(*), cast(sum(t.amount_in_minor) as bigint),
            cast(sum(t.fees_minor) as bigint)
        from transactions t join currencies y on y.id = t.currency_id
        where t.at >= $1 and t.at < $2 and t.amount_in_minor > 0
        group by t.gateway, y.code order by t.gateway, y.code limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// Affiliates: number, name, currency; orders, commissions and what they came to between two
/// instants; what waits and what is free now; what was paid out in between.
///
/// # Errors
/// When the database fails.
pub async fn affiliates(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select a.id, trim(l.first_name || ' ' || l.last_name || ' ' || l.company), y.code,
            (select count(*) from orders o
                where o.affiliate_id = a.id and o.at >= $1 and o.at < $2),
            (select count(*) from affiliate_commissions m where m.affiliate_id = a.id
                and m.status <> 'Reversed' and m.created_at >= $1 and m.created_at < $2),
            (select cast(coalesce(sum(m.amount_minor), 0) as bigint)
                from affiliate_commissions m where m.affiliate_id = a.id
                and m.status <> 'Reversed' and m.created_at >= $1 and m.created_at < $2),
            (select cast(coalesce(sum(m.amount_minor), 0) as bigint)
                from affiliate_commissions m
                where m.affiliate_id = a.id and m.status = 'Pending'),
            a.balance_minor,
            (select cast(coalesce(sum(p.amount_minor), 0) as bigint) from affiliate_payouts p
                where p.affiliate_id = a.id and p.at >= $1 and p.at < $2)
        from affiliates a join clients l on l.id = a.client_id
            join currencies y on y.id = l.currency_id
        order by a.id limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// Counted links within days, by source, medium and campaign: clicks, visitors, sign-ups, orders.
///
/// # Errors
/// When the database fails.
pub async fn sources(c: &mut Conn, from: Date, to: Date) -> Result<Vec<Line>> {
    let sql = "select source, medium, campaign, cast(sum(clicks) as bigint),
            cast(sum(visitors) as bigint), cast(sum(signups) as bigint),
            cast(sum(ordered) as bigint)
        from (select k.source, k.medium, k.campaign,
                (select coalesce(sum(d.clicks), 0) from tracked_days d
                    where d.link_id = k.id and d.on_date >= $1 and d.on_date <= $2) as clicks,
                (select coalesce(sum(d.unique_clicks), 0) from tracked_days d
                    where d.link_id = k.id and d.on_date >= $1 and d.on_date <= $2) as visitors,
                (select count(*) from tracked_conversions v where v.link_id = k.id
                    and v.kind = 'signup' and v.on_date >= $1 and v.on_date <= $2) as signups,
                (select count(*) from tracked_conversions v where v.link_id = k.id
                    and v.kind = 'order' and v.on_date >= $1 and v.on_date <= $2) as ordered
            from tracked_links k) as each_link
        group by source, medium, campaign order by source, medium, campaign limit $3";
    lines(c, sql, args![from, to, ROWS_MAX]).await
}

/// Clients by country: all, the active ones, and those with a service that runs.
///
/// # Errors
/// When the database fails.
pub async fn by_country(c: &mut Conn) -> Result<Vec<Line>> {
    let sql = "select country, count(*),
            cast(sum(case when status = 'Active' then 1 else 0 end) as bigint),
            cast(sum(case when exists (select 1 from services s where s.client_id = clients.id
                and s.status in ('Active', 'Suspended')) then 1 else 0 end) as bigint)
        from clients where erased_at is null group by country order by 2 desc, country limit $1";
    lines(c, sql, args![ROWS_MAX]).await
}

/// Clients who signed up within days and ever had a service, by month: how many, and how many of
/// them have one that runs.
///
/// # Errors
/// When the database fails.
pub async fn retention(c: &mut Conn, from: Date, to: Date) -> Result<Vec<Line>> {
    let sql = "select substr(signed_up_on, 1, 7), count(*),
            cast(sum(case when exists (select 1 from services s where s.client_id = clients.id
                and s.status in ('Active', 'Suspended')) then 1 else 0 end) as bigint)
        from clients where signed_up_on >= $1 and signed_up_on <= $2
            and exists (select 1 from services s where s.client_id = clients.id
                and s.status not in ('Pending', 'Fraud'))
        group by substr(signed_up_on, 1, 7) order by 1";
    lines(c, sql, args![from, to]).await
}

/// What the staff answered between two instants: who, tickets, replies, rated ones, and the sum of
/// the ratings.
///
/// # Errors
/// When the database fails.
pub async fn staff(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select trim(s.first_name || ' ' || s.last_name), count(distinct r.ticket_id),
            count(*), cast(sum(case when r.rating > 0 then 1 else 0 end) as bigint),
            cast(sum(r.rating) as bigint)
        from ticket_replies r join staff s on s.id = r.staff_id
        where r.at >= $1 and r.at < $2 and r.opening = 0
        group by s.id, s.first_name, s.last_name order by 3 desc, s.id limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// What recurs on each server, by currency and cycle (months): server's number, name, its cost a
/// month in the default currency, currency, months, services, and their sum.
///
/// # Errors
/// When the database fails.
pub async fn servers(c: &mut Conn) -> Result<Vec<Line>> {
    let sql = "select v.id, v.name, v.monthly_cost_minor, y.code,
            case s.cycle when 'Monthly' then 1 when 'Quarterly' then 3
                when 'Semi-Annually' then 6 when 'Annually' then 12 when 'Biennially' then 24
                when 'Triennially' then 36 else 0 end,
            count(*), cast(sum(s.recurring_minor) as bigint)
        from servers v join services s on s.server_id = v.id
            join clients l on l.id = s.client_id join currencies y on y.id = l.currency_id
        where s.status in ('Active', 'Suspended')
        group by v.id, v.name, v.monthly_cost_minor, y.code, 5
        order by v.name, v.id, y.code, 5";
    lines(c, sql, args![]).await
}

/// Clients by what they paid between two instants, the most first: number, name, currency,
/// payments, and what they came to without what went back.
///
/// # Errors
/// When the database fails.
pub async fn top(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select l.id, trim(l.first_name || ' ' || l.last_name)
                || case when l.company = '' then '' else ', ' || l.company end,
            y.code, count(*), cast(sum(t.amount_in_minor - t.amount_out_minor) as bigint)
        from transactions t join clients l on l.id = t.client_id
            join currencies y on y.id = t.currency_id
        where t.at >= $1 and t.at < $2
        group by l.id, l.first_name, l.last_name, l.company, y.code
        order by 5 desc, l.id limit $3";
    lines(c, sql, args![from, until, TOP_MAX]).await
}
