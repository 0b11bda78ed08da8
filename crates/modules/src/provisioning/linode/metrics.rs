//! How busy a machine was: <https://techdocs.akamai.com/linode-api/reference/get-linode-stats>.

use std::collections::BTreeMap;

use ports::PortError;
use ports::provisioning::{Metrics, Sample};

use super::Api;
use crate::provisioning::cloud::Machine;
use crate::provisioning::measured::{pairs, samples};

/// Hundredths of a percent.
const OF_PERCENT: f64 = 100.0;
const BYTES_PER_BIT: f64 = 0.125;
/// Instants are told in milliseconds.
const PER_SECOND: f64 = 1_000.0;

/// The last day, which is what there is.
pub(super) async fn of(api: &Api, machine: &Machine) -> Result<Metrics, PortError> {
    let told = match api.get(&["linode", "instances", &machine.id, "stats"], &[]).await? {
        Ok(told) => told,
        // A machine has none in its first minutes.
        Err(no) if no.code == "not_found" => return Ok(Metrics::default()),
        no => api.read(no)?,
    };
    let series = |path: &str, factor: f64| {
        let told = pairs(told.pointer(path)).into_iter();
        let told: Vec<_> = told.map(|(at, value)| (at / PER_SECOND, value)).collect();
        samples(&told, factor)
    };
    let both = |way: &str| {
        let of = |version: &str| series(&format!("/{version}/{way}"), BYTES_PER_BIT);
        added(of("netv4"), of("netv6"))
    };
    // A machine with two cores that are both at work is told as 200 percent.
    let cores: f64 = machine.more("cores").parse().unwrap_or(1.0);
    Ok(Metrics {
        cpu: series("/cpu", OF_PERCENT / cores.max(1.0)),
        received: both("in"),
        sent: both("out"),
    })
}

/// Two series as one, each instant with what both have of it.
fn added(one: Vec<Sample>, other: Vec<Sample>) -> Vec<Sample> {
    let mut sums = BTreeMap::<i64, u64>::new();
    for sample in one.into_iter().chain(other) {
        let sum = sums.entry(sample.at).or_default();
        *sum = sum.saturating_add(sample.value);
    }
    sums.into_iter().map(|(at, value)| Sample { at, value }).collect()
}
