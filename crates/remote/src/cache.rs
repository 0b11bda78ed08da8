//! Keeps catalogues for a moment: they change rarely and are asked for on every page.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex},
    time::Duration,
};

use tokio::time::Instant;

use crate::{
    flights::{Kept, Key},
    held, later,
};

/// The reads that may be kept. Nothing of a client is among them.
const CATALOGUES: &[&str] = &[
    "GetCurrencies",
    "GetOrderStatuses",
    "GetPaymentMethods",
    "GetProducts",
    "GetSupportDepartments",
    "GetTLDPricing",
];
/// The most answers that are kept.
const ENTRIES_MAX: usize = 64;

/// Answers with the time they came; a write of the same topic changes the key they are found by.
pub(crate) struct Cache {
    ttl: Duration,
    entries: Mutex<HashMap<Key, (Instant, Kept)>>,
}

/// Whether the answers of an action may be kept at all.
pub(crate) fn is_catalogue(action: &str) -> bool {
    CATALOGUES.iter().any(|catalogue| catalogue.eq_ignore_ascii_case(action))
}

impl Cache {
    pub(crate) fn new(ttl: Duration) -> Self {
        Self { ttl, entries: Mutex::default() }
    }

    pub(crate) fn get(&self, key: &Key, now: Instant) -> Option<Kept> {
        let entries = held(&self.entries);
        let (came, kept) = entries.get(key)?;
        (now < later(*came, self.ttl)).then(|| Arc::clone(kept))
    }

    pub(crate) fn put(&self, key: Key, kept: Kept, now: Instant) {
        let mut entries = held(&self.entries);
        entries.retain(|_, (came, _)| now < later(*came, self.ttl));
        if entries.len() >= ENTRIES_MAX {
            let oldest = entries.iter().min_by_key(|(_, (came, _))| *came);
            if let Some(oldest) = oldest.map(|(key, _)| key.clone()) {
                entries.remove(&oldest);
            }
        }
        entries.insert(key, (now, kept));
    }
}

#[cfg(test)]
mod tests {
    use std::{sync::Arc, time::Duration};

    use tokio::time::Instant;

    use super::{CATALOGUES, Cache, ENTRIES_MAX};
    use crate::flights::Key;

    fn key(written: u64) -> Key {
        Key {
            action: "GetProducts".into(),
            form: "".into(),
            kind: None,
            written,
            within: Duration::ZERO,
        }
    }

    #[test]
    fn answers_are_kept_for_their_time() {
        let cache = Cache::new(Duration::from_secs(60));
        let now = Instant::now();
        cache.put(key(0), Arc::new(1), now);
        assert!(cache.get(&key(0), now + Duration::from_secs(59)).is_some());
        assert!(cache.get(&key(0), now + Duration::from_secs(60)).is_none());
        assert!(cache.get(&key(1), now).is_none(), "after a write");
    }

    #[test]
    fn the_oldest_makes_room() {
        let cache = Cache::new(Duration::from_secs(1000));
        let now = Instant::now();
        for number in 0..=ENTRIES_MAX as u64 {
            cache.put(key(number), Arc::new(1), now + Duration::from_secs(number));
        }
        let later = now + Duration::from_secs(100);
        assert!(cache.get(&key(0), later).is_none());
        assert!(cache.get(&key(1), later).is_some());
    }

    #[test]
    fn catalogues_are_reads_of_the_protocol() {
        for name in CATALOGUES {
            let found = protocol::find(name).unwrap_or_else(|| panic!("there is no {name}"));
            assert_eq!(found.access, protocol::Access::Read);
        }
    }
}
