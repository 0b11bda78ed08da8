//! Links whose clicks, sign-ups and orders are counted, without keeping who clicked.

use jiff::civil::Date;
use model::ids::{ClientId, CurrencyId, OrderId};

use crate::filter::Filter;
use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// A link.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct LinkRow {
    /// Its number.
    pub id: i64,
    /// What stands behind `/link/`.
    pub code: String,
    /// What staff call it.
    pub name: String,
    /// Where it leads.
    pub target: String,
    /// The campaign it belongs to.
    pub campaign: String,
    /// Where it was put, such as `newsletter`.
    pub source: String,
    /// How it reaches people, such as `email`.
    pub medium: String,
    /// Whether it leads anywhere now.
    pub active: bool,
    /// Unix seconds.
    pub created_at: i64,
    /// It was made because somebody came with `utm_source` in the address.
    pub imported: bool,
}

/// What a link brought.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Row)]
pub struct TotalsRow {
    /// Which link.
    pub link_id: i64,
    /// Clicks.
    pub clicks: i64,
    /// Clicks of different visitors, day by day.
    pub unique_clicks: i64,
    /// Clients who signed up.
    pub signups: i64,
    /// Orders.
    pub orders: i64,
}

/// What a link brought on one day.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DayRow {
    /// The day.
    pub on_date: Date,
    /// Clicks.
    pub clicks: i64,
    /// Clicks of different visitors.
    pub unique_clicks: i64,
    /// Clients who signed up.
    pub signups: i64,
    /// Orders.
    pub orders: i64,
}

/// What orders brought in one currency.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Row)]
pub struct RevenueRow {
    /// The currency.
    pub currency_id: CurrencyId,
    /// Paid less refunded, in minor units.
    pub minor: i64,
}

/// Adds a link; `row.id` is ignored.
///
/// # Errors
/// A violated key when the code is taken.
pub async fn add(c: &mut Conn, row: &LinkRow) -> Result<i64> {
    let sql = "insert into tracked_links (code, name, target, campaign, source, medium, active,
            created_at, imported, search_folded)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10) returning id";
    let values = args![
        &row.code,
        &row.name,
        &row.target,
        &row.campaign,
        &row.source,
        &row.medium,
        row.active,
        row.created_at,
        row.imported,
        searched(row),
    ];
    c.scalar(sql, values).await
}

/// Writes a link back; its code stays.
///
/// # Errors
/// When there is no such link.
pub async fn save(c: &mut Conn, row: &LinkRow) -> Result<()> {
    let sql = "update tracked_links set name = $2, target = $3, campaign = $4, source = $5,
        medium = $6, active = $7, search_folded = $8 where id = $1";
    let values = args![
        row.id,
        &row.name,
        &row.target,
        &row.campaign,
        &row.source,
        &row.medium,
        row.active,
        searched(row),
    ];
    c.exactly(1, sql, values).await
}

/// Takes a link away, with everything counted for it; gives what it was.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, id: i64) -> Result<Option<LinkRow>> {
    c.maybe("delete from tracked_links where id = $1 returning *", args![id]).await
}

/// A link by number.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<LinkRow>> {
    c.maybe("select * from tracked_links where id = $1", args![id]).await
}

/// A link by code.
///
/// # Errors
/// When the database fails.
pub async fn by_code(c: &mut Conn, code: &str) -> Result<Option<LinkRow>> {
    c.maybe("select * from tracked_links where code = $1", args![code]).await
}

/// The link of a source, medium and campaign: the one that staff made, if there is one.
///
/// # Errors
/// When the database fails.
pub async fn by_campaign(
    c: &mut Conn,
    [source, medium, campaign]: [&str; 3],
) -> Result<Option<LinkRow>> {
    let sql = "select * from tracked_links where source = $1 and medium = $2 and campaign = $3
        order by imported, id limit 1";
    c.maybe(sql, args![source, medium, campaign]).await
}

/// How many links were made by visitors.
///
/// # Errors
/// When the database fails.
pub async fn imported(c: &mut Conn) -> Result<i64> {
    c.scalar("select count(*) from tracked_links where imported = 1", args![]).await
}

/// Adds a link of a visitor, unless another one just did; whether it was added.
///
/// # Errors
/// When the database fails.
pub async fn import(c: &mut Conn, row: &LinkRow) -> Result<bool> {
    let sql = "insert into tracked_links (code, name, target, campaign, source, medium, active,
            created_at, imported, search_folded)
        values ($1, $2, $3, $4, $5, $6, 1, $7, 1, $8) on conflict do nothing";
    let values = args![
        &row.code,
        &row.name,
        &row.target,
        &row.campaign,
        &row.source,
        &row.medium,
        row.created_at,
        searched(row),
    ];
    Ok(c.exec(sql, values).await? == 1)
}

/// What a link is found by.
fn searched(row: &LinkRow) -> String {
    format!("{} {} {} {}", row.name, row.target, row.campaign, row.code).to_lowercase()
}

/// What a list of links is limited to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// Only this one.
    pub id: Option<i64>,
    /// The whole campaign.
    pub campaign: Option<&'a str>,
    /// Part of name, address, campaign or code, in any case.
    pub search: Option<&'a str>,
}

