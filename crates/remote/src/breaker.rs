//! The circuit breaker: a server that keeps failing is left alone for a while.
//!
//! Closed: calls go through. After so many failures in a row (of the line, or `5xx`) it opens:
//! calls are refused at once, for a while. Then it is half open: one call goes through as a probe;
//! its success closes the breaker, its failure opens it for another while. A refusal by the server
//! is no failure: it shows that the server works. Results of calls that began before the breaker
//! last changed are ignored.

use std::{sync::Mutex, time::Duration};

use tokio::time::Instant;

use crate::{held, later};

/// When to come back while somebody else's probe is under way.
const PROBE_RETRY_AFTER: Duration = Duration::from_secs(1);

/// When to leave a failing server alone.
///
/// After so many failures in a row (the line broke, no answer in time, or `5xx`) calls are refused
/// at once for the pause. Then one call goes through as a probe: its success lets all through
/// again, its failure begins another pause. A refusal by the server is no failure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BreakerSettings {
    /// Failures in a row after which it opens.
    pub failures_max: u32,
    /// How long it stays open before a probe.
    pub pause: Duration,
}

impl Default for BreakerSettings {
    fn default() -> Self {
        Self { failures_max: 5, pause: Duration::from_secs(15) }
    }
}

/// How the server seems to be.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Health {
    /// Calls go through.
    Good,
    /// Calls are refused until a while has passed.
    Bad {
        /// When a probe will be let through.
        retry_after: Duration,
    },
    /// A probe is due or under way.
    Probing,
}

/// How a call ended, to the breaker.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum End {
    /// The server answered something.
    Answered,
    /// The line broke or the server did.
    Failed,
    /// The caller went away; nothing was learnt.
    Abandoned,
}

#[derive(Debug)]
enum State {
    Closed { failures: u32 },
    Open { until: Instant },
    HalfOpen,
}

/// The state machine; time comes in from outside.
#[derive(Debug)]
struct Machine {
    settings: BreakerSettings,
    state: State,
    /// Counts the changes of state, to tell late results.
    round: u64,
}

impl Machine {
    fn new(settings: BreakerSettings) -> Self {
        Self { settings, state: State::Closed { failures: 0 }, round: 0 }
    }

    fn health(&self, now: Instant) -> Health {
        match self.state {
            State::Closed { .. } => Health::Good,
            State::Open { until } if now < until => Health::Bad { retry_after: until - now },
            State::Open { .. } | State::HalfOpen => Health::Probing,
        }
    }

    /// The round of a call that may go, or how long it should stay away.
    fn admit(&mut self, now: Instant) -> Result<u64, Duration> {
        match self.state {
            State::Closed { .. } => {}
            State::Open { until } if now < until => return Err(until - now),
            State::Open { .. } => self.change(State::HalfOpen),
            State::HalfOpen => return Err(PROBE_RETRY_AFTER),
        }
        Ok(self.round)
    }

    fn ended(&mut self, round: u64, end: End, now: Instant) {
        if round != self.round {
            return;
        }
        let open = State::Open { until: later(now, self.settings.pause) };
        match (&mut self.state, end) {
            (State::Closed { failures }, End::Answered) => *failures = 0,
            (State::Closed { failures }, End::Failed) => {
                *failures += 1;
                if *failures >= self.settings.failures_max {
                    self.change(open);
                }
            }
            (State::HalfOpen, End::Answered) => self.change(State::Closed { failures: 0 }),
            (State::HalfOpen, End::Failed) => self.change(open),
            // The next caller may probe at once.
            (State::HalfOpen, End::Abandoned) => self.change(State::Open { until: now }),
            (State::Closed { .. }, End::Abandoned) | (State::Open { .. }, _) => {}
        }
    }

    fn change(&mut self, state: State) {
        self.round += 1;
        self.state = state;
    }
}

/// The machine behind a lock, with the machine's time.
#[derive(Debug)]
pub(crate) struct Breaker(Mutex<Machine>);

/// A call that was let through; dropped without [`Pass::end`] it counts as abandoned.
#[derive(Debug)]
pub(crate) struct Pass<'a> {
    breaker: &'a Breaker,
    round: u64,
    end: End,
}

