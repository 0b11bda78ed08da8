//! Small words of pages: days, amounts and the colour of a status, as people read them.

use minijinja::Environment;
use model::people::address::town_lines;
use protocol::wire::{Amount, WireDate};

use super::language::current;

/// Makes the words known to templates as filters.
pub(super) fn add_to(environment: &mut Environment<'static>) {
    environment.add_filter("day", |text: &str| day(text));
    environment.add_filter("moment", |text: &str| moment(text));
    environment
        .add_filter("spanned", |text: &str, from: &str, last: &str| spanned(text, from, last));
    environment.add_function("town", |city: &str, state: &str, postcode: &str, country: &str| {
        town_lines(city, state, postcode, country)
    });
    environment.add_filter("tone", |text: &str| tone(text));
    environment.add_filter("initials", |text: &str| initials(text));
    environment.add_filter("hue", |text: &str| hue(text));
    environment.add_filter("urlencode", |text: &str| -> String {
        form_urlencoded::byte_serialize(text.as_bytes()).collect()
    });
}

/// `2026-01-31` as `31 Jan 2026`, in the language of the page; a date that is not set is a dash.
pub(crate) fn day(text: &str) -> String {
    let mut parts = text.get(..10).unwrap_or_default().split('-');
    let (year, month, day) = (parts.next(), parts.next(), parts.next());
    let month = month.and_then(|month| month.parse::<usize>().ok());
    let text = match (year, month, day) {
        (Some(year), Some(month), Some(day)) if year != "0000" => {
            current().date(year, month, day.trim_start_matches('0'))
        }
        _ => None,
    };
    text.unwrap_or_else(|| "–".to_owned())
}

/// A rate without zeros that say nothing: `19.000` as `19`, `3.300` as `3.3`.
pub(crate) fn rate_text(rate: &str) -> &str {
    if rate.contains('.') { rate.trim_end_matches('0').trim_end_matches('.') } else { rate }
}

/// `2026-01-31 09:05:00` as `31 Jan 2026, 09:05`.
pub(crate) fn moment(text: &str) -> String {
    match text.get(11..16) {
        Some(time) if day(text) != "–" => current().moment(&day(text), time),
        _ => day(text),
    }
}

/// The text of an invoice's line with the days of its period in the language of the page: on the
/// wire they stand in it as the company writes dates. `from` and `last` are empty where there is
/// no period.
fn spanned(text: &str, from: &str, last: &str) -> String {
    match parted(text, from, last) {
        Some((before, days, after)) => format!("{before} {days}{after}"),
        None => text.to_owned(),
    }
}

/// The same before, in and after the period, whose brackets a page sets off from the text: that
/// may run the other way. Only the first where there is no period.
pub(crate) fn in_parts(text: &str, days: [Option<WireDate>; 2]) -> [String; 3] {
    let [from, last] = days.map(|day| day.map(|day| day.to_string()).unwrap_or_default());
    match parted(text, &from, &last) {
        Some((before, days, after)) => [before.to_owned(), days, after.to_owned()],
        None => [text.to_owned(), String::new(), String::new()],
    }
}

fn parted<'a>(text: &'a str, from: &str, last: &str) -> Option<(&'a str, String, &'a str)> {
    let is_day = |text: &str| {
        let digits = text.chars().filter(char::is_ascii_digit).count();
        digits == 8 && text.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '/' | '.'))
    };
    let found = text.match_indices(" (").find_map(|(start, _)| {
        let inside = text.get(start + 2..)?.split_once(')')?.0;
        let (first, second) = inside.split_once(" - ")?;
        (is_day(first) && is_day(second)).then_some((start, start + 2 + inside.len() + 1))
    });
    let (start, end) = found.filter(|_| !from.is_empty())?;
    let days = format!("({} – {})", day(from), day(last));
    Some((text.get(..start)?, days, text.get(end..)?))
}

/// The same with the first and the last day as the wire has them.
pub(crate) fn with_days(text: &str, days: [Option<WireDate>; 2]) -> String {
    let [from, last] = days.map(|day| day.map(|day| day.to_string()).unwrap_or_default());
    spanned(text, &from, &last)
}

/// The colour of a status: `ok`, `warn`, `bad`, `info`, or none.
pub(crate) fn tone(status: &str) -> &'static str {
    match status.to_ascii_lowercase().as_str() {
        "active" | "paid" | "accepted" | "answered" | "completed" | "delivered" | "open"
        | "free" => "ok",
        "unpaid"
        | "pending"
        | "payment pending"
        | "suspended"
        | "customer-reply"
        | "on hold"
        | "pending transfer"
        | "pending registration"
        | "grace"
        | "redemption"
        | "postponed"
        | "not set up"
        | "medium" => "warn",
        "overdue" | "fraud" | "collections" | "dead" | "lost" | "terminated" | "expired"
        | "failed" | "high" => "bad",
        "refunded" | "in progress" | "on sale" | "new" => "info",
        _ => "",
    }
}

