//! What services used, day by day.

use jiff::civil::Date;
use model::ids::ServiceId;

use super::usage::Used;
use crate::{Conn, Result, Row, args};

/// A day of a service; MiB, limits of 0 for any amount.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DayRow {
    /// Which.
    pub day: Date,
    /// Disk.
    pub disk_mib: i64,
    /// Disk allowed.
    pub disk_limit: i64,
    /// Traffic of the month so far.
    pub traffic_mib: i64,
    /// Traffic allowed in a month.
    pub traffic_limit: i64,
}

/// Writes down what a service uses on a day; the last reading of a day stays.
///
/// # Errors
/// When the database fails.
pub async fn set(c: &mut Conn, service: ServiceId, day: Date, used: &Used, at: i64) -> Result<()> {
    let sql = "insert into service_usage_days
            (service_id, day, disk_mib, disk_limit, traffic_mib, traffic_limit, at)
        values ($1, $2, $3, $4, $5, $6, $7)
        on conflict (service_id, day) do update set disk_mib = excluded.disk_mib,
            disk_limit = excluded.disk_limit, traffic_mib = excluded.traffic_mib,
            traffic_limit = excluded.traffic_limit, at = excluded.at";
    let Used { disk_mib, disk_limit_mib, traffic_mib, traffic_limit_mib } = *used;
    let values = args![service, day, disk_mib, disk_limit_mib, traffic_mib, traffic_limit_mib, at];
    c.exec(sql, values).await.map(drop)
}

/// The days of a service from one to another, both included, in order.
///
/// # Errors
/// When the database fails.
pub async fn between(
    c: &mut Conn,
    service: ServiceId,
    from: Date,
    to: Date,
) -> Result<Vec<DayRow>> {
    let sql = "select day, disk_mib, disk_limit, traffic_mib, traffic_limit
        from service_usage_days where service_id = $1 and day >= $2 and day <= $3 order by day";
    c.all(sql, args![service, from, to]).await
}
