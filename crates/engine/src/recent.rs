//! What every request needs and seldom changes: read once in some seconds by each node.

use std::sync::{Arc, PoisonError, RwLock};

use jiff::{SignedDuration, Timestamp};

/// How long a node may still go by what another node has changed.
const STALE_AFTER: SignedDuration = SignedDuration::from_secs(3);

/// A thing as last read, and when.
pub(crate) struct Recent<T>(RwLock<Option<(Timestamp, Arc<T>)>>);

impl<T> Default for Recent<T> {
    fn default() -> Self {
        Self(RwLock::new(None))
    }
}

impl<T> Recent<T> {
    /// The thing, if it was read within some seconds.
    pub(crate) fn get(&self, now: Timestamp) -> Option<Arc<T>> {
        let kept = self.0.read().unwrap_or_else(PoisonError::into_inner);
        let (read_at, thing) = kept.as_ref()?;
        let fresh = now.duration_since(*read_at).abs() < STALE_AFTER;
        fresh.then(|| Arc::clone(thing))
    }

    /// Keeps what was just read.
    pub(crate) fn put(&self, now: Timestamp, thing: T) -> Arc<T> {
        let thing = Arc::new(thing);
        let kept = Some((now, Arc::clone(&thing)));
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = kept;
        thing
    }

    /// Forgets it, for it was changed here.
    pub(crate) fn forget(&self) {
        *self.0.write().unwrap_or_else(PoisonError::into_inner) = None;
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;
    use jiff::{SignedDuration, Timestamp};

    #[test]
    fn what_was_read_holds_for_some_seconds() {
        let (recent, now) = (Recent::default(), Timestamp::UNIX_EPOCH);
        assert_eq!(recent.get(now), None);
        recent.put(now, 7);
        for (seconds, there) in [(0, true), (2, true), (3, false), (-2, true), (-3, false)] {
            let at = now + SignedDuration::from_secs(seconds);
            assert_eq!(recent.get(at).is_some(), there, "{seconds}");
        }
        recent.forget();
        assert_eq!(recent.get(now), None);
    }
}
