//! Tables and an exhaustive comparison of periods with a slow calendar.

use super::{
    Cycle, Period, add_days, add_months, days_between, next_due, period, period_from_due,
    period_in_months, period_index, period_of,
};
use crate::word::Word;
use jiff::civil::date;

#[test]
fn b4_periods_start_at_the_anchor_clamped_to_the_months_end() {
    for (anchor, cycle, n, from, to) in [
        (date(2026, 1, 31), Cycle::Monthly, 0, date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 1, 31), Cycle::Monthly, 1, date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 1, 31), Cycle::Monthly, 2, date(2026, 3, 31), date(2026, 4, 30)),
        (date(2024, 1, 31), Cycle::Monthly, 1, date(2024, 2, 29), date(2024, 3, 31)),
        (date(2024, 2, 29), Cycle::Annually, 1, date(2025, 2, 28), date(2026, 2, 28)),
        (date(2024, 2, 29), Cycle::Annually, 4, date(2028, 2, 29), date(2029, 2, 28)),
        (date(2026, 11, 30), Cycle::Quarterly, 1, date(2027, 2, 28), date(2027, 5, 30)),
        (date(2026, 8, 31), Cycle::SemiAnnually, 1, date(2027, 2, 28), date(2027, 8, 31)),
    ] {
        let expected = Some(Period { from, to_exclusive: to });
        assert_eq!(period(anchor, cycle, n), expected, "{anchor} {cycle} {n}");
    }
    assert_eq!(period(date(2026, 1, 1), Cycle::OneTime, 0), None);
    assert_eq!(period(date(2026, 1, 1), Cycle::Monthly, u32::MAX), None);
    assert_eq!(period(date(9999, 12, 1), Cycle::Monthly, 0), None);
}

#[test]
fn b4_the_next_due_date_comes_from_the_anchor_not_from_the_last_one() {
    let anchor = date(2026, 1, 31);
    for (current, next) in [
        (date(2026, 1, 31), date(2026, 2, 28)),
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 3, 30), date(2026, 3, 31)),
        (date(2025, 12, 1), anchor),
    ] {
        assert_eq!(next_due(anchor, Cycle::Monthly, current), Some(next), "{current}");
    }
    assert_eq!(next_due(anchor, Cycle::Free, anchor), None);
}

#[test]
fn b4_a_moved_due_date_begins_a_full_period_of_its_own() {
    let anchor = date(2026, 1, 31);
    for (due, to) in [
        (date(2026, 2, 28), date(2026, 3, 31)),
        (date(2026, 2, 10), date(2026, 3, 10)),
        (date(2025, 12, 5), date(2026, 1, 5)),
    ] {
        let expected = Some(Period { from: due, to_exclusive: to });
        assert_eq!(period_from_due(anchor, 1, due), expected, "{due}");
    }
    assert_eq!(period_from_due(anchor, 0, anchor), None);
    assert_eq!(period_in_months(anchor, 0, 0), None);
    let ten_years = period_in_months(anchor, 120, 0).unwrap();
    assert_eq!(ten_years.to_exclusive, date(2036, 1, 31));
}

#[test]
fn b4_cycles_are_read_from_words_and_keys() {
    for (text, expected) in [
        ("Semi-Annually", Some(Cycle::SemiAnnually)),
        ("semiannually", Some(Cycle::SemiAnnually)),
        ("Free Account", Some(Cycle::Free)),
        ("free", Some(Cycle::Free)),
        ("One Time", Some(Cycle::OneTime)),
        ("onetime", Some(Cycle::OneTime)),
        ("weekly", None),
        ("", None),
    ] {
        assert_eq!(Cycle::from_key(text), expected, "{text:?}");
    }
    for cycle in Cycle::ALL {
        assert_eq!(Cycle::from_key(cycle.key()), Some(*cycle));
        assert_eq!(Cycle::from_key(cycle.word()), Some(*cycle));
    }
}

