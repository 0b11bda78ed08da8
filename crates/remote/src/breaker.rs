//! The breaker of the model with the machine's time: a server that keeps failing is left alone for
//! a while. Its rules are those of [`model::system::breaker`].

use std::{sync::Mutex, time::Duration};

use model::system::breaker as rules;
pub(crate) use model::system::breaker::End;
pub use model::system::breaker::{BreakerSettings, Health};
use tokio::time::Instant;

use crate::held;

/// The rules behind a lock.
#[derive(Debug)]
pub(crate) struct Breaker {
    rules: Mutex<rules::Breaker>,
    /// What its times are counted from.
    origin: Instant,
}

/// A call that was let through; dropped without [`Pass::end`] it counts as abandoned.
#[derive(Debug)]
pub(crate) struct Pass<'a> {
    breaker: &'a Breaker,
    round: u64,
    end: End,
}

impl Breaker {
    pub(crate) fn new(settings: BreakerSettings) -> Self {
        Self { rules: Mutex::new(rules::Breaker::new(settings)), origin: Instant::now() }
    }

    pub(crate) fn health(&self) -> Health {
        held(&self.rules).health(self.origin.elapsed())
    }

    /// A pass for one call, or how long to stay away.
    pub(crate) fn admit(&self) -> Result<Pass<'_>, Duration> {
        let round = self.with(rules::Breaker::admit)?;
        Ok(Pass { breaker: self, round, end: End::Abandoned })
    }

    /// Moves the machine, and tells of it if it changed.
    fn with<T>(&self, step: impl FnOnce(&mut rules::Breaker, Duration) -> T) -> T {
        let now = self.origin.elapsed();
        let mut rules = held(&self.rules);
        let before = rules.round();
        let done = step(&mut rules, now);
        let changed = (rules.round() != before).then(|| rules.health(now));
        drop(rules);
        match changed {
            None => {}
            Some(Health::Good) => tracing::info!("the breaker is closed"),
            Some(Health::Probing) => tracing::info!("the breaker lets a probe through"),
            Some(Health::Bad { retry_after }) => {
                metrics::counter!("remote_breaker_opened_total").increment(1);
                let pause_ms = crate::ask::millis(retry_after);
                tracing::warn!(pause_ms, "the breaker is open");
            }
        }
        done
    }
}

impl Pass<'_> {
    /// Says how the call ended.
    pub(crate) fn end(mut self, end: End) {
        self.end = end;
    }
}

impl Drop for Pass<'_> {
    fn drop(&mut self) {
        self.breaker.with(|rules, now| rules.ended(self.round, self.end, now));
    }
}
