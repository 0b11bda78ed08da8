//! Measurements as clouds tell them: lists of pairs of an instant and a number.

use jiff::tz::Offset;
use ports::Clock;
use ports::provisioning::Sample;
use serde_json::Value;

/// The instants of a list in the unit they are told in, with their numbers, which may be texts.
pub(super) fn pairs(list: Option<&Value>) -> Vec<(f64, f64)> {
    let list = list.and_then(Value::as_array).into_iter().flatten();
    list.filter_map(|pair| Some((number(pair.get(0)?)?, number(pair.get(1)?)?))).collect()
}

/// A number, as such or as a text.
pub(super) fn number(value: &Value) -> Option<f64> {
    match value {
        Value::String(text) => text.trim().parse().ok(),
        other => other.as_f64(),
    }
}

/// Samples of pairs whose instants are seconds, with each number times a factor.
pub(super) fn samples(pairs: &[(f64, f64)], factor: f64) -> Vec<Sample> {
    pairs.iter().filter_map(|(at, value)| Sample::read(seconds(*at)?, value * factor)).collect()
}

/// What rates of a second add up to from an instant on. Each holds for as long as the two instants
/// are apart that are nearest to each other: what is missing between others was not measured.
pub(super) fn amount(rates: &[(f64, f64)], since: i64) -> u64 {
    let apart = rates.windows(2).map(|pair| pair[1].0 - pair[0].0).filter(|apart| *apart > 0.0);
    let Some(step) = apart.min_by(f64::total_cmp) else { return 0 };
    let since = |at: &f64| seconds(*at).is_some_and(|at| at >= since);
    let sum: f64 = rates.iter().filter(|(at, _)| since(at)).map(|(_, rate)| rate * step).sum();
    whole(sum).unwrap_or_default()
}

/// When the present month began (UTC), in seconds since 1970.
pub(super) fn month_began(clock: &dyn Clock) -> i64 {
    let start = clock.utc_date().first_of_month().at(0, 0, 0, 0);
    Offset::UTC.to_timestamp(start).map_or(0, jiff::Timestamp::as_second)
}

/// A number rounded; `None` for what is no amount of anything.
pub(super) fn whole(value: f64) -> Option<u64> {
    Sample::read(0, value).map(|sample| sample.value)
}

/// An instant in whole seconds.
pub(super) fn seconds(at: f64) -> Option<i64> {
    format!("{:.0}", at.floor()).parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{amount, pairs, samples, seconds, whole};

    #[test]
    fn pairs_are_read_in_every_way_they_are_written() {
        let told = json!([[1_435_781_470.622, "42"], [1_435_781_530, 0.5], [1, null], ["x", 1], 7]);
        let read = pairs(Some(&told));
        assert_eq!(read, [(1_435_781_470.622, 42.0), (1_435_781_530.0, 0.5)]);
        let read = samples(&read, 100.0);
        let read: Vec<_> = read.iter().map(|sample| (sample.at, sample.value)).collect();
        assert_eq!(read, [(1_435_781_470, 4_200), (1_435_781_530, 50)]);
        assert_eq!(pairs(None), []);
        assert_eq!((seconds(f64::NAN), seconds(1e300)), (None, None));
        assert_eq!((whole(f64::NAN), whole(1.5)), (None, Some(2)));
    }

    #[test]
    fn rates_add_up_for_as_long_as_they_are_of() {
        let rates = [(0.0, 1e9), (600.0, 10.0), (900.0, 1.0), (1_200.0, 2.0), (9_000.0, 3.0)];
        for (since, sum) in [(600, 4_800), (601, 1_800), (9_000, 900), (9_001, 0)] {
            assert_eq!(amount(&rates, since), sum, "{since}");
        }
        assert_eq!(amount(&rates[..1], 0), 0, "nobody knows for how long");
        assert_eq!(amount(&[], 0), 0);
    }
}
