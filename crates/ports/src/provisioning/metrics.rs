//! How busy a service was, as its provider measured it.

use std::collections::BTreeMap;

/// Seconds that one sample of an answer is the average of.
const STEP_SECONDS: i64 = 300;
const DAY_SECONDS: i64 = 86_400;

/// A stretch of time in seconds since 1970, from its beginning until just before its end.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// Its first second.
    pub from: i64,
    /// The first second after it.
    pub until: i64,
}

/// How busy a service was. What its provider does not measure is empty.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Metrics {
    /// Computing power in use, in hundredths of a percent of all that the service has.
    pub cpu: Vec<Sample>,
    /// Bytes received in a second.
    pub received: Vec<Sample>,
    /// Bytes sent in a second.
    pub sent: Vec<Sample>,
}

/// Something measured.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Sample {
    /// When, in seconds since 1970.
    pub at: i64,
    /// How much.
    pub value: u64,
}

impl Span {
    /// The day that ends with the step of this instant.
    pub fn day_until(now: i64) -> Span {
        let until = (now.div_euclid(STEP_SECONDS) + 1) * STEP_SECONDS;
        Span { from: until - DAY_SECONDS, until }
    }

    /// The beginning of each of its steps.
    pub fn steps(self) -> impl Iterator<Item = i64> {
        let first = (self.from - 1).div_euclid(STEP_SECONDS) + 1;
        (first..).map(|step| step * STEP_SECONDS).take_while(move |at| *at < self.until)
    }
}

impl Metrics {
    /// All of the computing power that a service has.
    pub const FULL: u64 = 10_000;

    /// The averages of each step of a span, in order. Nobody uses more than everything.
    pub fn in_steps(self, span: Span) -> Metrics {
        let mut cpu = averages(self.cpu, span);
        for sample in &mut cpu {
            sample.value = sample.value.min(Metrics::FULL);
        }
        Metrics { cpu, received: averages(self.received, span), sent: averages(self.sent, span) }
    }
}

impl Sample {
    /// A number as it was measured, rounded; none if it is no amount of anything.
    pub fn read(at: i64, value: f64) -> Option<Sample> {
        let whole = value.is_finite().then(|| value.round().max(0.0).abs())?;
        Some(Sample { at, value: format!("{whole:.0}").parse().ok()? })
    }
}

fn averages(samples: Vec<Sample>, span: Span) -> Vec<Sample> {
    let mut steps: BTreeMap<i64, (u128, u128)> = BTreeMap::new();
    let within = |sample: &Sample| (span.from..span.until).contains(&sample.at);
    for sample in samples.into_iter().filter(within) {
        let (sum, count) = steps.entry(sample.at.div_euclid(STEP_SECONDS)).or_default();
        *sum += u128::from(sample.value);
        *count += 1;
    }
    let average = |(step, (sum, count)): (i64, (u128, u128))| Sample {
        at: step * STEP_SECONDS,
        value: u64::try_from(sum / count).unwrap_or(u64::MAX),
    };
    steps.into_iter().map(average).collect()
}

#[cfg(test)]
mod tests {
    use super::{DAY_SECONDS, Metrics, Sample, Span};

    #[test]
    fn samples_become_averages_of_steps() {
        let span = Span::day_until(1_767_225_600);
        assert_eq!(span, Span { from: 1_767_139_500, until: 1_767_225_900 });
        assert_eq!(span.until - span.from, DAY_SECONDS);
        assert_eq!(span.steps().count(), 288);
        let at = |ahead: i64, value: u64| Sample { at: span.from + ahead, value };
        let told = Metrics {
            cpu: vec![at(300, 20_000), at(0, 10), at(299, 21), at(-1, 7), at(DAY_SECONDS, 7)],
            sent: vec![at(650, u64::MAX), at(899, u64::MAX)],
            ..Metrics::default()
        };
        let expected = Metrics {
            cpu: vec![at(0, 15), at(300, 10_000)],
            sent: vec![at(600, u64::MAX)],
            ..Metrics::default()
        };
        assert_eq!(told.in_steps(span), expected);
    }

    #[test]
    fn numbers_are_rounded_and_nonsense_is_left_out() {
        for (value, expected) in [
            (0.4, Some(0)),
            (1.5, Some(2)),
            (-0.2, Some(0)),
            (1e9, Some(1_000_000_000)),
            (f64::NAN, None),
            (f64::INFINITY, None),
            (1e300, None),
        ] {
            assert_eq!(Sample::read(1, value).map(|sample| sample.value), expected, "{value}");
        }
    }
}
