//! The brake: a run that would do unusually much waits for a person (B27).

use crate::dates::days_between;
use jiff::civil::Date;

/// How much a run may do unasked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BrakeSettings {
    /// A share of the base, in percent.
    pub percent_max: u64,
    /// Up to this many are always let through, for a small base has large shares.
    pub count_min: u64,
    /// Days since the last run that are still usual.
    pub gap_days_max: i32,
}

/// What comes of a run before its first act.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Brake {
    /// It goes on.
    Go,
    /// It stops: it would touch `would` of `base`, more than `limit`.
    TooMany {
        /// How many it would suspend, terminate or charge.
        would: u64,
        /// How many there are.
        base: u64,
        /// How many it may touch unasked.
        limit: u64,
    },
    /// It stops: the clock stands before the last run.
    ClockWentBack {
        /// Day of the last run.
        last_run: Date,
    },
    /// It stops: the clock leapt, or the system was away so long that a person should look.
    ClockLeapt {
        /// Day of the last run.
        last_run: Date,
        /// Days since then.
        days: i32,
    },
}

/// Decides about a run that would touch `would` of `base` things.
///
/// It stops when they are more than the share and more than the count that is always let through.
pub fn by_count(would: u64, base: u64, settings: &BrakeSettings) -> Brake {
    let share = u128::from(base) * u128::from(settings.percent_max) / 100;
    let limit = u64::try_from(share).unwrap_or(u64::MAX).max(settings.count_min);
    if would > limit { Brake::TooMany { would, base, limit } } else { Brake::Go }
}

/// Decides by the date of the last run, before anything that cannot be undone.
pub fn by_clock(last_run: Option<Date>, today: Date, settings: &BrakeSettings) -> Brake {
    let Some(last_run) = last_run else { return Brake::Go };
    let days = days_between(last_run, today);
    if days < 0 {
        return Brake::ClockWentBack { last_run };
    }
    if days > settings.gap_days_max { Brake::ClockLeapt { last_run, days } } else { Brake::Go }
}

impl Default for BrakeSettings {
    fn default() -> Self {
        BrakeSettings { percent_max: 10, count_min: 10, gap_days_max: 7 }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn b27_more_than_a_tenth_and_more_than_ten_stops_the_run() {
        let settings = BrakeSettings::default();
        for (would, base, limit) in [
            (0, 0, None),
            (10, 10, None),
            (11, 11, Some(10)),
            (11, 109, Some(10)),
            (11, 110, None),
            (100, 1000, None),
            (101, 1000, Some(100)),
            (u64::MAX, u64::MAX, Some(1_844_674_407_370_955_161)),
        ] {
            let expected = limit.map_or(Brake::Go, |limit| Brake::TooMany { would, base, limit });
            assert_eq!(by_count(would, base, &settings), expected);
        }
    }

    #[test]
    fn b27_a_clock_that_jumps_stops_the_run() {
        let settings = BrakeSettings::default();
        let last_run = date(2026, 3, 10);
        for (today, expected) in [
            (date(2026, 3, 10), Brake::Go),
            (date(2026, 3, 17), Brake::Go),
            (date(2026, 3, 18), Brake::ClockLeapt { last_run, days: 8 }),
            (date(2026, 3, 9), Brake::ClockWentBack { last_run }),
        ] {
            assert_eq!(by_clock(Some(last_run), today, &settings), expected);
        }
        assert_eq!(by_clock(None, last_run, &settings), Brake::Go);
    }
}
