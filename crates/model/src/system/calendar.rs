//! The staff's calendar: on which days something that repeats takes place.

use jiff::civil::Date;

use crate::dates::{add_days, add_months, days_between};
use crate::word::words;

/// Days that can be looked at together, at most.
pub const DAYS_MAX: i32 = 400;

words! {
    /// How often something takes place.
    pub enum Repeats {
        Never = "Never",
        Weekly = "Weekly",
        Monthly = "Monthly",
        Yearly = "Yearly",
    }
}

/// Days in a row.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days {
    /// First day.
    pub from: Date,
    /// Last day.
    pub to: Date,
}

/// The times that something takes place within a window, first one first.
///
/// Months are counted from the first time: what begins on the 31st takes place on the last day of
/// a shorter month and on the 31st again after it. None begins after `until`.
pub fn occurrences(first: Days, repeats: Repeats, until: Option<Date>, window: Days) -> Vec<Days> {
    let length = days_between(first.from, first.to);
    let mut found = Vec::new();
    for n in starting_near(first, repeats, window).. {
        let Some(from) = nth(first.from, repeats, n) else { break };
        let over = until.is_some_and(|until| from > until);
        if from > window.to || over {
            break;
        }
        let Some(to) = add_days(from, length) else { break };
        if to >= window.from {
            found.push(Days { from, to });
        }
    }
    found
}

/// A time that surely does not begin after the window's beginning does, so that the years before
/// it are not counted through one by one.
fn starting_near(first: Days, repeats: Repeats, window: Days) -> i32 {
    let days = days_between(first.to, window.from);
    let longest = match repeats {
        Repeats::Never => return 0,
        Repeats::Weekly => 7,
        Repeats::Monthly => 31,
        Repeats::Yearly => 366,
    };
    (days / longest - 1).max(0)
}

fn nth(first: Date, repeats: Repeats, n: i32) -> Option<Date> {
    match repeats {
        Repeats::Never => (n == 0).then_some(first),
        Repeats::Weekly => add_days(first, n.checked_mul(7)?),
        Repeats::Monthly => add_months(first, n),
        Repeats::Yearly => add_months(first, n.checked_mul(12)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(text: &str) -> Date {
        text.parse().unwrap()
    }

    fn days(text: &str) -> Days {
        let (from, to) = text.split_once('/').unwrap_or((text, text));
        Days { from: day(from), to: day(to) }
    }

    #[test]
    fn what_repeats_is_found_in_every_window() {
        let november = "2026-11-01/2026-11-30";
        for (first, repeats, until, window, expected) in [
            ("2026-11-05", Repeats::Never, None, november, "2026-11-05"),
            ("2026-10-30/2026-11-02", Repeats::Never, None, november, "2026-10-30"),
            ("2026-10-30", Repeats::Never, None, november, ""),
            ("2026-12-01", Repeats::Weekly, None, november, ""),
            ("2026-11-17", Repeats::Weekly, None, november, "2026-11-17 2026-11-24"),
            (
                "2019-01-01",
                Repeats::Weekly,
                None,
                november,
                "2026-11-03 2026-11-10 2026-11-17 2026-11-24",
            ),
            ("2019-01-01", Repeats::Weekly, Some("2026-11-10"), november, "2026-11-03 2026-11-10"),
            ("2026-01-31", Repeats::Monthly, None, november, "2026-11-30"),
            ("2026-01-31", Repeats::Monthly, None, "2026-12-01/2026-12-31", "2026-12-31"),
            ("2026-01-30/2026-02-01", Repeats::Monthly, None, november, "2026-10-30 2026-11-30"),
            ("1996-11-30", Repeats::Yearly, None, november, "2026-11-30"),
            ("2024-02-29", Repeats::Yearly, None, "2027-02-01/2028-02-29", "2027-02-28 2028-02-29"),
            ("2024-02-29", Repeats::Yearly, Some("2026-12-31"), "2027-01-01/2027-12-31", ""),
        ] {
            let found = occurrences(days(first), repeats, until.map(day), days(window));
            let found: Vec<_> = found.iter().map(|days| days.from.to_string()).collect();
            assert_eq!(found.join(" "), expected, "{first} {repeats} {window}");
        }
    }
}
