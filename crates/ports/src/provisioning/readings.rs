//! What machines count, where their provider keeps no history: how busy they were follows from two
//! readings.

use super::{Metrics, Sample};

/// A longer time between two readings says nothing of a day.
const APART_SECONDS_MAX: i64 = 3_600;
const MILLISECONDS: i64 = 1_000;

/// Who knows how busy services were.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Measuring {
    /// Nobody.
    Nothing,
    /// The provider, who keeps it ([`super::Provisioner::metrics`]).
    Told,
    /// We do, who read every few minutes what the provider counts
    /// ([`super::Provisioner::readings`]).
    Counted,
}

/// What a machine has counted since it was started.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reading {
    /// Its name ([`super::Provisioner::machine_name`]).
    pub machine: String,
    /// Milliseconds of all of its computing power.
    pub worked: u64,
    /// Bytes received; `None` if its network is not counted.
    pub received: Option<u64>,
    /// Bytes sent.
    pub sent: Option<u64>,
}

impl Metrics {
    /// What a machine did from each reading to the next, in their order; each has its second
    /// since 1970.
    pub fn counted(readings: &[(i64, Reading)]) -> Metrics {
        let mut metrics = Metrics::default();
        for pair in readings.windows(2) {
            let [(at, before), (later, after)] = pair else { continue };
            let seconds = later - at;
            // Whoever was started anew counts anew.
            let worked = after.worked.checked_sub(before.worked);
            let Some(worked) = worked.filter(|_| (1..=APART_SECONDS_MAX).contains(&seconds)) else {
                continue;
            };
            let cpu = rate(worked, Metrics::FULL, seconds.saturating_mul(MILLISECONDS));
            metrics.cpu.extend(Sample::whole(*at, cpu));
            for (series, before, after) in [
                (&mut metrics.received, before.received, after.received),
                (&mut metrics.sent, before.sent, after.sent),
            ] {
                let more = after.zip(before).and_then(|(after, before)| after.checked_sub(before));
                series.extend(more.and_then(|more| Sample::whole(*at, rate(more, 1, seconds))));
            }
        }
        metrics
    }
}

impl Sample {
    fn whole(at: i64, value: Option<u64>) -> Option<Sample> {
        Some(Sample { at, value: value? })
    }
}

/// So much times a factor for each of a time, rounded.
fn rate(amount: u64, factor: u64, time: i64) -> Option<u64> {
    let time = u128::from(time.unsigned_abs());
    let whole = (u128::from(amount) * u128::from(factor) + time / 2).checked_div(time)?;
    u64::try_from(whole).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_machine_did_what_it_counted_on() {
        let read = |at: i64, worked: u64, network: Option<(u64, u64)>| {
            let (received, sent) = network.unzip();
            (at, Reading { machine: "m".to_owned(), worked, received, sent })
        };
        let readings = [
            read(1_000, 500_000, Some((1_000, 50))),
            // Half of all for five minutes.
            read(1_300, 650_000, Some((4_000, 50))),
            // Started anew, and soon busier than it had been before.
            read(1_600, 100, Some((9, 9))),
            read(1_900, 100, Some((309, 9))),
            // A card was taken out while it ran: only the network counts anew.
            read(2_200, 400_100, Some((0, 0))),
            read(2_500, 400_100, None),
            // Nobody read for more than an hour, and twice in the same second.
            read(6_101, 900_000, Some((0, 0))),
            read(6_101, 900_000, Some((0, 0))),
            read(6_102, 900_001, Some((1, 2))),
        ];
        let told = Metrics::counted(&readings);
        let of = |series: &[Sample]| -> Vec<(i64, u64)> {
            series.iter().map(|sample| (sample.at, sample.value)).collect()
        };
        let cpu = [(1_000, 5_000), (1_600, 0), (1_900, 13_333), (2_200, 0), (6_101, 10)];
        assert_eq!(of(&told.cpu), cpu);
        assert_eq!(of(&told.received), [(1_000, 10), (1_600, 1), (6_101, 1)]);
        assert_eq!(of(&told.sent), [(1_000, 0), (1_600, 0), (6_101, 2)]);
        assert_eq!(Metrics::counted(&readings[..1]), Metrics::default());
    }
}
