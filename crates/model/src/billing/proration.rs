//! The first payment of a service whose periods begin on a certain day of the month (B30).

use crate::dates::{Period, add_months, days_between, on_day, period_from_due};
use crate::money::{Money, MoneyError};
use jiff::civil::Date;

/// To which day of the month a product's services are aligned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ProrationRule {
    /// The day on which periods begin, 1 to 31; the month's last day stands in for a later one.
    pub day: u8,
    /// An order after this day of the month pays the next month too; `None` for never.
    pub charge_next_after: Option<u8>,
}

/// The first period of a service and what it costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct FirstPeriod {
    /// The days that are paid for; the next due date is their end.
    pub period: Period,
    /// What they cost, without setup fee.
    pub amount: Money,
    /// The days of the part period; 0 when the order falls on the day itself.
    pub part_days: i32,
    /// The days of the month's period that the part is cut from; 0 when nothing is cut.
    pub of_days: i32,
    /// The anchor of all later periods.
    pub anchor: Date,
}

/// Computes the first period of an order (B30); `None` beyond the calendar and for `months` 0.
///
/// On the day itself there is nothing to cut: one full period is paid. A monthly service
/// otherwise pays the part up to the next such day, and one more period after the day of
/// "charge next". A longer cycle pays the part at the price of a month, plus the cycle.
pub fn first_period(
    rule: ProrationRule,
    months: u32,
    price: Money,
    today: Date,
) -> Result<Option<FirstPeriod>, MoneyError> {
    let Some((before, next)) = neighbours(rule.day, today).filter(|_| months > 0) else {
        return Ok(None);
    };
    let full_from = if before == today { today } else { next };
    let anchor = anchor_of(rule.day, months, full_from);
    let Some(full) = period_from_due(anchor, months, full_from) else { return Ok(None) };
    if before == today {
        let whole = FirstPeriod { period: full, amount: price, part_days: 0, of_days: 0, anchor };
        return Ok(Some(whole));
    }
    let part_days = days_between(today, next);
    let of_days = days_between(before, next);
    let part = price.fraction(i64::from(part_days), i64::from(months) * i64::from(of_days))?;
    let day_of_month = today.day().unsigned_abs();
    let charges_next =
        months > 1 || rule.charge_next_after.is_some_and(|after| day_of_month > after);
    let (to_exclusive, amount) =
        if charges_next { (full.to_exclusive, part.add(price)?) } else { (next, part) };
    let period = Period { from: today, to_exclusive };
    Ok(Some(FirstPeriod { period, amount, part_days, of_days, anchor }))
}

/// The last such day up to a date, and the first one after it.
fn neighbours(day: u8, date: Date) -> Option<(Date, Date)> {
    let this = on_day(date, day)?;
    let month = date.first_of_month();
    if this <= date {
        Some((this, on_day(add_months(month, 1)?, day)?))
    } else {
        Some((on_day(add_months(month, -1)?, day)?, this))
    }
}