#[test]
fn periods_count_their_days() {
    let february = Period { from: date(2024, 2, 1), to_exclusive: date(2024, 3, 1) };
    assert_eq!(february.days(), 29);
    assert_eq!(february.last_day(), Some(date(2024, 2, 29)));
    assert_eq!(february.days_left(date(2024, 2, 29)), 1);
    assert_eq!(february.days_left(date(2024, 1, 1)), 29);
    assert_eq!(february.days_left(date(2024, 3, 5)), 0);
    assert!(february.contains(date(2024, 2, 29)) && !february.contains(date(2024, 3, 1)));
    assert_eq!(days_between(date(2026, 1, 2), date(2026, 1, 1)), -1);
    assert_eq!(days_between(date(-9999, 1, 1), date(9999, 12, 31)), 7_304_483);
    assert_eq!(add_days(date(2026, 2, 28), 1), Some(date(2026, 3, 1)));
    assert_eq!(add_days(date(9999, 12, 31), 1), None);
    assert_eq!(add_months(date(2026, 3, 31), -1), Some(date(2026, 2, 28)));
    assert_eq!(add_months(date(-9999, 1, 1), -1), None);
}

/// One day of the slow calendar.
struct Day {
    date: (i16, i8, i8),
    ends_month: bool,
}

impl Day {
    /// Whether this is the anchor's day of the month, or the last day standing in for it.
    fn is_day_of(&self, anchor_day: i8) -> bool {
        self.date.2 == anchor_day || (self.ends_month && self.date.2 < anchor_day)
    }
}

/// Every day of some years, counted on by hand.
fn slow_calendar(years: std::ops::RangeInclusive<i16>) -> Vec<Day> {
    let mut days = Vec::new();
    for year in years {
        let leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
        let february = if leap { 29 } else { 28 };
        let lengths = [31, february, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];
        for (month, length) in (1..).zip(lengths) {
            for day in 1..=length {
                days.push(Day { date: (year, month, day), ends_month: day == length });
            }
        }
    }
    days
}

#[test]
fn b4_periods_of_every_day_from_1970_to_2100_agree_with_a_slow_calendar() {
    let calendar = slow_calendar(1970..=2107);
    for (index, first) in calendar.iter().enumerate().filter(|(_, day)| day.date.0 <= 2100) {
        let anchor = date(first.date.0, first.date.1, first.date.2);
        let mut at = index;
        for months in 1..=72 {
            // Two of these days are never less than 28 days apart.
            at += 28;
            while !calendar[at].is_day_of(anchor.day()) {
                at += 1;
            }
            for cycle in Cycle::RECURRING {
                let n = match (months, cycle.months()) {
                    (months, Some(each)) if months == each => 0,
                    (months, Some(each)) if months == 2 * each => 1,
                    _ => continue,
                };
                let end = period(anchor, cycle, n).unwrap().to_exclusive;
                let parts = (end.year(), end.month(), end.day());
                assert_eq!(parts, calendar[at].date, "{anchor} {cycle} {n}");
            }
        }
    }
}

#[test]
fn b4_periods_tile_time_for_every_anchor_and_cycle() {
    let mut anchor = date(1970, 1, 1);
    while anchor.year() <= 2100 {
        for cycle in Cycle::RECURRING {
            let mut expected = anchor;
            for n in 0..2 {
                let each = period(anchor, cycle, n).unwrap();
                assert_eq!(each.from, expected, "no gap, no overlap");
                assert!(each.from < each.to_exclusive);
                let last = each.last_day().unwrap();
                assert_eq!(period_index(anchor, cycle, each.from), Some(n));
                assert_eq!(period_index(anchor, cycle, last), Some(n));
                assert_eq!(next_due(anchor, cycle, each.from), Some(each.to_exclusive));
                expected = each.to_exclusive;
            }
        }
        assert_eq!(period_of(anchor, Cycle::Monthly, anchor.yesterday().unwrap()), None);
        anchor = anchor.tomorrow().unwrap();
    }
}
