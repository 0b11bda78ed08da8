//! Reports: which there are, and their rows ready to be shown.

mod daily;
mod figures;
mod more;
mod recurring;
mod reviews;
mod taxes;

use jiff::ToSpan as _;
use jiff::civil::Date;
use store::edits::Cell;

use crate::{Cx, Fault, Result, invalid, not_found};

/// Reports that look ahead: asked for without days, they are of those that come.
const AHEAD: [&str; 1] = ["domain_renewals"];
/// How far they look.
const AHEAD_DAYS: i64 = 90;
/// Reports with a row for each day: asked for without days, they are of the last ones.
const DAY_BY_DAY: [&str; 2] = ["daily_performance", "daily_income"];
/// How many these are.
const LAST_DAYS: i64 = 30;

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
    /// Whether it is about a period.
    pub period: bool,
    /// Its columns.
    pub columns: &'static [Column],
}

impl Report {
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
    let (first, last) = match report.name {
        name if AHEAD.contains(&name) => {
            (today, today.checked_add(AHEAD_DAYS.days()).map_err(Fault::broken)?)
        }
        name if DAY_BY_DAY.contains(&name) => {
            (today.checked_sub((LAST_DAYS - 1).days()).map_err(Fault::broken)?, today)
        }
        _ => (Date::new(today.year(), 1, 1).map_err(Fault::broken)?, today),
    };
    let asked_until = to.is_some();
    let (from, to) = (from.unwrap_or(first), to.unwrap_or(last));
    if report.period && to < from {
        // Which of them is wrong is told by which was given: the other is today or near it.
        let field = if asked_until { "enddate" } else { "startdate" };
        return Err(invalid(field, format!("The period ends on {to}, before it begins on {from}")));
    }
    let rows = figures::rows(cx, report.name, from, to).await?;
    Ok(Made { report, from, to, rows })
}

/// Every report there is.
pub fn all() -> impl Iterator<Item = &'static Report> {
    let lists = [daily::ALL, recurring::ALL, taxes::ALL, figures::ALL, more::ALL, reviews::ALL];
    lists.into_iter().flatten()
}
