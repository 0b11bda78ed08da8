//! What this node remembers of keys before a WHMCS that remembers none.

use std::any::Any;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::Duration;

use tokio::time::Instant;

/// How long a key is remembered.
const REMEMBERED: Duration = Duration::from_secs(24 * 60 * 60);
/// Keys remembered at once; past that the oldest half of what is done is forgotten.
const KEYS_MAX: usize = 50_000;

/// Keys and what came of them.
#[derive(Default)]
pub(super) struct Attempts(Mutex<HashMap<String, Entry>>);

struct Entry {
    asked: String,
    at: Instant,
    state: State,
}

#[derive(Clone)]
enum State {
    Busy,
    /// The answer that was given.
    Done(Arc<dyn Any + Send + Sync>),
    /// Nobody knows; what there was of its kind before.
    Unknown(Vec<String>),
}

/// What a key is worth now.
pub(super) enum Begun<'a, T> {
    /// It is new.
    First(Attempt<'a>),
    /// It was sent, and nobody knows what came of it.
    Unknown(Attempt<'a>),
    /// It was done, with this answer.
    Done(T),
    /// It is being done.
    Busy,
    /// It was used for something else.
    Other,
}

/// An attempt under way. One that is dropped after it was sent leaves it open whether it was done.
pub(super) struct Attempt<'a> {
    all: &'a Attempts,
    key: String,
    /// Nothing while it was not sent.
    before: Option<Vec<String>>,
    ended: bool,
}

impl Attempts {
    /// Takes a key for a request.
    pub(super) fn begin<T: Clone + Send + Sync + 'static>(
        &self,
        key: &str,
        asked: &str,
    ) -> Begun<'_, T> {
        let mut entries = self.lock();
        let now = Instant::now();
        if entries.len() >= KEYS_MAX {
            make_room(&mut entries, now);
        }
        let attempt = |before| Attempt { all: self, key: key.to_owned(), before, ended: false };
        let known = entries.get_mut(key).filter(|entry| now - entry.at < REMEMBERED);
        let Some(entry) = known else {
            let entry = Entry { asked: asked.to_owned(), at: now, state: State::Busy };
            entries.insert(key.to_owned(), entry);
            return Begun::First(attempt(None));
        };
        if entry.asked != asked {
            return Begun::Other;
        }
        match std::mem::replace(&mut entry.state, State::Busy) {
            State::Busy => Begun::Busy,
            State::Unknown(before) => Begun::Unknown(attempt(Some(before))),
            State::Done(said) => {
                entry.state = State::Done(Arc::clone(&said));
                match said.downcast::<T>() {
                    Ok(said) => Begun::Done(T::clone(&said)),
                    Err(_) => Begun::Other,
                }
            }
        }
    }

    fn lock(&self) -> MutexGuard<'_, HashMap<String, Entry>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn end(&self, key: &str, state: Option<State>) {
        let mut entries = self.lock();
        match (state, entries.get_mut(key)) {
            (Some(state), Some(entry)) => entry.state = state,
            (Some(_), None) => {}
            (None, _) => drop(entries.remove(key)),
        }
    }
}

/// What is open or under way is kept as long as anything is.
fn make_room(entries: &mut HashMap<String, Entry>, now: Instant) {
    let mut ages: Vec<Instant> = entries.values().map(|entry| entry.at).collect();
    let middle = ages.len() / 2;
    let (_, middle, _) = ages.select_nth_unstable(middle);
    let middle = *middle;
    entries.retain(|_, entry| match entry.state {
        State::Done(_) => entry.at > middle,
        State::Busy | State::Unknown(_) => now - entry.at < REMEMBERED,
    });
}

impl Attempt<'_> {
    /// What there was of its kind before it was sent.
    pub(super) fn before(&self) -> &[String] {
        self.before.as_deref().unwrap_or_default()
    }

    /// Notes what there is before it is sent.
    pub(super) fn remember(&mut self, before: Vec<String>) {
        self.before = Some(before);
    }

    /// It was done, with this answer.
    pub(super) fn done<T: Send + Sync + 'static>(mut self, said: T) {
        self.ended = true;
        self.all.end(&self.key, Some(State::Done(Arc::new(said))));
    }

    /// It was surely not done: the key is as new.
    pub(super) fn not_done(mut self) {
        self.ended = true;
        self.all.end(&self.key, None);
    }
}

impl Drop for Attempt<'_> {
    fn drop(&mut self) {
        if !self.ended {
            self.all.end(&self.key, self.before.take().map(State::Unknown));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Attempts, Begun};

    fn word(begun: &Begun<'_, u8>) -> String {
        match begun {
            Begun::First(_) => "first".to_owned(),
            Begun::Unknown(attempt) => format!("unknown {:?}", attempt.before()),
            Begun::Done(said) => format!("done {said}"),
            Begun::Busy => "busy".to_owned(),
            Begun::Other => "other".to_owned(),
        }
    }

    #[test]
    fn a_key_is_worth_one_write() {
        let all = Attempts::default();
        let begin = || all.begin::<u8>("k", "a");
        let Begun::First(mut attempt) = begin() else { panic!("the key is new") };
        assert_eq!(word(&begin()), "busy");
        assert_eq!(word(&all.begin::<u8>("k", "b")), "other");
        attempt.remember(vec!["1".to_owned()]);
        drop(attempt);
        // One that was not even sent leaves the key as new.
        assert_eq!(word(&all.begin::<u8>("m", "a")), "first");
        assert_eq!(word(&all.begin::<u8>("m", "b")), "first");
        // Looking does not settle it.
        assert_eq!(word(&begin()), "unknown [\"1\"]");
        let Begun::Unknown(attempt) = begin() else { panic!("nobody knows") };
        attempt.not_done();
        let Begun::First(attempt) = begin() else { panic!("the key is new again") };
        attempt.done(7_u8);
        assert_eq!(word(&begin()), "done 7");
        assert_eq!(word(&all.begin::<u8>("l", "a")), "first");
    }
}
