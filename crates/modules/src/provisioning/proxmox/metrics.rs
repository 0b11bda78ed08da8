//! How busy a machine was: `GET /nodes/{node}/qemu/{vmid}/rrddata` (permission `VM.Audit`).

use ports::PortError;
use ports::provisioning::{Metrics, Sample};
use serde_json::Value;

use super::api::Api;
use crate::provisioning::cloud::Machine;
use crate::provisioning::measured::{number, seconds};

/// All cores at work are told as 1.
const OF_ALL: f64 = 10_000.0;

/// The last day, in the steps in which the node keeps it.
pub(super) async fn of(api: &Api, machine: &Machine) -> Result<Metrics, PortError> {
    let path = ["nodes", machine.more("node"), "qemu", &machine.id, "rrddata"];
    let told = api.read(&path, &[("timeframe", "day"), ("cf", "AVERAGE")]).await?;
    let rows = told.as_array().ok_or_else(|| api.unreadable("measurements that are no list"))?;
    // While a machine was off a row has its time only.
    let series = |name: &str, factor: f64| {
        let sample = |row: &Value| {
            let read = |name: &str| row.get(name).and_then(number);
            Sample::read(seconds(read("time")?)?, read(name)? * factor)
        };
        rows.iter().filter_map(sample).collect()
    };
    Ok(Metrics {
        cpu: series("cpu", OF_ALL),
        received: series("netin", 1.0),
        sent: series("netout", 1.0),
    })
}
