//! Lists of domain names.

use jiff::civil::Date;
use model::domains::status::{DomainOrderType, DomainStatus};
use model::ids::{ClientId, CurrencyId, DomainId};

use super::names::DomainRow;
use crate::filter::Filter;
use crate::order::{Order, Sorted, Way};
use crate::people::words::range_end;
use crate::{Conn, Result, Row};

/// A domain as lists show it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ListedRow {
    /// Its number on the wire.
    pub id: DomainId,
    /// Whose.
    pub client_id: ClientId,
    /// Currency of its amounts.
    pub currency_id: CurrencyId,
    /// The order it came with, or 0.
    pub order_id: i64,
    /// Registered or transferred.
    pub r#type: DomainOrderType,
    /// The name.
    pub name: String,
    /// The registrar's module, or empty.
    pub registrar: String,
    /// Years of a period.
    pub years: i64,
    /// The day it was ordered, or registered.
    pub registered_on: Date,
    /// The day it expires.
    pub expires_on: Option<Date>,
    /// First day not yet paid for.
    pub next_due_on: Option<Date>,
    /// What the first invoice asks, in minor units.
    pub first_payment_minor: i64,
    /// What a renewal asks, in minor units.
    pub recurring_minor: i64,
    /// Gateway its invoices are paid by.
    pub gateway: String,
    /// The gateway's name as clients see it.
    pub gateway_name: String,
    /// Its status.
    pub status: DomainStatus,
    /// Its DNS records are managed here.
    pub dns_management: bool,
    /// Its mail is forwarded.
    pub email_forwarding: bool,
    /// Its owner is hidden.
    pub id_protection: bool,
    /// It is left to expire.
    pub do_not_renew: bool,
    /// The gateway's subscription.
    pub subscription_id: String,
    /// The recurring promotion, or 0.
    pub promotion_id: i64,
    /// Notes of the staff.
    pub notes: String,
    /// The currency of a premium name's registry; empty for other names.
    pub premium_currency: String,
    /// What a renewal of a premium name costs us, in minor units of that currency.
    pub premium_renew_minor: Option<i64>,
}

/// What a list is limited to.
#[derive(Debug, Clone, Copy, Default)]
pub struct Listed<'a> {
    /// Whose.
    pub client: Option<ClientId>,
    /// Which.
    pub domain: Option<DomainId>,
    /// The whole name, in lower case.
    pub name: Option<&'a str>,
    /// The beginning of the name, in lower case.
    pub beginning: Option<&'a str>,
    /// In this state.
    pub status: Option<DomainStatus>,
    /// Next due on this day.
    pub due_on: Option<Date>,
    /// Next due on this day or later.
    pub due_from: Option<Date>,
    /// Next due on this day or earlier.
    pub due_to: Option<Date>,
    /// Expires on this day or later.
    pub expires_from: Option<Date>,
    /// Expires on this day or earlier.
    pub expires_to: Option<Date>,
    /// At this registrar.
    pub registrar: Option<&'a str>,
    /// With this ending and nothing but one label before it, such as `.co.uk`.
    pub tld: Option<&'a str>,
    /// Paid by this gateway.
    pub gateway: Option<&'a str>,
    /// In which order; by default by number.
    pub order: Option<Order<DomainsBy>>,
}

/// A name ends in a text and has no more dots than that.
const ENDS_IN: &str = "(substr(d.name, length(d.name) - length(cast(? as text)) + 1)
        = cast(? as text)
    and length(d.name) - length(replace(d.name, '.', ''))
        = length(cast(? as text)) - length(replace(cast(? as text), '.', '')))";

impl<'a> Listed<'a> {
    fn filter(self, way: Way) -> Filter<'a> {
        let way = way.within(self.client.is_some());
        Filter::new()
            .and_some("d.client_id = ?", self.client)
            .and_some("d.id = ?", self.domain)
            .and_some("d.name = ?", self.name)
            .and_some("d.name >= ?", self.beginning)
            .and_some("d.name < ?", self.beginning.map(range_end))
            .and_some(way.says("d.status = ?", "d.status || '' = ?"), self.status)
            // As the index of migration 0106 has it.
            .and_some("coalesce(d.next_due_on, '') = ?", self.due_on)
            .and_some("coalesce(d.next_due_on, '') >= ?", self.due_from)
            .and_some("d.next_due_on is not null and coalesce(d.next_due_on, '') <= ?", self.due_to)
            .and_some("d.expires_on >= ?", self.expires_from)
            .and_some("d.expires_on <= ?", self.expires_to)
            .and_some("d.registrar = ?", self.registrar)
            .and_some(ENDS_IN, self.tld)
            .and_some("d.gateway = ?", self.gateway)
    }
}

