//! Calls that end before there is a log for them: held back in memory, and then handed over.

use std::sync::{Arc, Mutex};

use super::{CallLog, LoggedCall};
use crate::held;

/// Calls that are held back at most.
const HELD_MAX: usize = 100;

/// A log that holds calls back until it is told of the one that keeps them.
#[derive(Default)]
pub struct HeldBack(Mutex<Place>);

enum Place {
    Here(Vec<LoggedCall>),
    There(Arc<dyn CallLog>),
}

impl Default for Place {
    fn default() -> Self {
        Place::Here(Vec::new())
    }
}

impl HeldBack {
    /// Hands over what was held back, and from now on every call at once.
    pub fn hand_over(&self, log: &Arc<dyn CallLog>) {
        let former = std::mem::replace(&mut *held(&self.0), Place::There(Arc::clone(log)));
        let Place::Here(calls) = former else { return };
        if log.wanted() {
            for call in calls {
                log.keep(call);
            }
        }
    }
}

impl CallLog for HeldBack {
    fn wanted(&self) -> bool {
        match &*held(&self.0) {
            Place::Here(_) => true,
            Place::There(log) => log.wanted(),
        }
    }

    fn keep(&self, call: LoggedCall) {
        match &mut *held(&self.0) {
            Place::Here(calls) if calls.len() < HELD_MAX => calls.push(call),
            Place::Here(_) => {}
            Place::There(log) => log.keep(call),
        }
    }
}

impl std::fmt::Debug for HeldBack {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("HeldBack")
    }
}

#[cfg(test)]
mod tests {
    use std::sync::atomic::{AtomicBool, Ordering};

    use super::*;
    use crate::calls::{CallOutcome, Subject};

    #[derive(Default)]
    struct Log(AtomicBool, Mutex<Vec<String>>);

    impl CallLog for Log {
        fn wanted(&self) -> bool {
            self.0.load(Ordering::Relaxed)
        }

        fn keep(&self, call: LoggedCall) {
            held(&self.1).push(call.subject.action);
        }
    }

    fn call(action: &str) -> LoggedCall {
        let (action, target) = (action.to_owned(), String::new());
        let subject = Subject { port: "kms", module: "aws-kms", action, target, client: None };
        let (request, answer) = (String::new(), String::new());
        LoggedCall { subject, outcome: CallOutcome::Done, millis: 1, request, answer }
    }

    #[test]
    fn what_was_held_back_comes_first_and_only_where_it_is_wanted() {
        for wanted in [true, false] {
            let (early, log) = (HeldBack::default(), Arc::new(Log::default()));
            log.0.store(wanted, Ordering::Relaxed);
            assert!(early.wanted(), "nobody knows yet");
            for number in 0..=HELD_MAX {
                early.keep(call(&number.to_string()));
            }
            let there: Arc<dyn CallLog> = log.clone();
            early.hand_over(&there);
            assert_eq!(early.wanted(), wanted);
            early.keep(call("late"));
            early.hand_over(&there);
            let kept = held(&log.1).clone();
            assert_eq!(kept.len(), if wanted { HELD_MAX + 1 } else { 1 }, "{kept:?}");
            assert_eq!(kept.last().map(String::as_str), Some("late"));
        }
    }
}
