//! Measurements as clouds tell them: lists of pairs of an instant and a number.

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

/// An instant in whole seconds.
pub(super) fn seconds(at: f64) -> Option<i64> {
    format!("{:.0}", at.floor()).parse().ok()
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::{pairs, samples, seconds};

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
    }
}