/// What domains can be sorted by; equal ones by number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum DomainsBy {
    /// Number.
    Id,
    /// The name.
    Name,
    /// The day it is next due; one that is never due stands before all days.
    Due,
    /// The day it expires; one that has none stands before all days.
    Expires,
    /// What a renewal asks, in minor units of whichever currency.
    Recurring,
    /// Status.
    Status,
}

impl Sorted for DomainsBy {
    fn sql(self) -> [&'static str; 2] {
        match self {
            Self::Id => ["d.id", "d.id desc"],
            Self::Name => ["d.name, d.id", "d.name desc, d.id desc"],
            Self::Due => {
                ["coalesce(d.next_due_on, ''), d.id", "coalesce(d.next_due_on, '') desc, d.id desc"]
            }
            Self::Expires => {
                ["coalesce(d.expires_on, ''), d.id", "coalesce(d.expires_on, '') desc, d.id desc"]
            }
            Self::Recurring => ["d.recurring_minor, d.id", "d.recurring_minor desc, d.id desc"],
            Self::Status => ["d.status, d.id", "d.status desc, d.id desc"],
        }
    }
}

/// One page of domains, and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ListedRow>, i64)> {
    const SELECT: &str = "select d.id, d.client_id, c.currency_id,
            coalesce(d.order_id, 0) as order_id, d.type, d.name, d.registrar, d.years,
            d.registered_on, d.expires_on, d.next_due_on, d.first_payment_minor,
            d.recurring_minor, d.gateway, coalesce(g.name, d.gateway) as gateway_name, d.status,
            d.dns_management, d.email_forwarding, d.id_protection, d.do_not_renew,
            d.subscription_id, coalesce(d.promotion_id, 0) as promotion_id, d.notes,
            coalesce(p.currency, '') as premium_currency, p.renew_minor as premium_renew_minor
        from domains d
        join clients c on c.id = d.client_id
        left join gateways g on g.module = d.gateway
        left join premium_names p on p.domain_id = d.id";
    let filter = wanted.filter(Way::ByStatus);
    let total = c.scalar(&filter.sql("select count(*) from domains d"), filter.args()).await?;
    let sorted =
        wanted.order.is_some_and(|order| !matches!(order.by, DomainsBy::Id | DomainsBy::Status));
    let filter = match Way::of(total, sorted) {
        Way::ByStatus => filter,
        way => wanted.filter(way),
    };
    let order = wanted.order.map_or("d.id", Order::sql);
    // The page is chosen by numbers alone: names are read for its domains, not for those before.
    let (ids, values) = filter.page("select d.id from domains d", order, offset, limit);
    let sql = format!("{SELECT} where d.id in ({ids}) order by {order}");
    Ok((c.all(&sql, &values).await?, total))
}

/// Names whose expiry is past, or that are past it already, of one client or all.
///
/// # Errors
/// When the database fails.
pub async fn past_expiry(
    c: &mut Conn,
    today: Date,
    client: Option<ClientId>,
) -> Result<Vec<DomainRow>> {
    let filter = Filter::new()
        .fixed("status in ('Active', 'Grace', 'Redemption')")
        .fixed("expires_on is not null")
        .and("(expires_on < ? or status <> 'Active')", today)
        .and_some("client_id = ?", client);
    let sql = format!("{} order by id", filter.sql("select * from domains"));
    c.all(&sql, filter.args()).await
}

/// Names that expire between two days, both included, of one client or all.
///
/// # Errors
/// When the database fails.
pub async fn expiring(
    c: &mut Conn,
    from: Date,
    to: Date,
    client: Option<ClientId>,
) -> Result<Vec<DomainRow>> {
    let filter = Filter::new()
        .fixed("status in ('Active', 'Grace', 'Redemption')")
        .and("expires_on >= ?", from)
        .and("expires_on <= ?", to)
        .and_some("client_id = ?", client);
    let sql = format!("{} order by id", filter.sql("select * from domains"));
    c.all(&sql, filter.args()).await
}

/// Names at a registrar that it was not asked about since an instant, longest ago first, of one
/// client or all.
///
/// # Errors
/// When the database fails.
pub async fn not_asked_since(
    c: &mut Conn,
    since: i64,
    client: Option<ClientId>,
) -> Result<Vec<DomainRow>> {
    let filter = Filter::new()
        .fixed(
            "status in ('Active', 'Grace', 'Redemption', 'Pending Registration',
                'Pending Transfer')",
        )
        .fixed("registrar <> ''")
        .and("coalesce(synced_at, 0) < ?", since)
        .and_some("client_id = ?", client);
    let head = filter.sql("select * from domains");
    c.all(&format!("{head} order by coalesce(synced_at, 0), id"), filter.args()).await
}
