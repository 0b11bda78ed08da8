//! What recurs, what comes and goes, and what needs a look.

use jiff::civil::Date;
use model::ids::{CurrencyId, PromotionId};

use super::{Line, ROWS_MAX, lines};
use crate::{Conn, Result, Row, args};

/// What recurs in one currency, cycle and month.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct RecurringRow {
    /// Code of the currency.
    pub code: String,
    /// Months of the cycle.
    pub months: i64,
    /// The month of the next due date: `2026-01`.
    pub due: String,
    /// How many services, addons and domains.
    pub items: i64,
    /// What they ask for before promotions; minor units.
    pub minor: i64,
}

/// Equal services or domains of which a promotion may take something off (B11).
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PromotedRow {
    /// Code of the currency.
    pub code: String,
    /// The currency.
    pub currency_id: CurrencyId,
    /// Months of the cycle.
    pub months: i64,
    /// The month of the next due date: `2026-01`.
    pub due: String,
    /// How many they are.
    pub items: i64,
    /// What a renewal of one asks for before promotions; minor units.
    pub minor: i64,
    /// How many pieces one is, all in the price.
    pub quantity: i64,
    /// The promotion.
    pub promotion_id: PromotionId,
    /// Renewals that it was taken off before the one that is due.
    pub discounted: i64,
}

/// What will be renewed, before promotions. What is to be cancelled will not (B6).
///
/// # Errors
/// When the database fails.
pub async fn recurring(c: &mut Conn) -> Result<Vec<RecurringRow>> {
    let sql = "select code, months, due, count(*) as items, cast(sum(price) as bigint) as minor
        from (
            select y.code, s.recurring_minor as price, substr(s.next_due_on, 1, 7) as due,
                case s.cycle when 'Monthly' then 1 when 'Quarterly' then 3
                    when 'Semi-Annually' then 6 when 'Annually' then 12 when 'Biennially' then 24
                    when 'Triennially' then 36 else 0 end as months
            from services s join clients l on l.id = s.client_id
                join currencies y on y.id = l.currency_id
            where s.status in ('Active', 'Suspended') and s.next_due_on is not null
                and not exists (select 1 from cancellation_requests q
                    where q.service_id = s.id and q.closed_at is null)
            union all
            select y.code, a.recurring_minor as price, substr(a.next_due_on, 1, 7) as due,
                case a.cycle when 'Monthly' then 1 when 'Quarterly' then 3
                    when 'Semi-Annually' then 6 when 'Annually' then 12 when 'Biennially' then 24
                    when 'Triennially' then 36 else 0 end as months
            from service_addons a join clients l on l.id = a.client_id
                join currencies y on y.id = l.currency_id
            where a.status in ('Active', 'Suspended') and a.next_due_on is not null
                and not exists (select 1 from cancellation_requests q
                    where q.service_id = a.service_id and q.closed_at is null)
            union all
            select y.code, d.recurring_minor as price, substr(d.next_due_on, 1, 7) as due,
                d.years * 12 as months
            from domains d join clients l on l.id = d.client_id
                join currencies y on y.id = l.currency_id
            where d.status in ('Active', 'Grace') and d.do_not_renew = 0
                and d.next_due_on is not null
        ) as each_item
        where months > 0 and price > 0 group by code, months, due order by code, months, due";
    c.all(sql, args![]).await
}

/// Which of it has a promotion. A renewal that is invoiced before it is due was counted on the
/// item then, so it is counted back here.
///
/// # Errors
/// When the database fails.
pub async fn promoted(c: &mut Conn) -> Result<Vec<PromotedRow>> {
    let sql = "select code, currency_id, months, due, count(*) as items, minor, quantity,
            promotion_id, discounted
        from (
            select y.code, l.currency_id, s.recurring_minor as minor, s.quantity,
                substr(s.next_due_on, 1, 7) as due,
                case s.cycle when 'Monthly' then 1 when 'Quarterly' then 3
                    when 'Semi-Annually' then 6 when 'Annually' then 12 when 'Biennially' then 24
                    when 'Triennially' then 36 else 0 end as months,
                s.promotion_id, s.promotion_count - (select count(distinct p.invoice_id)
                    from billed_periods p join invoice_items t on t.invoice_id = p.invoice_id
                        and t.type = 'PromoHosting' and t.rel_id = s.id
                    where p.item = 'service' and p.item_id = s.id
                        and p.period_from >= s.next_due_on) as discounted
            from services s join clients l on l.id = s.client_id
                join currencies y on y.id = l.currency_id
            where s.status in ('Active', 'Suspended') and s.next_due_on is not null
                and s.promotion_id is not null
                and not exists (select 1 from cancellation_requests q
                    where q.service_id = s.id and q.closed_at is null)
            union all
            select y.code, l.currency_id, d.recurring_minor as minor, 1 as quantity,
                substr(d.next_due_on, 1, 7) as due, d.years * 12 as months,
                d.promotion_id, d.promotion_count - (select count(distinct p.invoice_id)
                    from billed_periods p join invoice_items t on t.invoice_id = p.invoice_id
                        and t.type = 'PromoDomain' and t.rel_id = d.id
                    where p.item = 'domain' and p.item_id = d.id
                        and p.period_from >= d.next_due_on) as discounted
            from domains d join clients l on l.id = d.client_id
                join currencies y on y.id = l.currency_id
            where d.status in ('Active', 'Grace') and d.do_not_renew = 0
                and d.next_due_on is not null and d.promotion_id is not null
        ) as each_item
        where months > 0 and minor > 0
        group by code, currency_id, months, due, minor, quantity, promotion_id, discounted
        order by code, months, due, promotion_id, minor, quantity, discounted";
    c.all(sql, args![]).await
}

/// Services of clients of each currency, by its code: those that run now, and those that began and
/// that ended within days.
///
/// # Errors
/// When the database fails.
pub async fn moves(c: &mut Conn, from: Date, to: Date) -> Result<Vec<(String, i64, i64, i64)>> {
    let sql = "select y.code,
            cast(sum(case when s.status in ('Active', 'Suspended') then 1 else 0 end) as bigint),
            cast(sum(case when s.registered_on >= $1 and s.registered_on <= $2
                and s.status not in ('Pending', 'Fraud') then 1 else 0 end) as bigint),
            cast(sum(case when s.terminated_on >= $1 and s.terminated_on <= $2
                then 1 else 0 end) as bigint)
        from services s join clients l on l.id = s.client_id
            join currencies y on y.id = l.currency_id
        group by y.code order by y.code";
    c.all(sql, args![from, to]).await
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
