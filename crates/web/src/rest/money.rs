//! Money, dates and texts as this API says them: decimal strings with a currency, ISO, null.

use protocol::wire::{Amount, Short, Text, WireDate, WireDateTime};
use schemars::JsonSchema;
use serde::{Serialize, Serializer};

/// An amount of money.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema)]
pub(crate) struct Money {
    /// The amount as a decimal number.
    #[schemars(with = "String", regex(pattern = r"^-?[0-9]+(\.[0-9]+)?$"))]
    pub(crate) amount: Amount,
    /// ISO 4217.
    #[schemars(with = "String")]
    pub(crate) currency: Short,
}

/// A day, or null: as [`date`], written without a text of its own.
#[derive(Debug, Clone, Copy)]
pub(crate) struct IsoDay(pub(crate) WireDate);

impl Serialize for IsoDay {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0.0 {
            Some(_) => self.0.serialize(serializer),
            None => serializer.serialize_none(),
        }
    }
}

/// An amount of the wire; an absent one is nothing.
pub(crate) fn money(amount: &Amount, currency: &str) -> Option<Money> {
    (!amount.is_blank()).then(|| Money { amount: *amount, currency: currency.into() })
}

/// An amount of the wire that is always there; an absent one is zero.
pub(crate) fn sum(amount: &Amount, currency: &str) -> Money {
    let amount = if amount.is_blank() { Amount::default() } else { *amount };
    Money { amount, currency: currency.into() }
}

/// `2026-01-31`.
pub(crate) type IsoDate = String;

/// A date of the wire; `0000-00-00` is nothing.
pub(crate) fn date(date: WireDate) -> Option<IsoDate> {
    date.0.map(|_| date.to_string())
}

/// A time of the wire, in the company's time zone; nothing for `0000-00-00 00:00:00`.
pub(crate) fn moment(moment: WireDateTime) -> Option<String> {
    moment.0.map(|_| moment.to_string().replace(' ', "T"))
}

/// A text of the wire; an empty one is nothing.
pub(crate) fn text(text: &Text) -> Option<String> {
    (!text.0.is_empty()).then(|| text.0.clone())
}

/// The same of a text that is short.
pub(crate) fn word(text: Short) -> Option<Short> {
    (!text.is_empty()).then_some(text)
}

/// An id that is always there.
pub(crate) fn key(number: i64) -> u64 {
    u64::try_from(number).unwrap_or(0)
}

/// An amount that the wire prints for people, such as `$8.00 USD`.
pub(crate) fn printed(text: &Text, currency: &str) -> Option<Money> {
    let digits: String = text
        .chars()
        .skip_while(|c| !c.is_ascii_digit() && *c != '-')
        .take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',' | '-'))
        .collect();
    let digits = ungrouped(digits.trim_end_matches(['.', ',']));
    Amount::parse(&digits).ok().and_then(|amount| money(&amount, currency))
}

/// A printed number without what groups its digits. A currency may be printed as `1.234,50`: what
/// stands last parts the decimals, but for a comma before three digits.
fn ungrouped(digits: &str) -> String {
    let point = match (digits.rfind('.'), digits.rfind(',')) {
        (Some(dot), Some(comma)) => Some(dot.max(comma)),
        (Some(dot), None) => Some(dot),
        (None, Some(comma)) => Some(comma).filter(|comma| digits.len() - comma != 4),
        (None, None) => None,
    };
    let each = digits.char_indices().filter_map(|(at, c)| match c {
        '.' | ',' if Some(at) == point => Some('.'),
        '.' | ',' => None,
        other => Some(other),
    });
    each.collect()
}

#[cfg(test)]
mod tests {
    use super::{Amount, IsoDay, WireDate, date, printed};

    #[test]
    fn printed_amounts_are_found() {
        for (text, expected) in [
            ("8.00", Some("8.00")),
            ("$8.00 USD", Some("8.00")),
            ("$1,234.50 USD", Some("1234.50")),
            ("1.234,50 €", Some("1234.50")),
            ("12,50 €", Some("12.50")),
            ("1,234", Some("1234")),
            ("$-19.51", Some("-19.51")),
            ("-3.00", Some("-3.00")),
            ("¥500", Some("500")),
            ("Free", None),
            ("", None),
        ] {
            let found = printed(&text.into(), "USD").map(|money| money.amount);
            assert_eq!(found.as_ref().map(Amount::as_str), expected, "{text}");
        }
    }

    #[test]
    fn days_are_written_as_they_are_said() {
        for text in ["2026-01-31", "0000-00-00"] {
            let day = WireDate(text.parse().ok());
            let written = serde_json::json!(IsoDay(day));
            assert_eq!(written, serde_json::json!(date(day)), "{text}");
        }
    }
}
