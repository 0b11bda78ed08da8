//! What is due for a renewal invoice: whose, and which items (B6).

use std::collections::HashMap;

use jiff::civil::Date;
use model::dates::Cycle;
use model::ids::{ClientId, ProductId, PromotionId};

use crate::many::{among, in_list};
use crate::{Conn, Result, Row, Val, args};

/// A service, addon or domain whose next period may be invoiced.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct RenewalRow {
    /// Its number.
    pub id: i64,
    /// Whose.
    pub client_id: ClientId,
    /// Its product, or the product of the service it belongs to; 0 for a domain.
    pub product_id: ProductId,
    /// What was bought.
    pub product: String,
    /// The domain or host name; may be empty.
    pub name: String,
    /// Gateway its invoices are paid by; empty for the client's usual one.
    pub gateway: String,
    /// What a renewal asks before promotions; minor units.
    pub recurring_minor: i64,
    /// How often; for a domain the years count.
    pub cycle: Cycle,
    /// Years of a domain's period; 0 for services and addons.
    pub years: i64,
    /// First day of period 0 (B4).
    pub anchor_on: Date,
    /// First day not paid for.
    pub next_due_on: Date,
    /// How many of it, all in the price.
    pub quantity: i64,
    /// Its status, in the words of its kind.
    pub status: String,
    /// How many periods of it are invoiced in all; 0 for any number.
    pub recurring_limit: i64,
    /// Whether it is taxed.
    pub taxed: bool,
    /// The recurring promotion.
    pub promotion_id: Option<PromotionId>,
    /// Renewals that had it.
    pub promotion_count: i64,
    /// Of a domain: its DNS records are kept here.
    pub dns_management: bool,
    /// Of a domain: its mail is forwarded.
    pub email_forwarding: bool,
    /// Of a domain: its owner is hidden.
    pub id_protection: bool,
}

/// A client that has something due, and when its next billing day matters for it (B8).
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DueRow {
    /// Who.
    pub client_id: ClientId,
    /// The earliest start of a period that no invoice covers yet.
    pub first_on: Date,
    /// The client's own billing day, as in [`super::payers::PayerRow`].
    pub billing_day: i64,
    /// That of its group.
    pub group_billing_day: i64,
}

/// The items that are due up to $1 and that no invoice covers yet: whose they are, and since when.
/// Where $2 is 1 an item counts until it is invoiced beyond that day, else until the period that is
/// due is invoiced (B9). A late name may cost more than its period (B33). What is to be cancelled
/// is not renewed.
const ITEMS_DUE: &str = "select s.client_id, s.next_due_on from services s
    where s.status in ('Active', 'Suspended') and s.next_due_on <= $1
        and not exists (select 1 from cancellation_requests q
            where q.service_id = s.id and q.closed_at is null)
        and not exists (select 1 from billed_periods p
            where p.item = 'service' and p.item_id = s.id
                and p.period_from >= s.next_due_on and ($2 = 0 or p.period_to > $1))
    union all
    select a.client_id, a.next_due_on from service_addons a
    where a.status in ('Active', 'Suspended') and a.next_due_on <= $1
        and not exists (select 1 from cancellation_requests q
            where q.service_id = a.service_id and q.closed_at is null)
        and not exists (select 1 from billed_periods p
            where p.item = 'addon' and p.item_id = a.id
                and p.period_from >= a.next_due_on and ($2 = 0 or p.period_to > $1))
    union all
    select d.client_id, d.next_due_on from domains d
    where d.status in ('Active', 'Grace', 'Redemption') and d.next_due_on <= $1
        and d.do_not_renew = 0
        and (d.status in ('Grace', 'Redemption') or not exists (select 1 from billed_periods p
            where p.item = 'domain' and p.item_id = d.id
                and p.period_from >= d.next_due_on and ($2 = 0 or p.period_to > $1)))";

/// Clients that have something due up to a day which no invoice covers yet, in order; `continuous`
/// as in B9.
///
/// # Errors
/// When the database fails.
pub async fn clients_due(c: &mut Conn, until: Date, continuous: bool) -> Result<Vec<ClientId>> {
    // Each as often as it has items: to sort them here costs less than a table of them there.
    let sql = format!(
        "select client_id from ({ITEMS_DUE}) each_item
        where client_id not in (select id from clients where erased_at is not null)"
    );
    let mut clients: Vec<ClientId> = c.column(&sql, args![until, i64::from(continuous)]).await?;
    clients.sort_unstable();
    clients.dedup();
    Ok(clients)
}

/// [`clients_due`] with what their billing days are to be held against.
///
/// # Errors
/// When the database fails.
pub async fn clients_due_since(c: &mut Conn, until: Date, continuous: bool) -> Result<Vec<DueRow>> {
    let sql = format!(
        "select due.client_id, due.first_on, c.billing_day,
            coalesce(g.billing_day, 0) as group_billing_day
        from (select client_id, min(next_due_on) as first_on from ({ITEMS_DUE}) each_item
                group by client_id) due
            join clients c on c.id = due.client_id
            left join client_groups g on g.id = c.group_id
        where c.erased_at is null order by due.client_id"
    );
    c.all(&sql, args![until, i64::from(continuous)]).await
}

