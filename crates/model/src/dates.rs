//! Billing cycles and periods, always counted from the anchor (B4).

use crate::word::words;
use jiff::civil::Date;

words! {
    /// How often something is billed (B4).
    pub enum Cycle {
        Free = "Free Account",
        OneTime = "One Time",
        Monthly = "Monthly",
        Quarterly = "Quarterly",
        SemiAnnually = "Semi-Annually",
        Annually = "Annually",
        Biennially = "Biennially",
        Triennially = "Triennially",
    }
}

/// Days from `from` up to, but not including, `to_exclusive`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Period {
    /// First day.
    pub from: Date,
    /// The day after the last one: the first day of the next period.
    pub to_exclusive: Date,
}

/// Period `n` (0 is the first) of an anchor.
///
/// `None` for a cycle that does not recur, and beyond the end of the calendar.
pub fn period(anchor: Date, cycle: Cycle, n: u32) -> Option<Period> {
    period_in_months(anchor, cycle.months()?, n)
}

/// Period `n` of an anchor when a period is so many months; `None` for 0 months, and beyond the
/// end of the calendar.
pub fn period_in_months(anchor: Date, months: u32, n: u32) -> Option<Period> {
    let from = period_start(anchor, months, n)?;
    let to_exclusive = period_start(anchor, months, n.checked_add(1)?)?;
    if months == 0 { None } else { Some(Period { from, to_exclusive }) }
}

/// The number of the period that a date lies in.
///
/// `None` before the anchor and for a cycle that does not recur.
pub fn period_index(anchor: Date, cycle: Cycle, date: Date) -> Option<u32> {
    index_in_months(anchor, cycle.months()?, date)
}

/// The period that a date lies in; `None` as for [`period_index`].
pub fn period_of(anchor: Date, cycle: Cycle, date: Date) -> Option<Period> {
    period(anchor, cycle, period_index(anchor, cycle, date)?)
}

/// The period of so many months that begins on a due date.
///
/// A due date that is no start of a period (someone moved it) is its own new anchor, so that the
/// period is always a full one. `None` for 0 months, and beyond the end of the calendar.
pub fn period_from_due(anchor: Date, months: u32, due: Date) -> Option<Period> {
    let on_grid = index_in_months(anchor, months, due)
        .and_then(|n| period_in_months(anchor, months, n))
        .filter(|period| period.from == due);
    on_grid.or_else(|| period_in_months(due, months, 0))
}

/// The due date after `current_due`: the start of the next period, computed from the anchor (B4).
///
/// A due date before the anchor is followed by the anchor. `None` for a cycle that does not
/// recur, and beyond the end of the calendar.
pub fn next_due(anchor: Date, cycle: Cycle, current_due: Date) -> Option<Date> {
    let months = cycle.months()?;
    match index_in_months(anchor, months, current_due) {
        Some(n) => period_start(anchor, months, n.checked_add(1)?),
        None => Some(anchor),
    }
}

/// So many months after a date (before it if negative), clamped to the month's end.
///
/// `None` beyond the end of the calendar.
pub fn add_months(date: Date, months: i32) -> Option<Date> {
    let number = month_number(date).checked_add(months)?;
    let year = i16::try_from(number.div_euclid(12)).ok()?;
    let month = i8::try_from(number.rem_euclid(12) + 1).ok()?;
    let first = Date::new(year, month, 1).ok()?;
    Date::new(year, month, date.day().min(first.days_in_month())).ok()
}

/// A day of the month (1 to 31) in the month of a date, clamped to the month's end.
///
/// `None` for day 0 and days beyond 31.
pub fn on_day(month_of: Date, day: u8) -> Option<Date> {
    let day = i8::try_from(day).ok().filter(|day| (1..=31).contains(day))?;
    Date::new(month_of.year(), month_of.month(), day.min(month_of.days_in_month())).ok()
}

/// So many days after a date (before it if negative); `None` beyond the end of the calendar.
pub fn add_days(date: Date, days: i32) -> Option<Date> {
    date.checked_add(jiff::Span::new().try_days(days).ok()?).ok()
}

/// Days from one date to another, negative if `to` is the earlier one.
pub fn days_between(from: Date, to: Date) -> i32 {
    from.duration_until(to).as_hours().div_euclid(24).try_into().unwrap_or(i32::MAX)
}

impl Cycle {
    /// Months of a cycle; `None` for one that does not recur.
    pub const fn months(self) -> Option<u32> {
        match self {
            Cycle::Free | Cycle::OneTime => None,
            Cycle::Monthly => Some(1),
            Cycle::Quarterly => Some(3),
            Cycle::SemiAnnually => Some(6),
            Cycle::Annually => Some(12),
            Cycle::Biennially => Some(24),
            Cycle::Triennially => Some(36),
        }
    }

    /// Whether there is a next period.
    pub const fn recurs(self) -> bool {
        self.months().is_some()
    }

    /// The recurring cycles, shortest first.
    pub const RECURRING: [Cycle; 6] = [
        Cycle::Monthly,
        Cycle::Quarterly,
        Cycle::SemiAnnually,
        Cycle::Annually,
        Cycle::Biennially,
        Cycle::Triennially,
    ];

    /// The lower-case key of price lists and order parameters, such as `semiannually`.
    pub const fn key(self) -> &'static str {
        match self {
            Cycle::Free => "free",
            Cycle::OneTime => "onetime",
            Cycle::Monthly => "monthly",
            Cycle::Quarterly => "quarterly",
            Cycle::SemiAnnually => "semiannually",
            Cycle::Annually => "annually",
            Cycle::Biennially => "biennially",
            Cycle::Triennially => "triennially",
        }
    }

    /// The cycle of a key or a word, whatever its case, spaces and hyphens.
    pub fn from_key(text: &str) -> Option<Cycle> {
        let folded: String = text
            .chars()
            .filter(|c| !matches!(c, ' ' | '-' | '_'))
            .map(|c| c.to_ascii_lowercase())
            .collect();
        match folded.as_str() {
            "freeaccount" => Some(Cycle::Free),
            key => <Cycle as crate::word::Word>::ALL.iter().copied().find(|c| c.key() == key),
        }
    }
}

impl Period {
    /// Days in the period.
    pub fn days(self) -> i32 {
        days_between(self.from, self.to_exclusive)
    }

    /// Whether a date lies in the period.
    pub fn contains(self, date: Date) -> bool {
        self.from <= date && date < self.to_exclusive
    }

    /// The last day that belongs to the period; `None` for an empty one.
    pub fn last_day(self) -> Option<Date> {
        if self.to_exclusive <= self.from { None } else { self.to_exclusive.yesterday().ok() }
    }

    /// Days from a date to the end of the period, the date included; zero after the end.
    pub fn days_left(self, from: Date) -> i32 {
        days_between(from.max(self.from), self.to_exclusive).max(0)
    }
}

fn period_start(anchor: Date, months: u32, n: u32) -> Option<Date> {
    add_months(anchor, i32::try_from(months.checked_mul(n)?).ok()?)
}

fn index_in_months(anchor: Date, months: u32, date: Date) -> Option<u32> {
    if date < anchor {
        return None;
    }
    let apart = u32::try_from(month_number(date) - month_number(anchor)).ok()?;
    let n = apart.checked_div(months)?;
    // In the month where a period begins, the days before its first day belong to the one before.
    let started = period_start(anchor, months, n)? <= date;
    if started { Some(n) } else { n.checked_sub(1) }
}

/// Months since the start of year 0.
fn month_number(date: Date) -> i32 {
    i32::from(date.year()) * 12 + i32::from(date.month()) - 1
}

#[cfg(test)]
mod tests;
