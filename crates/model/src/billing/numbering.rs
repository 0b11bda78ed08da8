//! Invoice numbers from a format and a counter (B17).

use jiff::civil::Date;

/// The format of a new installation.
pub const DEFAULT_FORMAT: &str = "{NUMBER}";

/// When a counter starts again at 1; each stretch is a gapless sequence of its own (B17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberReset {
    /// One sequence for ever.
    Never,
    /// A sequence for each year.
    Yearly,
    /// A sequence for each month.
    Monthly,
}

/// When an invoice gets its number (B17).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum NumberedAt {
    /// When it is issued.
    Issue,
    /// When it is paid: until then it is a proforma invoice.
    Payment,
}

/// Why a format is refused.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FormatRefusal {
    /// Without the counter two invoices would have one number.
    #[error("The format must contain {{NUMBER}}.")]
    NoNumber,
    /// The counter starts again, but the format does not show when.
    #[error("A number that starts again each {0} must contain it.")]
    Ambiguous(&'static str),
    /// A tag that does not exist.
    #[error("{0} is not a tag.")]
    UnknownTag(String),
    /// More characters than an invoice number may have.
    #[error("The format is too long.")]
    TooLong,
}

/// The longest format, in bytes.
pub const FORMAT_BYTES_MAX: usize = 80;

/// Checks a format and that its numbers stay distinct when the counter starts again.
pub fn check(format: &str, reset: NumberReset) -> Result<(), FormatRefusal> {
    if format.len() > FORMAT_BYTES_MAX {
        return Err(FormatRefusal::TooLong);
    }
    let mut tags = Vec::new();
    let mut rest = format;
    while let Some((_, after)) = rest.split_once('{') {
        let Some((tag, after)) = after.split_once('}') else {
            return Err(FormatRefusal::UnknownTag(after.to_owned()));
        };
        if !["NUMBER", "YEAR", "MONTH", "DAY"].contains(&tag) {
            return Err(FormatRefusal::UnknownTag(tag.to_owned()));
        }
        tags.push(tag);
        rest = after;
    }
    if !tags.contains(&"NUMBER") {
        return Err(FormatRefusal::NoNumber);
    }
    if reset != NumberReset::Never && !tags.contains(&"YEAR") {
        return Err(FormatRefusal::Ambiguous("year"));
    }
    if reset == NumberReset::Monthly && !tags.contains(&"MONTH") {
        return Err(FormatRefusal::Ambiguous("month"));
    }
    Ok(())
}

/// Writes a number, padded with zeros to so many digits (0 for none), on a date.
pub fn format_number(format: &str, number: u64, digits_min: u8, date: Date) -> String {
    let digits_min = usize::from(digits_min);
    dated(&format.replace("{NUMBER}", &format!("{number:0digits_min$}")), date)
}

fn dated(text: &str, date: Date) -> String {
    text.replace("{YEAR}", &format!("{:04}", date.year()))
        .replace("{MONTH}", &format!("{:02}", date.month()))
        .replace("{DAY}", &format!("{:02}", date.day()))
}

/// The sequence in which the counter would come upon a number on one of the days, and where;
/// `None` for a number that the format does not make on any of them.
pub fn place(
    format: &str,
    reset: NumberReset,
    digits_min: u8,
    number: &str,
    days: impl IntoIterator<Item = Date>,
) -> Option<(String, u64)> {
    let (before, after) = format.split_once("{NUMBER}")?;
    days.into_iter().find_map(|day| {
        let counted = number.strip_prefix(&*dated(before, day))?;
        let at = counted.strip_suffix(&*dated(after, day))?.parse().ok()?;
        let made = format_number(format, at, digits_min, day);
        (made == number).then(|| (sequence(reset, day), at))
    })
}

/// The name of the sequence that a date's invoices are counted in, such as `2026-03`.
pub fn sequence(reset: NumberReset, date: Date) -> String {
    match reset {
        NumberReset::Never => String::new(),
        NumberReset::Yearly => format!("{:04}", date.year()),
        NumberReset::Monthly => format!("{:04}-{:02}", date.year(), date.month()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    #[test]
    fn b17_numbers_follow_their_format() {
        for (format, digits, expected) in [
            ("{NUMBER}", 0, "42"),
            ("{NUMBER}", 5, "00042"),
            ("INV-{YEAR}{MONTH}{DAY}-{NUMBER}", 0, "INV-20260307-42"),
        ] {
            assert_eq!(format_number(format, 42, digits, date(2026, 3, 7)), expected);
        }
    }

    #[test]
    fn b17_formats_that_could_repeat_a_number_are_refused() {
        use NumberReset::{Monthly, Never, Yearly};
        let unknown = |tag: &str| Err(FormatRefusal::UnknownTag(tag.to_owned()));
        for (format, reset, expected) in [
            ("{NUMBER}", Never, Ok(())),
            ("{YEAR}/{NUMBER}", Yearly, Ok(())),
            ("{YEAR}/{MONTH}/{NUMBER}", Monthly, Ok(())),
            ("INV", Never, Err(FormatRefusal::NoNumber)),
            ("{NUMBER}", Yearly, Err(FormatRefusal::Ambiguous("year"))),
            ("{YEAR}-{NUMBER}", Monthly, Err(FormatRefusal::Ambiguous("month"))),
            ("{number}", Never, unknown("number")),
            ("{NUMBER}{", Never, unknown("")),
            ("{NUMBER", Never, unknown("NUMBER")),
        ] {
            assert_eq!(check(format, reset), expected, "{format} {reset:?}");
        }
        let long = format!("{{NUMBER}}{}", "x".repeat(FORMAT_BYTES_MAX));
        assert_eq!(check(&long, Never), Err(FormatRefusal::TooLong));
    }

    #[test]
    fn b17_a_number_of_another_system_has_its_place() {
        use NumberReset::{Never, Yearly};
        let days = [date(2026, 3, 7), date(2025, 12, 1)];
        for (format, reset, digits, number, expected) in [
            ("{NUMBER}", Never, 0, "42", Some(("", 42))),
            ("{NUMBER}", Never, 5, "00042", Some(("", 42))),
            ("{NUMBER}", Never, 0, "00042", None),
            ("{NUMBER}", Never, 0, "+42", None),
            ("{NUMBER}", Never, 0, "R-42", None),
            ("{YEAR}{NUMBER}", Yearly, 4, "20250042", Some(("2025", 42))),
            ("{YEAR}-{NUMBER}/{MONTH}", Yearly, 0, "2026-7/03", Some(("2026", 7))),
            ("{YEAR}-{NUMBER}", Yearly, 0, "2024-7", None),
            ("{NUMBER}-{NUMBER}", Never, 0, "7-7", None),
            ("{NUMBER}", Never, 0, "99999999999999999999", None),
        ] {
            let found = place(format, reset, digits, number, days);
            let expected = expected.map(|(sequence, at)| (sequence.to_owned(), at));
            assert_eq!(found, expected, "{format} {number}");
        }
    }

    #[test]
    fn b17_each_stretch_is_a_sequence() {
        let day = date(2026, 3, 7);
        assert_eq!(sequence(NumberReset::Never, day), "");
        assert_eq!(sequence(NumberReset::Yearly, day), "2026");
        assert_eq!(sequence(NumberReset::Monthly, day), "2026-03");
    }
}
