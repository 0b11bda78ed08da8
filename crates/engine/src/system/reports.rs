//! Reports: which there are, and their rows ready to be shown.

mod daily;
mod debits;
mod figures;
mod more;
mod recurring;
mod reviews;
mod taxes;

use jiff::ToSpan as _;
use jiff::civil::Date;
use store::edits::Cell;

use crate::{Cx, Fault, Result, invalid, not_found};

/// How far reports look that look ahead, in days.
const AHEAD_DAYS: i64 = 90;
/// How many days a report has at first that has a row for each.
const LAST_DAYS: i64 = 30;

/// Which days a report is about that is asked for without any.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Days {
    /// None, whatever it is asked for: it tells how things are now.
    Now,
    /// This year until today.
    Year,
    /// The last month: it has a row for each day.
    Last,
    /// Those that come: it looks ahead.
    Ahead,
}

impl Days {
    /// The first and the last of them.
    fn around(self, today: Date) -> Result<(Date, Date)> {
        Ok(match self {
            Self::Now | Self::Year => {
                (Date::new(today.year(), 1, 1).map_err(Fault::broken)?, today)
            }
            Self::Last => {
                (today.checked_sub((LAST_DAYS - 1).days()).map_err(Fault::broken)?, today)
            }
            Self::Ahead => (today, today.checked_add(AHEAD_DAYS.days()).map_err(Fault::broken)?),
        })
    }
}

/// What stands in a column.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A whole number.
    Number,
    /// An amount in the currency of the row, the column `currency`.
    Money,
    /// A day.
    Date,
    /// An instant.
    Time,
}

/// A column: its key, its title and what stands in it.
pub type Column = (&'static str, &'static str, Kind);

/// A report.
#[derive(Debug, Clone, Copy)]
pub struct Report {
    /// What it is asked for by.
    pub name: &'static str,
    /// What people call it.
    pub title: &'static str,
    /// What it counts, in sentences; empty where the title says it.
    pub about: &'static str,
    /// Which days it is about.
    pub days: Days,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Report {
    /// Whether it is about a period.
    #[must_use]
    pub const fn has_period(&self) -> bool {
        !matches!(self.days, Days::Now)
    }

    /// The same, saying what it counts.
    const fn saying(self, about: &'static str) -> Self {
        Self { about, ..self }
    }
}

/// A report that was made.
#[derive(Debug, Clone)]
pub struct Made {
    /// Which.
    pub report: &'static Report,
    /// Its first day.
    pub from: Date,
    /// Its last day.
    pub to: Date,
    /// A cell per column.
    pub rows: Vec<Vec<Cell>>,
}

/// Makes a report of the days from `from` to `to`; if absent, this year until today, the last
/// month in one that has a row for each day, and what comes in one that looks ahead.
///
/// # Errors
/// Not found for a name that is none; invalid for days that end before they begin.
pub async fn make(cx: &Cx, name: &str, from: Option<Date>, to: Option<Date>) -> Result<Made> {
    let report = all().find(|report| report.name.eq_ignore_ascii_case(name.trim()));
    let report = report.ok_or_else(|| not_found("Report Not Found"))?;
    let today = cx.engine.today().await?;
    let (first, last) = report.days.around(today)?;
    let asked_until = to.is_some();
    let (from, to) = (from.unwrap_or(first), to.unwrap_or(last));
    if report.has_period() && to < from {
        // Which of them is wrong is told by which was given: the other is today or near it.
        let field = if asked_until { "enddate" } else { "startdate" };
        return Err(invalid(field, format!("The period ends on {to}, before it begins on {from}")));
    }
    let rows = figures::rows(cx, report.name, from, to).await?;
    Ok(Made { report, from, to, rows })
}

/// Every report there is.
pub fn all() -> impl Iterator<Item = &'static Report> {
    let lists = [
        daily::ALL,
        recurring::ALL,
        taxes::ALL,
        figures::ALL,
        more::ALL,
        reviews::ALL,
        debits::ALL,
    ];
    lists.into_iter().flatten()
}
