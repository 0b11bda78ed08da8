//! Billable items: when they join an invoice, and when again (B11).

use super::invoice::{BillableAction, RecurUnit};
use crate::dates::{add_days, add_months};
use jiff::civil::Date;

/// Which run or invoice looks for billable items.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Occasion {
    /// The daily run.
    DailyRun,
    /// An invoice that is being made for the client anyway.
    NewInvoice,
}

/// How an item recurs (B11).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Recurrence {
    /// Units between two times.
    pub every: u32,
    /// Days, weeks, months or years.
    pub unit: RecurUnit,
    /// How many times in all; 0 is for ever.
    pub times: u32,
}

/// Whether an item joins now, given its due date and how often it was invoiced before.
pub fn joins(
    action: BillableAction,
    due: Date,
    recurrence: Option<Recurrence>,
    invoiced: u32,
    occasion: Occasion,
    today: Date,
) -> bool {
    let daily = occasion == Occasion::DailyRun;
    match action {
        BillableAction::NoInvoice => false,
        BillableAction::NextCron => daily && invoiced == 0,
        BillableAction::NextInvoice => occasion == Occasion::NewInvoice && invoiced == 0,
        BillableAction::DueDate => daily && invoiced == 0 && due <= today,
        BillableAction::Recur => recurrence.is_some_and(|recurrence| {
            daily
                && (recurrence.times == 0 || invoiced < recurrence.times)
                && occurrence(due, recurrence, invoiced).is_some_and(|day| day <= today)
        }),
    }
}

/// The day of time `n` (0 is the first), always computed from the first day (B4).
///
/// `None` beyond the last time and the end of the calendar.
pub fn occurrence(first: Date, recurrence: Recurrence, n: u32) -> Option<Date> {
    if recurrence.every == 0 || (recurrence.times > 0 && n >= recurrence.times) {
        return None;
    }
    let steps = i32::try_from(recurrence.every.checked_mul(n)?).ok()?;
    match recurrence.unit {
        RecurUnit::Days => add_days(first, steps),
        RecurUnit::Weeks => add_days(first, steps.checked_mul(7)?),
        RecurUnit::Months => add_months(first, steps),
        RecurUnit::Years => add_months(first, steps.checked_mul(12)?),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn b11_items_join_when_they_say() {
        use BillableAction::{DueDate, NextCron, NextInvoice, NoInvoice, Recur};
        use Occasion::{DailyRun, NewInvoice};
        let due = date(2026, 1, 31);
        let (before, after) = (date(2026, 1, 30), date(2026, 2, 28));
        for (action, invoiced, occasion, today, expected) in [
            (NoInvoice, 0, DailyRun, after, false),
            (NextCron, 0, DailyRun, before, true),
            (NextCron, 0, NewInvoice, before, false),
            (NextCron, 1, DailyRun, before, false),
            (NextInvoice, 0, NewInvoice, before, true),
            (NextInvoice, 0, DailyRun, before, false),
            (DueDate, 0, DailyRun, before, false),
            (DueDate, 0, DailyRun, due, true),
            (DueDate, 1, DailyRun, due, false),
            (Recur, 0, DailyRun, due, true),
            (Recur, 1, DailyRun, due, false),
            (Recur, 1, DailyRun, after, true),
            (Recur, 2, DailyRun, after, false),
            (Recur, 3, DailyRun, date(2030, 1, 1), false),
        ] {
            let recurrence = Recurrence { every: 1, unit: RecurUnit::Months, times: 3 };
            let found = joins(action, due, Some(recurrence), invoiced, occasion, today);
            assert_eq!(found, expected, "{action} {invoiced} {occasion:?} {today}");
        }
    }

    #[test]
    fn b11_times_are_counted_from_the_first_day() {
        let first = date(2026, 1, 31);
        for (every, unit, n, expected) in [
            (10, RecurUnit::Days, 2, Some(date(2026, 2, 20))),
            (2, RecurUnit::Weeks, 1, Some(date(2026, 2, 14))),
            (1, RecurUnit::Months, 1, Some(date(2026, 2, 28))),
            (1, RecurUnit::Months, 2, Some(date(2026, 3, 31))),
            (1, RecurUnit::Years, 2, Some(date(2028, 1, 31))),
            (0, RecurUnit::Days, 1, None),
            (u32::MAX, RecurUnit::Years, 2, None),
        ] {
            let recurrence = Recurrence { every, unit, times: 0 };
            assert_eq!(occurrence(first, recurrence, n), expected, "{every} {unit} {n}");
        }
    }
}
