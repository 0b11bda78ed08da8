//! How busy a Droplet was:
//! <https://docs.digitalocean.com/reference/api/reference/monitoring/> (scope `monitoring:read`).

use std::collections::BTreeMap;

use ports::PortError;
use ports::provisioning::{Metrics, Sample, Span};
use serde_json::Value;

use super::Api;
use crate::provisioning::cloud::Machine;
use crate::provisioning::measured::{number, pairs, samples, seconds};

/// Rates are told in megabits a second.
pub(super) const BYTES_PER_MEGABIT: f64 = 125_000.0;
/// Modes of a processor in which it does nothing.
const IDLE: [&str; 2] = ["idle", "iowait"];

pub(super) async fn of(api: &Api, machine: &Machine, span: Span) -> Result<Metrics, PortError> {
    let asked = |what, more| asked(api, &machine.id, what, span, more);
    let cpu = asked("cpu", &[]).await?;
    let received = asked("bandwidth", &[("interface", "public"), ("direction", "inbound")]).await?;
    let sent = asked("bandwidth", &[("interface", "public"), ("direction", "outbound")]).await?;
    let rate = |told: &Value| {
        let values = series(told).next().and_then(|each| each.get("values"));
        samples(&pairs(values), BYTES_PER_MEGABIT)
    };
    Ok(Metrics { cpu: share(&cpu), received: rate(&received), sent: rate(&sent) })
}

/// What was measured of a Droplet in a span.
pub(super) async fn asked(
    api: &Api,
    id: &str,
    what: &str,
    span: Span,
    more: &[(&str, &str)],
) -> Result<Value, PortError> {
    let (start, end) = (span.from.to_string(), span.until.to_string());
    let about = [("host_id", id), ("start", start.as_str()), ("end", end.as_str())];
    let query: Vec<(&str, &str)> = about.iter().chain(more).copied().collect();
    let said = api.get(&["monitoring", "metrics", "droplet", what], &query).await?;
    api.read(said)
}

/// The series of an answer.
pub(super) fn series(told: &Value) -> impl Iterator<Item = &Value> {
    told.pointer("/data/result").and_then(Value::as_array).into_iter().flatten()
}

/// What is told are the seconds that all processors together have spent in each mode so far: the
/// share of work is that of what came on between two instants.
fn share(told: &Value) -> Vec<Sample> {
    let mut sums: BTreeMap<i64, (f64, f64)> = BTreeMap::new();
    for each in series(told) {
        let mode = each.pointer("/metric/mode").and_then(Value::as_str).unwrap_or_default();
        let values = each.get("values").and_then(Value::as_array).into_iter().flatten();
        for pair in values {
            let read = |at: usize| pair.get(at).and_then(number);
            let (Some(at), Some(spent)) = (read(0).and_then(seconds), read(1)) else { continue };
            let (all, idle) = sums.entry(at).or_default();
            *all += spent;
            *idle += if IDLE.contains(&mode) { spent } else { 0.0 };
        }
    }
    let sums: Vec<(i64, (f64, f64))> = sums.into_iter().collect();
    let between = sums.windows(2).filter_map(|pair| {
        let [(_, before), (at, after)] = pair else { return None };
        let (all, idle) = (after.0 - before.0, after.1 - before.1);
        // After a restart they count anew.
        let counts_on = all > 0.0 && idle >= 0.0;
        counts_on.then(|| Sample::read(*at, 10_000.0 * (1.0 - idle / all)))?
    });
    between.collect()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::share;

    #[test]
    fn the_share_of_work_is_that_of_what_came_on() {
        let mode = |mode: &str, values: [&str; 4]| {
            let at = [60, 180, 300, 420].into_iter();
            let values: Vec<_> = at.zip(values).map(|(at, value)| json!([at, value])).collect();
            json!({"metric": {"host_id": "1", "mode": mode}, "values": values})
        };
        let told = json!({"status": "success", "data": {"resultType": "matrix", "result": [
            mode("idle", ["1000", "1090", "1120", "5"]),
            mode("iowait", ["10", "10", "40", "0"]),
            mode("user", ["20", "40", "100", "1"]),
            mode("system", ["5", "15", "15", "0"]),
        ]}});
        let shares: Vec<_> = share(&told).iter().map(|each| (each.at, each.value)).collect();
        assert_eq!(shares, [(180, 2_500), (300, 5_000)]);
        assert_eq!(share(&json!({"status": "success", "data": {"result": []}})), []);
    }
}