/// Whether a client or a group has a billing day of its own (B8).
///
/// # Errors
/// When the database fails.
pub async fn any_billing_day(c: &mut Conn) -> Result<bool> {
    let sql = "select case when exists (select 1 from clients where billing_day > 0)
        or exists (select 1 from client_groups where billing_day > 0) then 1 else 0 end";
    c.scalar(sql, args![]).await
}

/// The services of clients that are due up to a day.
///
/// # Errors
/// When the database fails.
pub async fn services(c: &mut Conn, clients: &[i64], until: Date) -> Result<Vec<RenewalRow>> {
    let head = "select s.id, s.client_id, s.product_id, p.name as product, s.domain as name,
            s.gateway, s.recurring_minor, s.cycle, 0 as years, s.anchor_on, s.next_due_on,
            s.quantity, s.status, p.recurring_limit, p.taxed, s.promotion_id, s.promotion_count,
            0 as dns_management, 0 as email_forwarding, 0 as id_protection
        from services s join products p on p.id = s.product_id
        where s.status in ('Active', 'Suspended') and s.next_due_on <= $1
            and not exists (select 1 from cancellation_requests q
                where q.service_id = s.id and q.closed_at is null)
            and s.client_id in";
    due(c, head, clients, "order by s.id", until).await
}

/// The addons of clients that are due up to a day.
///
/// # Errors
/// When the database fails.
pub async fn addons(c: &mut Conn, clients: &[i64], until: Date) -> Result<Vec<RenewalRow>> {
    let head = "select a.id, a.client_id, s.product_id,
            case when a.name <> '' then a.name else coalesce(p.name, '') end as product,
            s.domain as name, a.gateway, a.recurring_minor, a.cycle, 0 as years,
            a.anchor_on, a.next_due_on, a.quantity, a.status, 0 as recurring_limit, a.taxed,
            null as promotion_id, 0 as promotion_count, 0 as dns_management,
            0 as email_forwarding, 0 as id_protection
        from service_addons a join services s on s.id = a.service_id
            left join product_addons p on p.id = a.addon_id
        where a.status in ('Active', 'Suspended') and a.next_due_on <= $1
            and not exists (select 1 from cancellation_requests q
                where q.service_id = a.service_id and q.closed_at is null)
            and a.client_id in";
    due(c, head, clients, "order by a.id", until).await
}

/// The domains of clients that are due up to a day.
///
/// # Errors
/// When the database fails.
pub async fn domains(c: &mut Conn, clients: &[i64], until: Date) -> Result<Vec<RenewalRow>> {
    let head = "select id, client_id, 0 as product_id, '' as product, name, gateway,
            recurring_minor, 'Annually' as cycle, years, anchor_on, next_due_on, 1 as quantity,
            status, 0 as recurring_limit, 1 as taxed, promotion_id, promotion_count,
            dns_management, email_forwarding, id_protection
        from domains
        where status in ('Active', 'Grace', 'Redemption')
            and next_due_on <= $1 and do_not_renew = 0 and client_id in";
    due(c, head, clients, "order by id", until).await
}

async fn due(
    c: &mut Conn,
    head: &str,
    clients: &[i64],
    order: &str,
    until: Date,
) -> Result<Vec<RenewalRow>> {
    let clients = clients.iter().map(|id| Val::Int(*id));
    let (sql, values) = among(head, clients, order, vec![Val::from(until)]);
    c.all(&sql, &values).await
}

/// The configurable options of services, in order: of each its (option, choice).
///
/// # Errors
/// When the database fails.
pub async fn options(
    c: &mut Conn,
    services: &[i64],
) -> Result<HashMap<i64, Vec<(String, String)>>> {
    let head =
        "select s.service_id, o.name, case when o.type = 4 then s.quantity || ' x ' || h.name
            else h.name end
        from service_options s join config_options o on o.id = s.option_id
            join config_choices h on h.id = s.choice_id
        where s.service_id in";
    let (sql, values) = in_list(head, services, "order by o.position, o.id");
    let mut found: HashMap<i64, Vec<(String, String)>> = HashMap::new();
    for (service, option, choice) in c.all::<(i64, String, String)>(&sql, &values).await? {
        found.entry(service).or_default().push((option, choice));
    }
    Ok(found)
}

/// Counts one more renewal discounted by a promotion, for each of the items (B11).
///
/// # Errors
/// When one of them is not there.
pub async fn count_promotions(c: &mut Conn, domains: bool, ids: &[i64]) -> Result<()> {
    if ids.is_empty() {
        return Ok(());
    }
    let head = if domains {
        "update domains set promotion_count = promotion_count + 1 where id in"
    } else {
        "update services set promotion_count = promotion_count + 1 where id in"
    };
    let (sql, values) = in_list(head, ids, "");
    c.exactly(ids.len() as u64, &sql, &values).await
}

/// Whose the named items are, in order.
///
/// # Errors
/// When the database fails.
pub async fn owners(
    c: &mut Conn,
    services: &[i64],
    addons: &[i64],
    domains: &[i64],
) -> Result<Vec<ClientId>> {
    let mut owners = std::collections::BTreeSet::new();
    let tables = [
        (services, "select client_id from services where id = $1"),
        (addons, "select client_id from service_addons where id = $1"),
        (domains, "select client_id from domains where id = $1"),
    ];
    for (ids, sql) in tables {
        for id in ids {
            owners.extend(c.maybe_scalar::<ClientId>(sql, args![*id]).await?);
        }
    }
    Ok(owners.into_iter().collect())
}
