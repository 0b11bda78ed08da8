//! Tables of upgrades.

use super::*;
use crate::money::Currency;
use jiff::civil::date;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

/// A monthly service of 31.00 for January.
fn current() -> Current {
    Current {
        status: ServiceStatus::Active,
        cycle: Cycle::Monthly,
        recurring: usd(3100),
        off_unused: usd(0),
        anchor: date(2026, 1, 1),
        next_due: date(2026, 2, 1),
        has_unpaid_invoice: false,
    }
}

fn target(cycle: Cycle, minor: i64) -> Target {
    Target { cycle, price: usd(minor) }
}

#[test]
fn b31_the_difference_for_the_days_left_is_due_now() {
    use UpgradeMode::{AtRenewal, KeepDate, Restart};
    let today = date(2026, 1, 22);
    let (kept, restarted) = (date(2026, 2, 1), date(2026, 2, 22));
    for (target, mode, credit, debit, due_now, next_due) in [
        (target(Cycle::Monthly, 6200), KeepDate, 1000, 2000, 1000, Some(kept)),
        (target(Cycle::Monthly, 3100), KeepDate, 1000, 1000, 0, Some(kept)),
        (target(Cycle::Monthly, 1550), KeepDate, 1000, 500, 0, Some(kept)),
        // A year to 1 February has 365 days, of which 10 are left.
        (target(Cycle::Annually, 36_500), KeepDate, 1000, 1000, 0, Some(kept)),
        (target(Cycle::Monthly, 6200), Restart, 1000, 6200, 5200, Some(restarted)),
        (target(Cycle::Annually, 500), Restart, 1000, 500, 0, Some(date(2027, 1, 22))),
        (target(Cycle::Monthly, 6200), AtRenewal, 0, 0, 0, Some(kept)),
        (target(Cycle::OneTime, 5000), KeepDate, 1000, 5000, 4000, None),
        (target(Cycle::Free, 0), KeepDate, 1000, 0, 0, None),
    ] {
        let quote = quote(&current(), target, mode, false, today).unwrap();
        let found = (quote.credit.minor, quote.debit.minor, quote.due_now.minor, quote.next_due);
        assert_eq!(found, (credit, debit, due_now, next_due), "{target:?} {mode}");
        assert_eq!(quote.to_credit, usd(0));
    }
}

#[test]
fn b31_a_negative_result_is_credit_only_if_the_setting_says_so() {
    let today = date(2026, 1, 22);
    let cheaper = target(Cycle::Monthly, 1550);
    for (setting, expected) in [(true, 500), (false, 0)] {
        let quote = quote(&current(), cheaper, UpgradeMode::KeepDate, setting, today).unwrap();
        assert_eq!((quote.due_now, quote.to_credit), (usd(0), usd(expected)));
    }
}

#[test]
fn b31_from_free_to_paid_a_cycle_begins_today() {
    let free = Current { cycle: Cycle::Free, recurring: usd(0), ..current() };
    for mode in [UpgradeMode::KeepDate, UpgradeMode::Restart, UpgradeMode::AtRenewal] {
        let today = date(2026, 1, 31);
        let quote = quote(&free, target(Cycle::Monthly, 500), mode, false, today).unwrap();
        assert_eq!(quote.due_now, usd(500));
        assert_eq!(quote.next_due, Some(date(2026, 2, 28)));
        assert_eq!((quote.anchor, quote.effective), (today, today));
    }
}

#[test]
fn b31_at_renewal_nothing_changes_before() {
    let target = target(Cycle::Monthly, 6200);
    let today = date(2026, 1, 5);
    let quote = quote(&current(), target, UpgradeMode::AtRenewal, false, today).unwrap();
    assert_eq!((quote.effective, quote.anchor), (date(2026, 2, 1), date(2026, 1, 1)));
}

#[test]
fn b31_days_are_those_of_the_period_on_the_anchors_day() {
    let february = Current {
        anchor: date(2026, 1, 31),
        next_due: date(2026, 2, 28),
        recurring: usd(2800),
        ..current()
    };
    let target = target(Cycle::Monthly, 5600);
    let today = date(2026, 2, 14);
    let quote = quote(&february, target, UpgradeMode::KeepDate, false, today).unwrap();
    assert_eq!((quote.credit, quote.debit), (usd(1400), usd(2800)));
}

/// Every anchor from 1970 to 2100 with every cycle: the days of a period are those that there are
/// from one of its due dates to the next, so who upgrades on the first of them has all of it left.
#[test]
fn b31_days_in_the_period_are_those_of_the_calendar() {
    let mut anchor = date(1970, 1, 1);
    while anchor.year() <= 2100 {
        for cycle in Cycle::RECURRING {
            let second = period(anchor, cycle, 1).unwrap();
            let current = Current { cycle, anchor, next_due: second.to_exclusive, ..current() };
            let to = Target { cycle, price: usd(6200) };
            let days = second.days();
            for (today, left) in
                [(second.from, days), (second.to_exclusive.yesterday().unwrap(), 1)]
            {
                let quote = quote(&current, to, UpgradeMode::KeepDate, false, today).unwrap();
                let expected = Days { left, of: days };
                let found = (quote.credit_days, quote.debit_days);
                assert_eq!(found, (expected, expected), "{anchor} {cycle} {today}");
                let whole = usd(3100).fraction(left.into(), days.into()).unwrap();
                assert_eq!(quote.credit, whole, "{anchor} {cycle} {today}");
            }
        }
        anchor = anchor.tomorrow().unwrap();
    }
}

#[test]
fn b31_upgrades_are_refused_by_reason() {
    let today = date(2026, 1, 22);
    let refused = |current: Current, target| {
        quote(&current, target, UpgradeMode::KeepDate, false, today).unwrap_err()
    };
    let fine = target(Cycle::Monthly, 1);
    let suspended = Current { status: ServiceStatus::Suspended, ..current() };
    assert_eq!(refused(suspended, fine), UpgradeRefusal::NotActive);
    let unpaid = Current { has_unpaid_invoice: true, ..current() };
    assert_eq!(refused(unpaid, fine), UpgradeRefusal::UnpaidInvoice);
    let yen = Money::from_minor(1, Currency::JPY);
    let foreign = Target { cycle: Cycle::Monthly, price: yen };
    assert!(matches!(refused(current(), foreign), UpgradeRefusal::Money(_)));
}

proptest! {
    #[test]
    fn b31_up_and_down_again_costs_nothing(
        day in 0..60_i32,
        (old, new) in (0..100_000_i64, 0..100_000_i64),
    ) {
        let today = crate::dates::add_days(date(2026, 1, 1), day).unwrap();
        let there = quote(
            &Current { recurring: usd(old), ..current() },
            target(Cycle::Monthly, new), UpgradeMode::KeepDate, true, today,
        ).unwrap();
        let back = quote(
            &Current { recurring: usd(new), ..current() },
            target(Cycle::Monthly, old), UpgradeMode::KeepDate, true, today,
        ).unwrap();
        prop_assert_eq!(there.due_now, back.to_credit);
        prop_assert_eq!(there.to_credit, back.due_now);
        prop_assert_eq!(
            there.due_now.sub(there.to_credit).unwrap(),
            there.debit.sub(there.credit).unwrap()
        );
        prop_assert!(!there.due_now.is_negative() && !there.to_credit.is_negative());
    }
}
