//! What services use, by month.

use jiff::civil::Date;
use model::ids::{ClientId, CurrencyId, ProductId, ServerId, ServiceId};

use super::usage_days;
use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// What a service uses now; MiB, limits of 0 for any amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Used {
    /// Disk.
    pub disk_mib: i64,
    /// Disk allowed.
    pub disk_limit_mib: i64,
    /// Traffic in this month.
    pub traffic_mib: i64,
    /// Traffic allowed in a month.
    pub traffic_limit_mib: i64,
}

/// A month of a service that was not charged; MiB.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct MonthRow {
    /// `YYYY-MM`.
    pub month: String,
    /// Whose.
    pub client_id: ClientId,
    /// In which currency it pays.
    pub currency_id: CurrencyId,
    /// Of which product.
    pub product_id: ProductId,
    /// What was bought, and for which name.
    pub name: String,
    /// The most disk.
    pub disk_mib: i64,
    /// Disk allowed; 0 for any amount.
    pub disk_limit: i64,
    /// Traffic.
    pub traffic_mib: i64,
    /// Traffic allowed; 0 for any amount.
    pub traffic_limit: i64,
}

/// The service that a server tells of: by our number, else by its name on that server.
///
/// # Errors
/// When the database fails.
pub async fn service_of(
    c: &mut Conn,
    server: ServerId,
    service: Option<ServiceId>,
    domain: &str,
) -> Result<Option<ServiceId>> {
    let sql = "select id from services
        where server_id = $1 and status in ('Active', 'Suspended')
            and (id = $2 or (cast($2 as bigint) is null and domain <> '' and domain = $3))
        order by id limit 1";
    c.maybe_scalar(sql, args![server, service, domain]).await
}

/// Writes down what a service uses: now, on the day, and at most in its month.
///
/// # Errors
/// When there is no such service.
pub async fn set(c: &mut Conn, service: ServiceId, day: Date, used: &Used, at: i64) -> Result<()> {
    let sql = "update services set disk_usage = $2, disk_limit = $3, bandwidth_usage = $4,
        bandwidth_limit = $5, usage_at = $6 where id = $1";
    let Used { disk_mib, disk_limit_mib, traffic_mib, traffic_limit_mib } = *used;
    let values = args![service, disk_mib, disk_limit_mib, traffic_mib, traffic_limit_mib, at];
    c.exactly(1, sql, values).await?;
    let sql = "insert into service_usage (service_id, month, disk_mib, traffic_mib, at)
        values ($1, $2, $3, $4, $5)
        on conflict (service_id, month) do update set at = excluded.at,
            disk_mib = case when excluded.disk_mib > service_usage.disk_mib
                then excluded.disk_mib else service_usage.disk_mib end,
            traffic_mib = case when excluded.traffic_mib > service_usage.traffic_mib
                then excluded.traffic_mib else service_usage.traffic_mib end";
    let month = day.strftime("%Y-%m").to_string();
    c.exec(sql, args![service, month, disk_mib, traffic_mib, at]).await?;
    usage_days::set(c, service, day, used, at).await
}

/// Services with a month before this one that was not charged, of one client or all.
///
/// # Errors
/// When the database fails.
pub async fn unbilled(
    c: &mut Conn,
    month: &str,
    client: Option<ClientId>,
) -> Result<Vec<(ServiceId, ClientId)>> {
    let filter = Filter::new()
        .fixed("u.billed_at is null")
        .and("u.month < ?", month)
        .and_some("s.client_id = ?", client);
    let head = "select distinct u.service_id, s.client_id from service_usage u
        join services s on s.id = u.service_id";
    c.all(&format!("{} order by u.service_id", filter.sql(head)), filter.args()).await
}

/// Months of a service before this one that were not charged, the oldest first.
///
/// # Errors
/// When the database fails.
pub async fn months(c: &mut Conn, service: ServiceId, month: &str) -> Result<Vec<MonthRow>> {
    let sql = "select u.month, s.client_id, c.currency_id, s.product_id,
            trim(p.name || ' ' || s.domain) as name, u.disk_mib, s.disk_limit, u.traffic_mib,
            s.bandwidth_limit as traffic_limit
        from service_usage u join services s on s.id = u.service_id
            join products p on p.id = s.product_id join clients c on c.id = s.client_id
        where u.service_id = $1 and u.month < $2 and u.billed_at is null order by u.month";
    c.all(sql, args![service, month]).await
}

/// Notes that a month was looked at; `false` when it was before.
///
/// # Errors
/// When the database fails.
pub async fn mark_billed(c: &mut Conn, service: ServiceId, month: &str, at: i64) -> Result<bool> {
    let sql = "update service_usage set billed_at = $3
        where service_id = $1 and month = $2 and billed_at is null";
    Ok(c.exec(sql, args![service, month, at]).await? == 1)
}
