//! Lists of services and addons, one page at a time.

use jiff::civil::Date;
use model::hosting::service::ServiceStatus;
use model::ids::{AddonId, ClientId, CurrencyId, ProductId, ServerId, ServiceId};

use super::addons::AddonRow;
use super::services::ServiceRow;
use crate::filter::Filter;
use crate::many::in_list;
use crate::order::{Order, Sorted, Way};
use crate::people::words::range_end;
use crate::system::kept_counts::{BY_NUMBER, Kept, List, near};
use crate::{Conn, Result, Row};

/// Which services to list; `None` for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct Wanted<'a> {
    /// Of a client.
    pub client: Option<ClientId>,
    /// This one.
    pub service: Option<ServiceId>,
    /// Of a product.
    pub product: Option<ProductId>,
    /// With this domain, in any case.
    pub domain: Option<&'a str>,
    /// Whose domain begins so, in any case.
    pub domain_beginning: Option<&'a str>,
    /// With this account name, in any case.
    pub username: Option<&'a str>,
    /// In this state.
    pub status: Option<ServiceStatus>,
    /// Next due on this day.
    pub due_on: Option<Date>,
    /// Next due on this day or later.
    pub due_from: Option<Date>,
    /// Next due on this day or earlier.
    pub due_to: Option<Date>,
    /// On this server.
    pub server: Option<ServerId>,
    /// Paid by this gateway.
    pub gateway: Option<&'a str>,
    /// Paid in this cycle.
    pub cycle: Option<&'a str>,
    /// In which order; by default the oldest first.
    pub order: Option<Order<ServicesBy>>,
}

/// What services can be sorted by; equal ones by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ServicesBy {
    /// Number.
    Id,
    /// Domain or host name.
    Domain,
    /// The day it is next due; one that is never due stands before all days.
    Due,
    /// The day it was ordered.
    Registered,
    /// What a renewal asks, in minor units of whichever currency.
    Recurring,
    /// Status.
    Status,
}

impl Sorted for ServicesBy {
    fn sql(self) -> [&'static str; 2] {
        match self {
            Self::Id => ["id", "id desc"],
            Self::Domain => ["domain, id", "domain desc, id desc"],
            Self::Due => {
                ["coalesce(next_due_on, ''), id", "coalesce(next_due_on, '') desc, id desc"]
            }
            Self::Registered => ["registered_on, id", "registered_on desc, id desc"],
            Self::Recurring => ["recurring_minor, id", "recurring_minor desc, id desc"],
            Self::Status => ["status, id", "status desc, id desc"],
        }
    }
}

impl<'a> Wanted<'a> {
    fn filter(self, way: Way) -> Filter<'a> {
        let way = way.within(self.client.is_some());
        // As the indexes of migrations 0106 and 0118 have it.
        Filter::new()
            .and_some("client_id = ?", self.client)
            .and_some("id = ?", self.service)
            .and_some(way.says("product_id = ?", "+product_id = ?"), self.product)
            .and_some("lower(domain) = lower(?)", self.domain.map(str::to_owned))
            .and_some("lower(domain) >= lower(?)", self.domain_beginning.map(str::to_owned))
            .and_some("lower(domain) < lower(?)", self.domain_beginning.map(range_end))
            .and_some("lower(username) = lower(?)", self.username.map(str::to_owned))
            .and_some(way.says("status = ?", "status || '' = ?"), self.status)
            .and_some("coalesce(next_due_on, '') = ?", self.due_on)
            .and_some("coalesce(next_due_on, '') >= ?", self.due_from)
            .and_some("next_due_on is not null and coalesce(next_due_on, '') <= ?", self.due_to)
            .and_some("server_id = ?", self.server)
            .and_some("gateway = ?", self.gateway)
            .and_some("cycle = ?", self.cycle)
    }
}

