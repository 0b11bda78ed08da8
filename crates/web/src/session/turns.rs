//! One at a time, and each request once, before a WHMCS that knows neither.

use std::collections::HashSet;
use std::sync::{Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use protocol::OperateServiceResponse;

use super::remembered::Remembered;

/// How long it is remembered what a key was used for.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(24);

/// Services that something is being done to, and what was done under which key, on this node.
pub(crate) struct Turns {
    busy: Mutex<HashSet<u64>>,
    done: Remembered<String, Once>,
}

/// What a key was used for.
#[derive(Debug, Clone)]
pub(crate) struct Once {
    /// What was asked.
    pub(crate) asked: String,
    /// What came of it; nothing while nobody knows.
    pub(crate) said: Option<OperateServiceResponse>,
}

impl Default for Turns {
    fn default() -> Self {
        Self { busy: Mutex::default(), done: Remembered::new(REMEMBERED) }
    }
}

/// Somebody's turn at a service, given back when dropped.
pub(crate) struct Turn<'a> {
    turns: &'a Turns,
    service: u64,
}

impl Turns {
    /// The turn at a service; `None` while somebody has it.
    pub(crate) fn take(&self, service: u64) -> Option<Turn<'_>> {
        let mut busy = self.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.insert(service).then(|| Turn { turns: self, service })
    }

    /// What a key was used for.
    pub(crate) fn earlier(&self, key: &String, now: Timestamp) -> Option<Once> {
        self.done.get(key, now)
    }

    /// Remembers what a key is used for.
    pub(crate) fn remember(&self, key: String, once: Once, now: Timestamp) {
        self.done.put(key, once, now);
    }

    /// Forgets a key whose request was not carried out.
    pub(crate) fn forget(&self, key: &str) {
        self.done.forget(|each| each == key);
    }
}

impl Drop for Turn<'_> {
    fn drop(&mut self) {
        let mut busy = self.turns.busy.lock().unwrap_or_else(PoisonError::into_inner);
        busy.remove(&self.service);
    }
}

#[cfg(test)]
mod tests {
    use super::Turns;

    #[test]
    fn a_turn_is_given_back() {
        let turns = Turns::default();
        let turn = turns.take(7);
        assert!(turn.is_some() && turns.take(7).is_none() && turns.take(8).is_some());
        drop(turn);
        assert!(turns.take(7).is_some());
    }
}