/// A page of links, the newest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(
    c: &mut Conn,
    wanted: Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<LinkRow>, i64)> {
    let mut filter =
        Filter::new().and_some("id = ?", wanted.id).and_some("campaign = ?", wanted.campaign);
    for word in wanted.search.unwrap_or_default().split_whitespace() {
        let word = word.to_lowercase();
        filter = filter.and("replace(search_folded, ?, '') <> search_folded", word);
    }
    let total = c.scalar(&filter.sql("select count(*) from tracked_links"), filter.args()).await?;
    let (sql, values) = filter.page("select * from tracked_links", "id desc", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// The salt of a day; made of `fresh` at the first call. The salts and visitors of other days go.
///
/// # Errors
/// When the database fails.
pub async fn salt(c: &mut Conn, day: Date, fresh: &str) -> Result<String> {
    let sql = "select salt from tracked_salts where on_date = $1";
    if let Some(salt) = c.maybe_scalar(sql, args![day]).await? {
        return Ok(salt);
    }
    c.exec("delete from tracked_salts where on_date <> $1", args![day]).await?;
    c.exec("delete from tracked_visitors where on_date <> $1", args![day]).await?;
    let add = "insert into tracked_salts (on_date, salt) values ($1, $2)
        on conflict (on_date) do nothing";
    c.exec(add, args![day, fresh]).await?;
    c.scalar(sql, args![day]).await
}

/// Counts a click of a visitor, known by a hash that means nothing tomorrow.
///
/// # Errors
/// When the database fails.
pub async fn clicked(c: &mut Conn, link: i64, day: Date, visitor: &str) -> Result<()> {
    let sql = "insert into tracked_visitors (on_date, link_id, visitor) values ($1, $2, $3)
        on conflict (on_date, link_id, visitor) do nothing";
    let first = c.exec(sql, args![day, link, visitor]).await? > 0;
    let sql = "insert into tracked_days (link_id, on_date, clicks, unique_clicks)
        values ($1, $2, 1, $3)
        on conflict (link_id, on_date) do update set clicks = tracked_days.clicks + 1,
            unique_clicks = tracked_days.unique_clicks + excluded.unique_clicks";
    c.exec(sql, args![link, day, first]).await.map(drop)
}

/// Attributes a client who signed up; whether nobody had it before.
///
/// # Errors
/// When the database fails.
pub async fn signed_up(c: &mut Conn, link: i64, client: ClientId, day: Date) -> Result<bool> {
    convert(c, "signup", link, client.0, day).await
}

/// Attributes an order; whether nobody had it before.
///
/// # Errors
/// When the database fails.
pub async fn ordered(c: &mut Conn, link: i64, order: OrderId, day: Date) -> Result<bool> {
    convert(c, "order", link, order.0, day).await
}

async fn convert(c: &mut Conn, kind: &str, link: i64, rel: i64, day: Date) -> Result<bool> {
    let sql = "insert into tracked_conversions (kind, rel_id, link_id, on_date)
        values ($1, $2, $3, $4) on conflict (kind, rel_id) do nothing";
    Ok(c.exec(sql, args![kind, rel, link, day]).await? > 0)
}

/// What some links brought in all; a link that brought nothing may be missing.
///
/// # Errors
/// When the database fails.
pub async fn totals(c: &mut Conn, links: &[i64]) -> Result<Vec<TotalsRow>> {
    let head = "select l.id as link_id, coalesce(d.clicks, 0) as clicks,
            coalesce(d.unique_clicks, 0) as unique_clicks, coalesce(v.signups, 0) as signups,
            coalesce(v.orders, 0) as orders
        from tracked_links l
        left join (select link_id, cast(sum(clicks) as bigint) as clicks,
                cast(sum(unique_clicks) as bigint) as unique_clicks
            from tracked_days group by link_id) d on d.link_id = l.id
        left join (select link_id,
                cast(sum(case when kind = 'signup' then 1 else 0 end) as bigint) as signups,
                cast(sum(case when kind = 'order' then 1 else 0 end) as bigint) as orders
            from tracked_conversions group by link_id) v on v.link_id = l.id
        where l.id in";
    let (sql, values) = in_list(head, links, "order by l.id");
    c.all(&sql, &values).await
}

/// What a link brought, day by day, days without anything left out.
///
/// # Errors
/// When the database fails.
pub async fn days(c: &mut Conn, link: i64, from: Date, to: Date) -> Result<Vec<DayRow>> {
    let sql = "select on_date, cast(sum(clicks) as bigint) as clicks,
            cast(sum(unique_clicks) as bigint) as unique_clicks,
            cast(sum(signups) as bigint) as signups, cast(sum(orders) as bigint) as orders
        from (
            select on_date, clicks, unique_clicks, 0 as signups, 0 as orders
                from tracked_days where link_id = $1
            union all
            select on_date, 0 as clicks, 0 as unique_clicks,
                case when kind = 'signup' then 1 else 0 end as signups,
                case when kind = 'order' then 1 else 0 end as orders
                from tracked_conversions where link_id = $1
        ) as each_day
        where on_date >= $2 and on_date <= $3 group by on_date order by on_date";
    c.all(sql, args![link, from, to]).await
}

/// What the orders of a link brought within days, by currency.
///
/// # Errors
/// When the database fails.
pub async fn revenue(c: &mut Conn, link: i64, from: Date, to: Date) -> Result<Vec<RevenueRow>> {
    let sql = "select i.currency_id,
            cast(sum(i.paid_minor + i.credit_minor - i.refunded_minor) as bigint) as minor
        from tracked_conversions t join orders o on o.id = t.rel_id
            join invoices i on i.id = o.invoice_id
        where t.link_id = $1 and t.kind = 'order' and t.on_date >= $2 and t.on_date <= $3
            and i.status in ('Paid', 'Refunded', 'Collections', 'Unpaid')
        group by i.currency_id order by i.currency_id";
    c.all(sql, args![link, from, to]).await
}
