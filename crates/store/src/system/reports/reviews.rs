//! Entry by entry: credit, rated answers, tags, notices of renewals, and what services use.

use jiff::civil::Date;

use super::{Line, ROWS_MAX, lines};
use crate::{Conn, Result, args};

/// What was given to and taken from the credit of clients within days, oldest first: day, client,
/// name, what for, invoice, currency and amount.
///
/// # Errors
/// When the database fails.
pub async fn credits(c: &mut Conn, from: Date, to: Date) -> Result<Vec<Line>> {
    let sql = "select k.on_date, k.client_id, trim(l.first_name || ' ' || l.last_name)
                || case when l.company = '' then '' else ', ' || l.company end,
            k.description, k.rel_id, y.code, k.amount_minor
        from credits k join clients l on l.id = k.client_id
            join currencies y on y.id = l.currency_id
        where k.on_date >= $1 and k.on_date <= $2 order by k.on_date, k.id limit $3";
    lines(c, sql, args![from, to, ROWS_MAX]).await
}

/// Answers of the staff between two instants that were rated, oldest first: when, ticket, subject,
/// who answered, and the rating.
///
/// # Errors
/// When the database fails.
pub async fn ratings(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select r.at, t.id, t.subject,
            coalesce(trim(s.first_name || ' ' || s.last_name), r.name), r.rating
        from ticket_replies r join tickets t on t.id = r.ticket_id
            left join staff s on s.id = r.staff_id
        where r.at >= $1 and r.at < $2 and r.rating > 0 order by r.at, r.id limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// Tags of tickets that were opened between two instants: how many have each, the most first.
///
/// # Errors
/// When the database fails.
pub async fn ticket_tags(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select g.tag, count(*) from ticket_tags g join tickets t on t.id = g.ticket_id
        where t.opened_at >= $1 and t.opened_at < $2 and t.merged_into is null
        group by g.tag order by 2 desc, g.tag limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// Notices about domain names between two instants, oldest first: when, domain, name, client, the
/// day that they are about, and how many days after it (before it is negative).
///
/// # Errors
/// When the database fails.
pub async fn domain_notices(c: &mut Conn, from: i64, until: i64) -> Result<Vec<Line>> {
    let sql = "select n.at, d.id, d.name, d.client_id, n.on_date, n.day_offset
        from notices n join domains d on d.id = n.rel_id
        where n.kind = 'domain' and n.at >= $1 and n.at < $2
        order by n.at, d.id, n.on_date, n.day_offset limit $3";
    lines(c, sql, args![from, until, ROWS_MAX]).await
}

/// What running services use, the most disk first: service, client, product, domain, server, disk
/// used and allowed, traffic used and allowed (MiB), and when it was read.
///
/// # Errors
/// When the database fails.
pub async fn usage(c: &mut Conn) -> Result<Vec<Line>> {
    let sql = "select s.id, s.client_id, p.name, s.domain, coalesce(v.name, ''), s.disk_usage,
            s.disk_limit, s.bandwidth_usage, s.bandwidth_limit, s.usage_at
        from services s join products p on p.id = s.product_id
            left join servers v on v.id = s.server_id
        where s.status in ('Active', 'Suspended') and s.usage_at is not null
        order by s.disk_usage desc, s.id limit $1";
    lines(c, sql, args![ROWS_MAX]).await
}