/// An anchor that makes periods begin on `date` and, wherever the month has it, on `day`.
///
/// The 28 February that stands in for the 31st would lose the 31st, so an earlier start is taken:
/// the nearest one that has the day, else the nearest that comes closest to it (29 February).
fn anchor_of(day: u8, months: u32, date: Date) -> Date {
    let back = |k: u32| {
        let months = i32::try_from(months.checked_mul(k)?).ok()?;
        on_day(add_months(date.first_of_month(), -months)?, day)
    };
    (0..12)
        .filter_map(back)
        .fold(date, |best, each| if each.day() > best.day() { each } else { best })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use jiff::civil::date;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::USD)
    }

    #[test]
    fn b30_the_first_payment_reaches_the_day() {
        for (day, after, months, price, today, to, amount) in [
            // Monthly: the part only, the day itself, and the part plus a month.
            (1, None, 1, 3100, date(2026, 1, 22), date(2026, 2, 1), 1000),
            (1, Some(20), 1, 3100, date(2026, 1, 20), date(2026, 2, 1), 1200),
            (1, Some(20), 1, 3100, date(2026, 1, 22), date(2026, 3, 1), 4100),
            (1, Some(20), 1, 3100, date(2026, 1, 1), date(2026, 2, 1), 3100),
            (15, None, 1, 3100, date(2026, 1, 10), date(2026, 1, 15), 500),
            (31, None, 1, 2800, date(2026, 2, 1), date(2026, 2, 28), 2700),
            (31, Some(15), 1, 2800, date(2026, 2, 16), date(2026, 3, 31), 4000),
            (25, Some(20), 1, 3000, date(2026, 1, 25), date(2026, 2, 25), 3000),
            // Longer: the part at the price of a month, plus the cycle.
            (1, None, 12, 37_200, date(2026, 1, 22), date(2027, 2, 1), 38_200),
            (1, Some(31), 3, 9300, date(2026, 1, 22), date(2026, 5, 1), 10_300),
            (1, None, 12, 37_200, date(2026, 1, 1), date(2027, 1, 1), 37_200),
        ] {
            let rule = ProrationRule { day, charge_next_after: after };
            let first = first_period(rule, months, usd(price), today).unwrap().unwrap();
            let found = (first.period.to_exclusive, first.amount.minor);
            assert_eq!(found, (to, amount), "day {day}, after {after:?}, {months} months, {today}");
            assert_eq!(first.period.from, today);
        }
        let none = ProrationRule { day: 0, charge_next_after: None };
        assert_eq!(first_period(none, 1, usd(1), date(2026, 1, 1)), Ok(None));
        let rule = ProrationRule { day: 1, charge_next_after: None };
        assert_eq!(first_period(rule, 0, usd(1), date(2026, 1, 1)), Ok(None));
    }

    #[test]
    fn b30_a_short_month_does_not_lose_the_day() {
        let rule = ProrationRule { day: 31, charge_next_after: None };
        let first = first_period(rule, 1, usd(100), date(2026, 2, 10)).unwrap().unwrap();
        let next = period_from_due(first.anchor, 1, first.period.to_exclusive).unwrap();
        assert_eq!((next.from, next.to_exclusive), (date(2026, 2, 28), date(2026, 3, 31)));
    }

    /// The first day on or after a date whose number is so, or that ends a month without it.
    fn next_such_day(from: Date, day: u8) -> Date {
        let is_it = |date: &Date| {
            let number = date.day().unsigned_abs();
            number == day || (number < day && date.day() == date.days_in_month())
        };
        from.series(jiff::Span::new().days(1)).find(is_it).unwrap()
    }

    /// Every day of 1970 to 2100 and every cycle, held against counting on day by day.
    #[test]
    fn b30_the_part_of_every_order_day_agrees_with_a_slow_calendar() {
        let all = |day: u8| {
            let rule = ProrationRule { day, charge_next_after: None };
            let mut today = date(1970, 1, 1);
            let mut before = next_such_day(date(1969, 11, 25), day);
            let mut next = next_such_day(before.tomorrow().unwrap(), day);
            while today.year() <= 2100 {
                while next <= today {
                    before = next;
                    next = next_such_day(next.tomorrow().unwrap(), day);
                }
                for months in [1, 3, 6, 12, 24, 36] {
                    let first = first_period(rule, months, usd(100_000), today).unwrap().unwrap();
                    let cut = days_between(before, next);
                    let (days, of_days) =
                        if before == today { (0, 0) } else { (days_between(today, next), cut) };
                    assert_eq!((first.part_days, first.of_days), (days, of_days), "{today} {day}");
                    let reached = if before == today { today } else { next };
                    if months == 1 && before != today {
                        assert_eq!(first.period.to_exclusive, next, "{today} {day}");
                        let part = usd(100_000).fraction(days.into(), of_days.into()).unwrap();
                        assert_eq!(first.amount, part, "{today} {day}");
                    } else {
                        let later = i32::try_from(months).unwrap();
                        let end = add_months(reached.first_of_month(), later).unwrap();
                        let end = on_day(end, day).unwrap();
                        assert_eq!(first.period.to_exclusive, end, "{today} {day} {months}");
                    }
                }
                today = today.tomorrow().unwrap();
            }
        };
        // A day that every month has, and the one that most lack.
        [1, 31].into_iter().for_each(all);
    }

    proptest! {
        #[test]
        fn b30_later_periods_follow_on_the_day(
            days in 0..4000_i32,
            day in 1..=31_u8,
            index in 0..6_usize,
            after in 0..40_u8,
        ) {
            let months = [1, 3, 6, 12, 24, 36][index];
            let today = crate::dates::add_days(date(2024, 1, 1), days).unwrap();
            let rule = ProrationRule { day, charge_next_after: (after > 0).then_some(after) };
            let first = first_period(rule, months, usd(10_000), today).unwrap().unwrap();
            let end = first.period.to_exclusive;
            prop_assert!(today < end);
            prop_assert_eq!(Some(end), on_day(end, day), "periods begin on the day");
            let next = period_from_due(first.anchor, months, end).unwrap();
            prop_assert_eq!(next.from, end);
            prop_assert!(first.amount.is_positive() && first.amount.minor <= 20_000);
            if months == 1 {
                prop_assert_eq!(Some(next.to_exclusive), on_day(next.to_exclusive, day));
            }
        }
    }
}
