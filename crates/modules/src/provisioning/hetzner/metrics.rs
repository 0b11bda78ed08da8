//! How busy a machine was:
//! <https://docs.hetzner.cloud/reference/cloud#servers-get-metrics-for-a-server>.

use ports::PortError;
use ports::provisioning::{Metrics, Span};
use serde_json::Value;

use super::api::Api;
use super::machine::Machine;
use crate::provisioning::measured::{pairs, samples};

/// Hundredths of a percent.
const OF_PERCENT: f64 = 100.0;

pub(super) async fn of(api: &Api, machine: &Machine, span: Span) -> Result<Metrics, PortError> {
    let instant = |second: i64| {
        let instant = jiff::Timestamp::from_second(second);
        instant.map(|instant| instant.to_string()).unwrap_or_default()
    };
    let (start, end) = (instant(span.from), instant(span.until));
    let query = [("type", "cpu,network"), ("start", &start), ("end", &end), ("step", "300")];
    let told = api.read(&["servers", &machine.id, "metrics"], &query).await?;
    let series = told.pointer("/metrics/time_series").and_then(Value::as_object);
    let series = series.ok_or_else(|| api.unreadable("metrics without series"))?;
    let values = |name: &str| pairs(series.get(name).and_then(|each| each.get("values")));
    // A machine with four cores that are all at work is told as 400 percent.
    let cores = machine.cores().max(1.0);
    Ok(Metrics {
        cpu: samples(&values("cpu"), OF_PERCENT / cores),
        received: samples(&values("network.0.bandwidth.in"), 1.0),
        sent: samples(&values("network.0.bandwidth.out"), 1.0),
    })
}
