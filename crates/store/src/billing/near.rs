//! Items whose day is near, whatever keeps them from being invoiced (B6, B9).

use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::dates::Cycle;
use model::ids::{ClientId, ProductId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// A service, addon or domain as far as its next invoice is concerned.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct NearRow {
    /// What kind of item.
    pub kind: ItemKind,
    /// Its number.
    pub id: i64,
    /// Whose.
    pub client_id: ClientId,
    /// Its product, or the product of the service it belongs to; 0 for a domain.
    pub product_id: ProductId,
    /// What was bought, and for which name.
    pub name: String,
    /// Its status, in the words of its kind.
    pub status: String,
    /// Whether items of that status are invoiced.
    pub runs: bool,
    /// How often; for a domain the years count.
    pub cycle: Cycle,
    /// Years of a domain's period; 0 for services and addons.
    pub years: i64,
    /// First day of period 0 (B4).
    pub anchor_on: Date,
    /// First day not paid for.
    pub next_due_on: Option<Date>,
    /// The client wants to end it, or the domain is not to be renewed.
    pub ends: bool,
    /// End of the last invoiced period.
    pub invoiced_to: Option<Date>,
    /// Whether one of its invoices waits for money.
    pub unpaid: bool,
    /// How many of its periods are invoiced.
    pub periods: i64,
    /// How many its product has; 0 for any number.
    pub recurring_limit: i64,
    /// The client's own billing day, as in [`super::payers::PayerRow`].
    pub billing_day: i64,
    /// That of its group.
    pub group_billing_day: i64,
}

const REACH: &str = "(select max(b.period_to) from billed_periods b
        where b.item = KIND and b.item_id = x.id) as invoiced_to,
    case when exists (select 1 from billed_periods b join invoices i on i.id = b.invoice_id
        where b.item = KIND and b.item_id = x.id and i.status in ('Draft', 'Unpaid',
            'Payment Pending', 'Collections')) then 1 else 0 end as unpaid,
    (select count(*) from billed_periods b where b.item = KIND and b.item_id = x.id) as periods,
    (select c.billing_day from clients c where c.id = x.client_id) as billing_day,
    coalesce((select g.billing_day from clients c join client_groups g on g.id = c.group_id
        where c.id = x.client_id), 0) as group_billing_day";

fn head(kind: ItemKind) -> String {
    let (word, head) = match kind {
        ItemKind::Service => (
            "'service'",
            "select 'service' as kind, x.id, x.client_id, x.product_id,
                trim(p.name || ' ' || x.domain) as name, x.status, x.cycle, 0 as years,
                x.anchor_on, x.next_due_on,
                case when x.status in ('Active', 'Suspended') then 1 else 0 end as runs,
                case when exists (select 1 from cancellation_requests q
                    where q.service_id = x.id and q.closed_at is null) then 1 else 0 end as ends,
                p.recurring_limit, REACH from services x join products p on p.id = x.product_id",
        ),
        ItemKind::Addon => (
            "'addon'",
            "select 'addon' as kind, x.id, x.client_id, s.product_id,
                trim(case when x.name <> '' then x.name else coalesce(p.name, '') end || ' '
                    || s.domain) as name, x.status, x.cycle, 0 as years, x.anchor_on,
                x.next_due_on,
                case when x.status in ('Active', 'Suspended') then 1 else 0 end as runs,
                case when exists (select 1 from cancellation_requests q
                    where q.service_id = s.id and q.closed_at is null) then 1 else 0 end as ends,
                0 as recurring_limit, REACH
                from service_addons x join services s on s.id = x.service_id
                    left join product_addons p on p.id = x.addon_id",
        ),
        ItemKind::Domain => (
            "'domain'",
            "select 'domain' as kind, x.id, x.client_id, 0 as product_id, x.name, x.status,
                'Annually' as cycle, x.years, x.anchor_on, x.next_due_on,
                case when x.status in ('Active', 'Grace', 'Redemption') then 1 else 0 end as runs,
                x.do_not_renew as ends, 0 as recurring_limit, REACH from domains x",
        ),
    };
    head.replace("REACH", &REACH.replace("KIND", word))
}

/// Items that run and are due up to a day, of one client or all, at most so many of each kind.
///
/// # Errors
/// When the database fails.
pub async fn near(
    c: &mut Conn,
    kind: ItemKind,
    until: Date,
    client: Option<ClientId>,
    limit: i64,
) -> Result<Vec<NearRow>> {
    let runs = match kind {
        ItemKind::Domain => "x.status in ('Active', 'Grace', 'Redemption')",
        ItemKind::Service | ItemKind::Addon => "x.status in ('Active', 'Suspended')",
    };
    let mut filter = Filter::new()
        .fixed(runs)
        .and("x.next_due_on <= ?", until)
        .and_some("x.client_id = ?", client);
    let limit = filter.parameter(limit);
    let sql = format!("{}{} order by x.client_id, x.id limit ${limit}", head(kind), filter.sql(""));
    c.all(&sql, filter.args()).await
}

/// One item, whatever its status.
///
/// # Errors
/// When the database fails.
pub async fn one(c: &mut Conn, kind: ItemKind, id: i64) -> Result<Option<NearRow>> {
    c.maybe(&format!("{} where x.id = $1", head(kind)), args![id]).await
}
