//! The text of a renewal line (B8).

use jiff::civil::Date;

use crate::dates::Period;

/// `VPS Small - example.com (2026-01-01 - 2026-01-31)`, and a line for each option.
///
/// The dates are the first and the last day. `name` may be empty, and an item that does not
/// recur has no period.
pub fn line_text(
    product: &str,
    name: &str,
    period: Option<Period>,
    options: &[(String, String)],
) -> String {
    let mut text = product.to_owned();
    if !name.is_empty() {
        text.push_str(" - ");
        text.push_str(name);
    }
    text.push_str(&dates(period));
    for (option, choice) in options {
        text.push_str(&format!("\n{option}: {choice}"));
    }
    text
}

/// `Domain Renewal - example.com - 2 Years (2026-01-01 - 2027-12-31)`.
pub fn domain_text(what: &str, name: &str, years: u32, period: Option<Period>) -> String {
    let unit = if years == 1 { "Year" } else { "Years" };
    format!("{what} - {name} - {years} {unit}{}", dates(period))
}

/// The text of a line as people read it, from how it is kept: the dates of its own period as
/// `write` has them. Other dates are words like any others.
pub fn text_shown(text: &str, period: Option<Period>, write: impl Fn(Date) -> String) -> String {
    match (dates(period), dates_as(period, write)) {
        (kept, _) if kept.is_empty() => text.to_owned(),
        (kept, shown) => text.replacen(&kept, &shown, 1),
    }
}

/// How a text that people have read and sent back is kept: the opposite of [`text_shown`]. What is
/// kept is the same whatever order days and months are written in.
pub fn text_kept(text: &str, period: Option<Period>, write: impl Fn(Date) -> String) -> String {
    match (dates(period), dates_as(period, write)) {
        (kept, _) if kept.is_empty() => text.to_owned(),
        (kept, shown) => text.replacen(&shown, &kept, 1),
    }
}

fn dates(period: Option<Period>) -> String {
    dates_as(period, |date| date.to_string())
}

fn dates_as(period: Option<Period>, write: impl Fn(Date) -> String) -> String {
    let days = period.and_then(|period| Some((period.from, period.last_day()?)));
    days.map_or_else(String::new, |(from, last)| format!(" ({} - {})", write(from), write(last)))
}
