//! How many calls one server outside gets at the same time, so that a hung one delays only its own.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Calls to one target at the same time, per node.
const CALLS_MAX: usize = 4;

/// The targets called so far.
#[derive(Default)]
pub(crate) struct Targets(Mutex<HashMap<String, Arc<Semaphore>>>);

impl Targets {
    /// A place at the target, given back when dropped; `None` while all are taken.
    pub(crate) fn try_enter(&self, target: &str) -> Option<OwnedSemaphorePermit> {
        self.of(target).try_acquire_owned().ok()
    }

    /// A place at the target, once there is one.
    pub(crate) async fn enter(&self, target: &str) -> Option<OwnedSemaphorePermit> {
        self.of(target).acquire_owned().await.ok()
    }

    fn of(&self, target: &str) -> Arc<Semaphore> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let places =
            known.entry(target.to_owned()).or_insert_with(|| Arc::new(Semaphore::new(CALLS_MAX)));
        Arc::clone(places)
    }
}

#[cfg(test)]
mod tests {
    use super::{CALLS_MAX, Targets};

    #[test]
    fn a_full_target_does_not_fill_another() {
        let targets = Targets::default();
        let taken: Vec<_> = (0..CALLS_MAX).filter_map(|_| targets.try_enter("a")).collect();
        assert_eq!(taken.len(), CALLS_MAX);
        assert!(targets.try_enter("a").is_none());
        assert!(targets.try_enter("b").is_some());
        drop(taken);
        assert!(targets.try_enter("a").is_some());
    }
}