/// `Mara Okafor` as `MO`.
pub(crate) fn initials(name: &str) -> String {
    let mut letters = name.split_whitespace().filter_map(|word| word.chars().next());
    let first = letters.next();
    first.into_iter().chain(letters.next_back()).flat_map(char::to_uppercase).collect()
}

/// One of twelve hues for a name, always the same one.
pub(crate) fn hue(name: &str) -> u32 {
    name.bytes().fold(7_u32, |sum, byte| sum.wrapping_mul(31).wrapping_add(byte.into())) % 12 * 30
}

/// How amounts of one currency are written.
#[derive(Debug, Clone, Default)]
pub(crate) struct Money {
    pub(crate) prefix: String,
    pub(crate) suffix: String,
    /// As `GetCurrencies` has it: 2 `1,234.50`, 3 `1.234,50`, 4 `1,234`; any other is as the
    /// language of the page writes numbers.
    pub(crate) format: i64,
}

impl Money {
    /// `$1,234.50`, and `-$5.00` below zero, as the language of the page has it.
    pub(crate) fn of(&self, amount: &Amount) -> String {
        self.text(amount.as_str())
    }

    /// The same for an amount that is already a text.
    pub(crate) fn text(&self, amount: &str) -> String {
        current().money(&self.prefix, amount, &self.suffix, self.format)
    }
}

#[cfg(test)]
mod tests {
    use protocol::wire::WireDate;

    use super::{Money, day, in_parts, initials, moment, rate_text, spanned, tone};

    #[test]
    fn rates_have_no_empty_zeros() {
        let rates = ["19.000", "3.300", "20", "0.000", "7.7"].map(rate_text);
        assert_eq!(rates, ["19", "3.3", "20", "0", "7.7"]);
    }

    #[test]
    fn a_period_stands_apart_from_its_text() {
        let day = |text: &str| Some(WireDate(text.parse().ok()));
        let days = [day("2026-12-01"), day("2026-12-31")];
        for (text, days, expected) in [
            (
                "خادم (01/12/2026 - 31/12/2026)\nA",
                days,
                ["خادم", "(1 Dec 2026 – 31 Dec 2026)", "\nA"],
            ),
            ("VPS (2026-12-01 - 2026-12-31)", [None; 2], ["VPS (2026-12-01 - 2026-12-31)", "", ""]),
            ("Set-up", days, ["Set-up", "", ""]),
        ] {
            assert_eq!(in_parts(text, days), expected);
        }
    }

    #[test]
    fn words_are_for_people() {
        let euro = Money { prefix: "€".to_owned(), suffix: String::new(), format: 1 };
        for (made, expected) in [
            (day("2026-01-31"), "31 Jan 2026"),
            (day("2026-12-05 10:00:00"), "5 Dec 2026"),
            (day("0000-00-00"), "–"),
            (day(""), "–"),
            (moment("2026-01-31 09:05:00"), "31 Jan 2026, 09:05"),
            (moment("2026-01-31"), "31 Jan 2026"),
            (
                spanned("VPS (a) - x (01/12/2026 - 31/12/2026)\nOS: A", "2026-12-01", "2026-12-31"),
                "VPS (a) - x (1 Dec 2026 – 31 Dec 2026)\nOS: A",
            ),
            (spanned("VPS (2026-12-01 - 2026-12-31)", "", ""), "VPS (2026-12-01 - 2026-12-31)"),
            (spanned("Work (3 - 5 hours)", "2026-12-01", "2026-12-31"), "Work (3 - 5 hours)"),
            (euro.text("1234567.50"), "€1,234,567.50"),
            (euro.text("-5.00"), "-€5.00"),
            (euro.text("999"), "€999"),
            (Money { format: 3, ..euro.clone() }.text("-1457.23"), "-€1.457,23"),
            (Money { format: 4, ..euro.clone() }.text("1750.00"), "€1,750"),
            // What there is of a debt is never cut.
            (Money { format: 4, ..euro.clone() }.text("1750.05"), "€1,750.05"),
            (initials("Mara van Okafor"), "MO"),
            (initials("Ödön"), "Ö"),
            (tone("Unpaid").to_owned(), "warn"),
        ] {
            assert_eq!(made, expected);
        }
    }
}