impl Breaker {
    pub(crate) fn new(settings: BreakerSettings) -> Self {
        Self(Mutex::new(Machine::new(settings)))
    }

    pub(crate) fn health(&self) -> Health {
        held(&self.0).health(Instant::now())
    }

    /// A pass for one call, or how long to stay away.
    pub(crate) fn admit(&self) -> Result<Pass<'_>, Duration> {
        let round = self.with(Machine::admit)?;
        Ok(Pass { breaker: self, round, end: End::Abandoned })
    }

    /// Moves the machine, and tells of it if it changed.
    fn with<T>(&self, step: impl FnOnce(&mut Machine, Instant) -> T) -> T {
        let now = Instant::now();
        let mut machine = held(&self.0);
        let before = machine.round;
        let done = step(&mut machine, now);
        let changed = (machine.round != before).then(|| machine.health(now));
        drop(machine);
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
        self.breaker.with(|machine, now| machine.ended(self.round, self.end, now));
    }
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use tokio::time::Instant;

    use super::{BreakerSettings, End, Health, Machine};

    const PAUSE: Duration = Duration::from_secs(15);

    /// Plays a story: `+`/`-`/`?` a call that succeeds, fails or is abandoned, `.` one second
    /// passes, `x` a call that must be refused.
    fn play(story: &str) -> (Machine, Instant) {
        let mut now = Instant::now();
        let mut machine = Machine::new(BreakerSettings { failures_max: 3, pause: PAUSE });
        for (place, step) in story.chars().enumerate() {
            let end = match step {
                '+' => End::Answered,
                '-' => End::Failed,
                '?' => End::Abandoned,
                '.' => {
                    now += Duration::from_secs(1);
                    continue;
                }
                _ => {
                    assert!(machine.admit(now).is_err(), "step {place} of {story}");
                    continue;
                }
            };
            let round = machine.admit(now).unwrap_or_else(|_| panic!("step {place} of {story}"));
            machine.ended(round, end, now);
        }
        (machine, now)
    }

    fn check(story: &str, expect: Health) {
        let (machine, now) = play(story);
        assert_eq!(machine.health(now), expect, "after {story}");
    }

    #[test]
    fn stories() {
        let bad = |seconds| Health::Bad { retry_after: Duration::from_secs(seconds) };
        let pause = ".".repeat(15);
        check("", Health::Good);
        check("--", Health::Good);
        check("--+--+--", Health::Good);
        check("--?-", bad(15));
        check("---xx..x", bad(13));
        check(&format!("---x{pause}"), Health::Probing);
        check(&format!("---x{pause}+"), Health::Good);
        check(&format!("---x{pause}+--"), Health::Good);
        check(&format!("---x{pause}-x"), bad(15));
        check(&format!("---x{pause}-x{pause}+---x"), bad(15));
        check(&format!("---x{pause}?"), Health::Probing);
        check(&format!("---x{pause}?+"), Health::Good);
    }

    #[test]
    fn only_one_probe_at_a_time() {
        let (mut machine, now) = play(&format!("---{}", ".".repeat(15)));
        let probe = machine.admit(now).unwrap();
        assert_eq!(machine.admit(now), Err(Duration::from_secs(1)));
        assert_eq!(machine.health(now), Health::Probing);
        machine.ended(probe, End::Answered, now);
        assert!(machine.admit(now).is_ok());
    }

    #[test]
    fn late_results_change_nothing() {
        let (mut machine, now) = play("--");
        let slow = machine.admit(now).unwrap();
        let last = machine.admit(now).unwrap();
        machine.ended(last, End::Failed, now);
        machine.ended(slow, End::Answered, now);
        assert_eq!(machine.health(now), Health::Bad { retry_after: PAUSE });
        let later = now + PAUSE;
        let probe = machine.admit(later).unwrap();
        machine.ended(slow, End::Answered, later);
        assert_eq!(machine.health(later), Health::Probing);
        machine.ended(probe, End::Failed, later);
        assert_eq!(machine.health(later), Health::Bad { retry_after: PAUSE });
    }
}
