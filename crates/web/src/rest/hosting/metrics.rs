//! How busy a service was.

use axum::Json;
use axum::extract::State;
use jiff::Timestamp;
use model::people::permission::ClientPermission;
use protocol::{GetServiceMetrics, GetServiceMetricsResponse, MetricsPoint};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::{ClientSession, StaffSession};

/// How busy a service was on its last day, as its provider measured it.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Metrics {
    /// Such as `2026-01-31T10:05:00Z`.
    from: String,
    to: String,
    /// Averages of five minutes that were measured, in order.
    points: Vec<Point>,
}

/// Five minutes of a service; null is what its provider does not measure.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Point {
    /// When they began.
    time: String,
    /// Percent of all of its computing power, such as `12.05`.
    cpu_percent: Option<String>,
    received_bytes_per_second: Option<u64>,
    sent_bytes_per_second: Option<u64>,
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Metrics>, Problem> {
    let door = session.door(&app, ClientPermission::Products)?;
    Ok(Json(told(door.metrics(id).await?)))
}

pub(in crate::rest) async fn get_any(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Metrics>, Problem> {
    Ok(Json(told(session.call(&app, GetServiceMetrics { serviceid: id }).await?)))
}

fn told(said: GetServiceMetricsResponse) -> Metrics {
    Metrics {
        from: instant(said.from.0),
        to: instant(said.until.0),
        points: said.points.0.into_iter().map(point).collect(),
    }
}

fn point(row: MetricsPoint) -> Point {
    Point {
        time: instant(row.time.0),
        cpu_percent: row.cpu.map(|cpu| cpu.0),
        received_bytes_per_second: row.received.map(|bytes| key(bytes.0)),
        sent_bytes_per_second: row.sent.map(|bytes| key(bytes.0)),
    }
}

fn instant(second: i64) -> String {
    Timestamp::from_second(second).map(|at| at.to_string()).unwrap_or_default()
}
