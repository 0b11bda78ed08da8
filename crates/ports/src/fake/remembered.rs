//! A memory of answers by idempotency key that forgets the oldest.

use std::collections::{BTreeMap, VecDeque};

/// Keys remembered at most; a real gateway forgets them after a day.
const KEYS_MAX: usize = 50_000;

/// Values by key, at most 50 000 of them.
#[derive(Debug, Clone)]
pub struct Remembered<T> {
    values: BTreeMap<String, T>,
    order: VecDeque<String>,
}

impl<T> Default for Remembered<T> {
    fn default() -> Self {
        Remembered { values: BTreeMap::new(), order: VecDeque::new() }
    }
}

impl<T> Remembered<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.values.get(key)
    }

    /// The value of a key, to change it.
    pub fn get_mut(&mut self, key: &str) -> Option<&mut T> {
        self.values.get_mut(key)
    }

    /// Remembers a value, and forgets the oldest if there are too many.
    pub fn put(&mut self, key: &str, value: T) {
        if self.values.insert(key.to_owned(), value).is_none() {
            self.order.push_back(key.to_owned());
        }
        if self.order.len() > KEYS_MAX
            && let Some(oldest) = self.order.pop_front()
        {
            self.values.remove(&oldest);
        }
    }

    /// Every value, by key.
    pub fn values(&self) -> impl Iterator<Item = &T> {
        self.values.values()
    }

    /// Every key and value, by key.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.values.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Every value, to change it, by key.
    pub fn values_mut(&mut self) -> impl Iterator<Item = &mut T> {
        self.values.values_mut()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_oldest_is_forgotten() {
        let mut memory = Remembered::default();
        for number in 0..=KEYS_MAX {
            memory.put(&number.to_string(), number);
            memory.put(&number.to_string(), number);
        }
        assert_eq!(memory.get("0"), None);
        assert_eq!(memory.get("1"), Some(&1));
        assert_eq!(memory.values().count(), KEYS_MAX);
    }
}
