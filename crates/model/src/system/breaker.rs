//! The circuit breaker: a target that keeps failing is left alone for a while.
//!
//! Closed: calls go through. After so many failures in a row it opens: calls are refused at once,
//! for a while. Then it is half open: one call goes through as a probe; its success closes the
//! breaker, its failure opens it for another while. A refusal by the other side is no failure: it
//! shows that it works. Results of calls that began before the breaker last changed are ignored.
//!
//! Instants are times since whatever the caller counts from.

use std::time::Duration;

/// When to come back while somebody else's probe is under way.
const PROBE_RETRY_AFTER: Duration = Duration::from_secs(1);

/// When to leave a failing target alone.
///
/// After so many failures in a row (the line broke, no answer in time, or a fault of its own)
/// calls are refused at once for the pause. Then one call goes through as a probe: its success
/// lets all through again, its failure begins another pause. A refusal is no failure.
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

/// How the target seems to be.
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
pub enum End {
    /// The target answered something.
    Answered,
    /// The line broke or the target did.
    Failed,
    /// The caller went away; nothing was learnt.
    Abandoned,
}

#[derive(Debug)]
enum State {
    Closed { failures: u32 },
    Open { until: Duration },
    HalfOpen,
}

/// The state machine.
#[derive(Debug)]
pub struct Breaker {
    settings: BreakerSettings,
    state: State,
    /// Counts the changes of state, to tell late results.
    round: u64,
}

impl Breaker {
    /// A closed one.
    pub const fn new(settings: BreakerSettings) -> Self {
        Self { settings, state: State::Closed { failures: 0 }, round: 0 }
    }

    /// How often it has changed.
    pub const fn round(&self) -> u64 {
        self.round
    }

    /// How the target seems to be at an instant.
    pub fn health(&self, now: Duration) -> Health {
        match self.state {
            State::Closed { .. } => Health::Good,
            State::Open { until } => self
                .left(until, now)
                .map_or(Health::Probing, |retry_after| Health::Bad { retry_after }),
            State::HalfOpen => Health::Probing,
        }
    }

    /// The round of a call that may go; else how long it should stay away.
    ///
    /// # Errors
    /// The time until it is worth to come back.
    pub fn admit(&mut self, now: Duration) -> Result<u64, Duration> {
        match self.state {
            State::Closed { .. } => {}
            State::Open { until } => match self.left(until, now) {
                Some(wait) => return Err(wait),
                None => self.change(State::HalfOpen),
            },
            State::HalfOpen => return Err(PROBE_RETRY_AFTER),
        }
        Ok(self.round)
    }

    /// The round of a call that goes whatever happened before, because a person wants to know now.
    /// While calls are refused it is the probe.
    pub fn insist(&mut self) -> u64 {
        if matches!(self.state, State::Open { .. }) {
            self.change(State::HalfOpen);
        }
        self.round
    }

    /// How long a call had to stay away; `None` when one may go. Nothing changes by asking.
    pub fn wait(&self, now: Duration) -> Option<Duration> {
        match self.state {
            State::Closed { .. } => None,
            State::Open { until } => self.left(until, now),
            State::HalfOpen => Some(PROBE_RETRY_AFTER),
        }
    }

    /// Notes how a call of a round ended.
    pub fn ended(&mut self, round: u64, end: End, now: Duration) {
        if round != self.round {
            return;
        }
        let open = State::Open { until: now.saturating_add(self.settings.pause) };
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

    /// How long it stays open; a clock that went back does not make it longer than the pause.
    fn left(&self, until: Duration, now: Duration) -> Option<Duration> {
        let left = until.checked_sub(now)?;
        (!left.is_zero() && left <= self.settings.pause).then_some(left)
    }

    fn change(&mut self, state: State) {
        self.round += 1;
        self.state = state;
    }
}

#[cfg(test)]
mod tests {
    use super::{Breaker, BreakerSettings, Duration, End, Health};

    const PAUSE: Duration = Duration::from_secs(15);

    /// Plays a story: `+`/`-`/`?` a call that succeeds, fails or is abandoned, `.` one second
    /// passes, `x` a call that must be refused.
    fn play(story: &str) -> (Breaker, Duration) {
        let mut now = Duration::from_secs(1_000);
        let mut breaker = Breaker::new(BreakerSettings { failures_max: 3, pause: PAUSE });
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
                    assert!(breaker.admit(now).is_err(), "step {place} of {story}");
                    continue;
                }
            };
            let round = breaker.admit(now).unwrap_or_else(|_| panic!("step {place} of {story}"));
            breaker.ended(round, end, now);
        }
        (breaker, now)
    }

    fn check(story: &str, expect: Health) {
        let (breaker, now) = play(story);
        assert_eq!(breaker.health(now), expect, "after {story}");
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
        let (mut breaker, now) = play(&format!("---{}", ".".repeat(15)));
        assert_eq!(breaker.wait(now), None);
        let probe = breaker.admit(now).unwrap();
        assert_eq!(breaker.admit(now), Err(Duration::from_secs(1)));
        assert_eq!(breaker.wait(now), Some(Duration::from_secs(1)));
        assert_eq!(breaker.health(now), Health::Probing);
        breaker.ended(probe, End::Answered, now);
        assert!(breaker.admit(now).is_ok());
    }

    #[test]
    fn who_insists_goes_first_and_is_the_probe() {
        for (end, expect) in
            [(End::Answered, Health::Good), (End::Failed, Health::Bad { retry_after: PAUSE })]
        {
            let (mut breaker, now) = play("---xx");
            let round = breaker.insist();
            assert_eq!(breaker.admit(now), Err(Duration::from_secs(1)), "a probe is under way");
            let beside = breaker.insist();
            breaker.ended(round, end, now);
            assert_eq!(breaker.health(now), expect);
            breaker.ended(beside, End::Answered, now);
            assert_eq!(breaker.health(now), expect, "the second is too late to count");
        }
        let (mut breaker, now) = play("--");
        let round = breaker.insist();
        breaker.ended(round, End::Failed, now);
        assert_eq!(breaker.health(now), Health::Bad { retry_after: PAUSE }, "it counts as any");
    }

    #[test]
    fn late_results_change_nothing() {
        let (mut breaker, now) = play("--");
        let slow = breaker.admit(now).unwrap();
        let last = breaker.admit(now).unwrap();
        breaker.ended(last, End::Failed, now);
        breaker.ended(slow, End::Answered, now);
        assert_eq!(breaker.health(now), Health::Bad { retry_after: PAUSE });
        let later = now + PAUSE;
        let probe = breaker.admit(later).unwrap();
        breaker.ended(slow, End::Answered, later);
        assert_eq!(breaker.health(later), Health::Probing);
        breaker.ended(probe, End::Failed, later);
        assert_eq!(breaker.health(later), Health::Bad { retry_after: PAUSE });
    }

    #[test]
    fn a_clock_that_goes_back_does_not_shut_it_for_ever() {
        let (mut breaker, now) = play("---");
        let before = now - Duration::from_secs(900);
        assert_eq!(breaker.health(before), Health::Probing);
        assert!(breaker.admit(before).is_ok());
    }
}