/// One page of services, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: Wanted<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ServiceRow>, i64)> {
    let order = wanted.order.unwrap_or(Order { by: ServicesBy::Id, descending: false });
    let range = (order.by == ServicesBy::Id).then_some(BY_NUMBER);
    let descending = order.descending;
    let kept = kept(wanted).map(|counts| Kept { counts, descending, range });
    let head = "select count(*) from services";
    let filter = wanted.filter(Way::ByStatus);
    let (filter, total, offset) = near(c, filter, head, kept, (offset, limit)).await?;
    let filter = match Way::of(total, !matches!(order.by, ServicesBy::Id | ServicesBy::Status)) {
        Way::ByStatus => filter,
        way => wanted.filter(way),
    };
    let (sql, values) = filter.page("select * from services", order.sql(), offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// Which of the kept counts add up to a list, where it is limited by what they are kept by.
fn kept<'a>(wanted: Wanted<'a>) -> Option<Filter<'a>> {
    let Wanted { client, service, product, domain, domain_beginning, .. } = wanted;
    let Wanted { username, status, due_on, due_from, due_to, server, gateway, cycle, .. } = wanted;
    let others = client.is_some()
        || service.is_some()
        || product.is_some()
        || domain.is_some()
        || domain_beginning.is_some()
        || username.is_some()
        || due_on.is_some()
        || due_from.is_some()
        || due_to.is_some()
        || server.is_some()
        || gateway.is_some()
        || cycle.is_some();
    (!others).then(|| List::Services.all().and_some("word = ?", status))
}

/// Which addons to list; `None` or empty for any.
#[derive(Debug, Clone, Copy, Default)]
pub struct WantedAddons<'a> {
    /// This one.
    pub addon: Option<AddonId>,
    /// Of these services.
    pub services: &'a [ServiceId],
    /// Of a client.
    pub client: Option<ClientId>,
    /// What was bought.
    pub product_addon: Option<i64>,
    /// In this state.
    pub status: Option<ServiceStatus>,
    /// Of services of this product.
    pub product: Option<ProductId>,
    /// Paid by this gateway.
    pub gateway: Option<&'a str>,
    /// Paid in this cycle.
    pub cycle: Option<&'a str>,
}

/// What a list of addons shows beside their own row.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AddonNamesRow {
    /// Of which addon.
    pub id: AddonId,
    /// Currency of its amounts.
    pub currency_id: CurrencyId,
    /// The name of what was bought; empty for one made by hand.
    pub bought_name: String,
    /// The gateway's name as clients see it.
    pub gateway_name: String,
}

/// Addons, oldest first, after `offset` and at most `limit` (of each service, where some are
/// named), and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn addons(
    c: &mut Conn,
    wanted: WantedAddons<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<AddonRow>, i64)> {
    let others = || {
        Filter::new()
            .and_some("id = ?", wanted.addon)
            .and_some("client_id = ?", wanted.client)
            .and_some("addon_id = ?", wanted.product_addon)
            .and_some("status = ?", wanted.status)
            .and_some(
                "service_id in (select id from services where product_id = ?)",
                wanted.product,
            )
            .and_some("gateway = ?", wanted.gateway)
            .and_some("cycle = ?", wanted.cycle)
    };
    if wanted.services.is_empty() {
        let counted = others();
        let head = "select count(*) from service_addons";
        let total = c.scalar(&counted.sql(head), counted.args()).await?;
        let (sql, values) = others().page("select * from service_addons", "id", offset, limit);
        return Ok((c.all(&sql, &values).await?, total));
    }
    // Few services at a time, so each is looked up by its index.
    let mut found = Vec::new();
    for service in wanted.services {
        let own = others().and("service_id = ?", *service);
        let (sql, values) = own.page("select * from service_addons", "id", offset, limit);
        found.extend(c.all::<AddonRow>(&sql, &values).await?);
    }
    found.sort_by_key(|row| row.id);
    let total = i64::try_from(found.len()).unwrap_or(i64::MAX);
    Ok((found, total))
}

/// The names of some addons.
///
/// # Errors
/// When the database fails.
pub async fn addon_names(c: &mut Conn, ids: &[AddonId]) -> Result<Vec<AddonNamesRow>> {
    let numbers: Vec<i64> = ids.iter().map(|id| id.0).collect();
    let head = "select a.id, c.currency_id, coalesce(p.name, '') as bought_name,
            coalesce(w.name, a.gateway) as gateway_name
        from service_addons a
        join clients c on c.id = a.client_id
        left join product_addons p on p.id = a.addon_id
        left join gateways w on w.module = a.gateway
        where a.id in";
    let (sql, values) = in_list(head, &numbers, "order by a.id");
    c.all(&sql, &values).await
}
