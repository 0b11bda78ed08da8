//! What a service used, day by day.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::UsageDay;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::inputs::Day;
use crate::rest::money::{date, key};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// How the wire calls what this API has in the address.
const WIRE_NAMES: &[(&str, &str)] = &[("startdate", "?from"), ("enddate", "?to")];

/// Which days.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Span {
    /// 30 days with the last one if absent.
    from: Option<Day>,
    /// Today if absent.
    to: Option<Day>,
}

/// What a service used.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct ServiceUsage {
    from: Option<String>,
    to: Option<String>,
    /// The days on which its server told something, in order.
    days: Vec<OfDay>,
}

/// A day of a service, in MiB.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct OfDay {
    date: Option<String>,
    disk_mib: u64,
    /// Null for any amount.
    disk_limit_mib: Option<u64>,
    /// Of the month so far.
    traffic_mib: u64,
    /// Since the reading before, or since the month began; null where neither is known.
    traffic_of_day_mib: Option<u64>,
    /// In a month; null for any amount.
    traffic_limit_mib: Option<u64>,
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Query(span): Query<Span>,
) -> Result<Json<ServiceUsage>, Problem> {
    used(&session.door(&app, ClientPermission::Products)?, id, &span).await
}

pub(in crate::rest) async fn used(
    door: &ForClient,
    id: u64,
    span: &Span,
) -> Result<Json<ServiceUsage>, Problem> {
    let [from, to] = [span.from, span.to].map(|day| day.map(Day::wire));
    let told = door.usage(id, from, to).await;
    let told = told.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(ServiceUsage {
        from: date(told.startdate),
        to: date(told.enddate),
        days: told.days.iter().map(of_day).collect(),
    }))
}

fn of_day(row: &UsageDay) -> OfDay {
    OfDay {
        date: date(row.date),
        disk_mib: key(row.disk.0),
        disk_limit_mib: row.disklimit.id(),
        traffic_mib: key(row.traffic.0),
        traffic_of_day_mib: row.trafficofday.map(|mib| key(mib.0)),
        traffic_limit_mib: row.trafficlimit.id(),
    }
}
