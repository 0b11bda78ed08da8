//! Answers of the last seconds, by key: never the truth, only fewer questions.

use std::borrow::Borrow;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};

/// Keys remembered at once; then all are forgotten.
const KEYS_MAX: usize = 50_000;

/// Values that are believed for some time.
pub(crate) struct Remembered<K, V> {
    believed: SignedDuration,
    values: Mutex<HashMap<K, (Timestamp, V)>>,
}

impl<K: Eq + Hash, V: Clone> Remembered<K, V> {
    /// Values are believed for so long.
    pub(crate) fn new(believed: SignedDuration) -> Self {
        Self { believed, values: Mutex::default() }
    }

    /// The value, while it is believed; a clock that jumped back makes it doubtful too.
    pub(crate) fn get<Q>(&self, key: &Q, now: Timestamp) -> Option<V>
    where
        K: Borrow<Q>,
        Q: Eq + Hash + ?Sized,
    {
        let values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        let (at, value) = values.get(key)?;
        (now.duration_since(*at).abs() < self.believed).then(|| value.clone())
    }

    /// Remembers a value.
    pub(crate) fn put(&self, key: K, value: V, now: Timestamp) {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        if values.len() >= KEYS_MAX {
            values.clear();
        }
        values.insert(key, (now, value));
    }

    /// Forgets the keys that match.
    pub(crate) fn forget(&self, matches: impl Fn(&K) -> bool) {
        let mut values = self.values.lock().unwrap_or_else(PoisonError::into_inner);
        values.retain(|key, _| !matches(key));
    }
}

#[cfg(test)]
mod tests {
    use super::Remembered;
    use jiff::{SignedDuration, Timestamp};

    #[test]
    fn a_value_is_believed_for_its_time() {
        let kept = Remembered::new(SignedDuration::from_secs(2));
        let at = |second: i64| Timestamp::from_second(100 + second).unwrap();
        kept.put("a", 1, at(0));
        for (second, expected) in [(0, Some(1)), (1, Some(1)), (2, None), (-1, Some(1)), (-2, None)]
        {
            assert_eq!(kept.get(&"a", at(second)), expected, "{second}");
        }
        kept.forget(|key| *key == "a");
        assert_eq!(kept.get(&"a", at(0)), None);
    }
}
