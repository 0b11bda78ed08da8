//! Shares of a price against a slow oracle that counts the days on its fingers (B30, B31).

use jiff::civil::{Date, date};
use model::billing::proration::{ProrationRule, first_period};
use model::billing::upgrade::{Current, Target, UpgradeMode, quote};
use model::dates::{Cycle, period};
use model::hosting::service::ServiceStatus;
use model::money::{Currency, Money};

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

/// Whether a day is such a day of the month, or the month's last one that stands in for it.
fn is_day_of(each: Date, day: i8) -> bool {
    each.day() == day || (each.day() < day && each.tomorrow().unwrap().day() == 1)
}

/// Walks on, day by day, to the n-th such day after a date; that day and the steps.
fn walk(from: Date, day: i8, times: u32, step: fn(Date) -> Date) -> (Date, i64) {
    let (mut at, mut steps, mut seen) = (from, 0, 0);
    while seen < times {
        at = step(at);
        steps += 1;
        seen += u32::from(is_day_of(at, day));
    }
    (at, steps)
}

fn on(day: Date) -> Date {
    day.tomorrow().unwrap()
}

fn back(day: Date) -> Date {
    day.yesterday().unwrap()
}

/// Half away from zero, by counting in doubles of the divisor.
fn rounded(price: i64, part: i64, whole: i64) -> i64 {
    (2 * price * part + whole) / (2 * whole)
}

fn check_first(today: Date, day: i8, months: u32, after: Option<u8>) {
    const PRICE: i64 = 9_999;
    let rule = ProrationRule { day: day.unsigned_abs(), charge_next_after: after };
    let found = first_period(rule, months, usd(PRICE), today).unwrap().unwrap();
    let expected = if is_day_of(today, day) {
        (walk(today, day, months, on).0, PRICE)
    } else {
        let ((next, part), (_, before)) = (walk(today, day, 1, on), walk(today, day, 1, back));
        let cut = rounded(PRICE, part, i64::from(months) * (part + before));
        let more = months > 1 || after.is_some_and(|after| today.day().unsigned_abs() > after);
        if more { (walk(next, day, months, on).0, cut + PRICE) } else { (next, cut) }
    };
    let found = (found.period.to_exclusive, found.amount.minor);
    assert_eq!(found, expected, "{today}, day {day}, {months} months, after {after:?}");
}

#[test]
fn b30_first_payments_of_every_day_from_1970_to_2100_agree_with_counted_days() {
    let mut today = date(1970, 1, 1);
    while today.year() <= 2100 {
        for day in [1, 31] {
            check_first(today, day, 1, Some(20));
        }
        // Each of them walks for a year.
        if (2023..=2028).contains(&today.year()) {
            for day in [15, 28, 29, 30] {
                check_first(today, day, 1, None);
            }
            for months in [3, 12] {
                check_first(today, 31, months, None);
                check_first(today, 1, months, Some(10));
            }
        }
        today = on(today);
    }
}

#[test]
fn b31_upgrades_on_every_day_of_a_leap_cycle_agree_with_counted_days() {
    const OLD: i64 = 3_333;
    const NEW: i64 = 7_777;
    let mut anchor = date(2023, 12, 28);
    while anchor < date(2024, 3, 2) {
        for (from, to) in [
            (Cycle::Monthly, Cycle::Monthly),
            (Cycle::Monthly, Cycle::Annually),
            (Cycle::Quarterly, Cycle::Monthly),
            (Cycle::Annually, Cycle::Quarterly),
        ] {
            let due = period(anchor, from, 0).unwrap().to_exclusive;
            let days = |cycle: Cycle| walk(due, anchor.day(), cycle.months().unwrap(), back).1;
            let (old_days, new_days) = (days(from), days(to));
            let (mut today, mut left) = (due, 0);
            while today > anchor {
                (today, left) = (back(today), left + 1);
                let current = Current {
                    status: ServiceStatus::Active,
                    cycle: from,
                    recurring: usd(OLD),
                    off_unused: usd(0),
                    anchor,
                    next_due: due,
                    has_unpaid_invoice: false,
                };
                let target = Target { cycle: to, price: usd(NEW) };
                let found = quote(&current, target, UpgradeMode::KeepDate, true, today).unwrap();
                let expected = (rounded(OLD, left, old_days), rounded(NEW, left, new_days));
                let parts = (found.credit.minor, found.debit.minor);
                assert_eq!(parts, expected, "{anchor} {from} to {to} on {today}");
                let difference = expected.1 - expected.0;
                let (pays, gets) = (found.due_now.minor, found.to_credit.minor);
                assert_eq!((pays, gets), (difference.max(0), (-difference).max(0)), "{today}");
                assert_eq!(found.next_due, Some(due), "the due date stays");
            }
        }
        anchor = on(anchor);
    }
}
