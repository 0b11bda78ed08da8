//! What the cloud in memory measured of every server: two values for each series.

use serde_json::{Map, Value, json};

/// Both cores of a server work half of their time.
pub(super) fn of(query: &Map<String, Value>) -> Option<(u16, Value)> {
    let text = |name: &str| query.get(name).and_then(Value::as_str);
    let instant = |name: &str| text(name)?.parse::<jiff::Timestamp>().ok();
    let (start, end) = (instant("start")?, instant("end")?);
    let mut series = Map::new();
    let mut add = |name: &str, values: [&str; 2]| {
        let first = start.as_second();
        let values = json!([[first + 60, values[0]], [first + 360, values[1]]]);
        series.insert(name.to_owned(), json!({ "values": values }));
    };
    for kind in text("type")?.split(',') {
        match kind {
            "cpu" => add("cpu", ["100.0", "12.5"]),
            "network" => {
                add("network.0.pps.in", ["1", "2"]);
                add("network.0.pps.out", ["1", "2"]);
                add("network.0.bandwidth.in", ["2048.4", "0"]);
                add("network.0.bandwidth.out", ["10000", "0.6"]);
            }
            _ => return None,
        }
    }
    let step = text("step").and_then(|step| step.parse::<f64>().ok()).unwrap_or(432.0);
    Some((
        200,
        json!({"metrics": {"start": start.to_string(), "end": end.to_string(), "step": step,
            "time_series": series}}),
    ))
}
