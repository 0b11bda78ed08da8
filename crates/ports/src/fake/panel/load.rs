//! How busy the services on the panel in memory are: busier by day, each in its own way.

use model::ids::ServiceId;

use crate::provisioning::{Metrics, Sample, Span};

const DAY_SECONDS: u64 = 86_400;
const HALF_DAY: u64 = DAY_SECONDS / 2;

/// What would have been measured.
pub(super) fn of(id: ServiceId, span: Span) -> Metrics {
    let number = id.0.unsigned_abs();
    let mut told = Metrics::default();
    for at in span.steps() {
        let (step, daylight) = (at.unsigned_abs(), daylight(at, number));
        let noise = |salt: u64, most: u64| scattered(number ^ (step << 3) ^ salt) % most;
        // Few minutes are far busier than the others: backups, a campaign.
        let peak = if noise(1, 90) == 0 { 3 } else { 1 };
        let idle = 150 + number * 131 % 900;
        let cpu = (idle + daylight * (800 + number * 177 % 2_400) / 1_000 + noise(2, 240)) * peak;
        let sent = (4_000 + daylight * (90 + number * 53 % 700) + noise(3, 40_000)) * peak;
        let received = sent / (3 + number % 5) + noise(4, 9_000);
        told.cpu.push(Sample { at, value: cpu });
        told.sent.push(Sample { at, value: sent });
        told.received.push(Sample { at, value: received });
    }
    told.in_steps(span)
}

/// From 0 at night to 1000 at midday, somewhat earlier or later for each service.
fn daylight(at: i64, number: u64) -> u64 {
    let shifted = at.unsigned_abs() + number * 1_777 % 14_400;
    let second = shifted % DAY_SECONDS;
    let from_night = second.min(DAY_SECONDS - second);
    from_night * 1_000 / HALF_DAY
}

/// A number that looks like chance and is always the same (the finisher of MurmurHash3).
fn scattered(mut number: u64) -> u64 {
    number = (number ^ (number >> 33)).wrapping_mul(0xff51_afd7_ed55_8ccd);
    number = (number ^ (number >> 33)).wrapping_mul(0xc4ce_b9fe_1a85_ec53);
    number ^ (number >> 33)
}
