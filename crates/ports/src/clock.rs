//! The time, as something that is given.

use std::sync::Mutex;

use jiff::civil::Date;
use jiff::tz::Offset;
use jiff::{SignedDuration, Timestamp};

use crate::held;

/// Tells the time.
pub trait Clock: Send + Sync {
    /// The present instant.
    fn now(&self) -> Timestamp;

    /// The date in UTC, as banks and registries count; the company's "today" is another (B5).
    fn utc_date(&self) -> Date {
        Offset::UTC.to_datetime(self.now()).date()
    }
}

/// The clock of the machine.
#[derive(Debug, Clone, Copy, Default)]
pub struct SystemClock;

/// A clock that stands still until it is moved.
#[derive(Debug)]
pub struct FakeClock(Mutex<Timestamp>);

impl Clock for SystemClock {
    fn now(&self) -> Timestamp {
        #[expect(clippy::disallowed_methods, reason = "this is the one place that may")]
        Timestamp::now()
    }
}

impl FakeClock {
    /// A clock that stands at an instant.
    pub fn at(now: Timestamp) -> FakeClock {
        FakeClock(Mutex::new(now))
    }

    /// Moves the clock to an instant, earlier or later.
    pub fn set(&self, now: Timestamp) {
        *held(&self.0) = now;
    }

    /// Moves the clock on (or back); it stops at the end of representable time.
    pub fn advance(&self, by: SignedDuration) {
        let mut now = held(&self.0);
        *now = now.saturating_add(by).unwrap_or(*now);
    }

    /// Moves the clock on by days of 24 hours.
    pub fn advance_days(&self, days: i64) {
        self.advance(SignedDuration::from_hours(days.saturating_mul(24)));
    }
}

impl Clock for FakeClock {
    fn now(&self) -> Timestamp {
        *held(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_fake_clock_moves_only_by_hand() {
        let clock = FakeClock::at(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), clock.now());
        clock.advance_days(2);
        clock.advance(SignedDuration::from_secs(-1));
        assert_eq!(clock.now().as_second(), 2 * 86_400 - 1);
        clock.set(Timestamp::UNIX_EPOCH);
        assert_eq!(clock.now(), Timestamp::UNIX_EPOCH);
    }
}
