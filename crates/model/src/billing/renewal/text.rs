//! The text of a renewal line (B8).

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

fn dates(period: Option<Period>) -> String {
    let days = period.and_then(|period| Some((period.from, period.last_day()?)));
    days.map_or_else(String::new, |(from, last)| format!(" ({from} - {last})"))
}
