//! Words that inputs have in common, each read once, and described as strictly as it is read.

use std::borrow::Cow;
use std::collections::BTreeMap;

use model::people::country::Country;
use protocol::wire::{Amount, Keyed, Scalar, WireDate};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};

use super::problem::Problem;

/// One e-mail address, as `model::people::email` sees them, but for the lengths of their parts.
pub(super) const EMAIL: &str = concat!(
    r#"^[^\s\u0000-\u001f\u007f-\u009f@,;:<>()\[\]\\".]+"#,
    r#"(\.[^\s\u0000-\u001f\u007f-\u009f@,;:<>()\[\]\\".]+)*@"#,
    // Letters of hosts: those of Latin, Greek, Cyrillic, Chinese, Japanese and Korean.
    r"([A-Za-z0-9\u00e0-\u00f6\u00f8-\u024f\u03b1-\u03c9\u0430-\u045f\u3041-\u3096\u4e00-\u9fa5",
    r"\uac00-\ud7a3]+(-+[A-Za-z0-9\u00e0-\u00f6\u00f8-\u024f\u03b1-\u03c9\u0430-\u045f",
    r"\u3041-\u3096\u4e00-\u9fa5\uac00-\ud7a3]+)*\.)+[A-Za-z0-9]([A-Za-z0-9-]*[A-Za-z0-9])?$",
);
/// A text with something to read in it.
pub(super) const NAME: &str = r"\S";
/// Where a page of a list begins.
pub(super) const CURSOR: &str = r"^[0-9a-f]{1,15}$";
/// The code of a currency (ISO 4217).
pub(super) const CURRENCY: &str = r"^[A-Z]{3}$";
/// Bytes in base64 with its padding (RFC 4648, 4).
pub(super) const BASE64_TEXT: &str =
    r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
/// An address of the web.
pub(super) const WEB_ADDRESS: &str = r"^https?://[!-~]+$";
/// A decimal number that is not negative.
pub(super) const AMOUNT: &str = r"^[0-9]{1,12}(\.[0-9]{1,4})?$";
/// A decimal number above zero.
pub(super) const POSITIVE: &str = r"^([1-9][0-9]{0,11}(\.[0-9]{1,2})?|0\.(0[1-9]|[1-9][0-9]?))$";

/// The days that a request may speak of, exactly: a leap year's last of February among them.
/// `format: date` stands for ten thousand years, and whoever makes samples of it finds few of ours.
const DAY: &str = concat!(
    r"^((19|20|21)[0-9]{2}-((0[13578]|1[02])-(0[1-9]|[12][0-9]|3[01])|(0[469]|11)-(0[1-9]|",
    r"[12][0-9]|30)|02-(0[1-9]|1[0-9]|2[0-8]))|((19|20|21)(0[48]|[2468][048]|[13579][26])|2000)",
    r"-02-29)$",
);

/// `2026-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(WireDate);

impl Day {
    /// As the wire takes it.
    pub(super) fn wire(self) -> WireDate {
        self.0
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let day = WireDate::read_text(&text).map_err(D::Error::custom)?;
        let exact = day.0.is_some() && day.to_string() == text;
        exact.then_some(Self(day)).ok_or_else(|| D::Error::custom("must be such as 2026-01-31"))
    }
}

impl JsonSchema for Day {
    fn schema_name() -> Cow<'static, str> {
        "Day".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": DAY,
            "description": "A day, such as 2026-01-31, of the years 1900 to 2199.",
        })
    }
}

/// An amount that a list is limited to, such as `15.95`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Limit(Amount);

impl Limit {
    /// As the wire takes it.
    pub(super) fn wire(self) -> Amount {
        self.0
    }
}

impl<'de> Deserialize<'de> for Limit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Amount::parse(&text).map(Self).map_err(D::Error::custom)
    }
}

impl JsonSchema for Limit {
    fn schema_name() -> Cow<'static, str> {
        "Limit".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({
            "type": "string",
            "pattern": AMOUNT,
            "description": "A decimal number, such as 15.95.",
        })
    }
}

/// Two letters, ISO 3166-1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct CountryCode(&'static str);

impl CountryCode {
    /// As the wire takes it.
    pub(super) fn wire(self) -> String {
        self.0.to_owned()
    }
}

impl<'de> Deserialize<'de> for CountryCode {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let found = Country::of(&text).filter(|country| country.code == text);
        found
            .map(|country| Self(country.code))
            .ok_or_else(|| D::Error::custom("must be two letters of ISO 3166-1"))
    }
}

impl JsonSchema for CountryCode {
    fn schema_name() -> Cow<'static, str> {
        "CountryCode".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let codes: Vec<&str> = Country::all().map(|country| country.code).collect();
        json_schema!({ "type": "string", "description": "ISO 3166-1, two letters.", "enum": codes })
    }
}

/// Keys of a JSON object are texts; these must be ids.
pub(super) fn keyed<T, U>(
    by_text: &BTreeMap<String, T>,
    pointer: &str,
    each: impl Fn(&T) -> U,
) -> Result<Keyed<U, u64>, Problem> {
    let entry = |(key, value): (&String, &T)| match key.parse::<u64>() {
        Ok(id) if id > 0 => Ok((id, each(value))),
        _ => Err(Problem::invalid(format!("{pointer}/{key}"), "the name must be an id")),
    };
    by_text.iter().map(entry).collect()
}

#[cfg(test)]
mod tests {
    use super::{AMOUNT, CountryCode, DAY, Day, EMAIL, POSITIVE};
    use regex::Regex;
    use serde_json::json;

    #[test]
    fn words_are_read_as_they_are_described() {
        for (pattern, text, expected) in [
            (EMAIL, "a@example.com", true),
            (EMAIL, "o'brien+tag@sub.example.co", true),
            (EMAIL, "josé@exämple.de", true),
            (EMAIL, "a@localhost", false),
            (EMAIL, "a..b@example.com", false),
            (EMAIL, ".a@example.com", false),
            (EMAIL, "a b@example.com", false),
            (EMAIL, "a@-example.com", false),
            (AMOUNT, "0", true),
            (AMOUNT, "1.25", true),
            (AMOUNT, "-1", false),
            (AMOUNT, "1.", false),
            (POSITIVE, "0.01", true),
            (POSITIVE, "10", true),
            (POSITIVE, "0", false),
            (POSITIVE, "0.00", false),
        ] {
            assert_eq!(Regex::new(pattern).unwrap().is_match(text), expected, "{text}");
        }
        for (text, expected) in [("DE", true), ("de", false), ("ZZ", false), ("", false)] {
            let read = serde_json::from_value::<CountryCode>(json!(text));
            assert_eq!(read.is_ok(), expected, "{text}");
        }
    }

    #[test]
    fn days_are_read_as_they_are_described() {
        let pattern = Regex::new(DAY).unwrap();
        for year in [0, 1582, 1899, 1900, 1904, 2000, 2026, 2096, 2100, 2199, 2200, 9999] {
            for (month, day) in (0..=13).flat_map(|month| (0..=32).map(move |day| (month, day))) {
                let text = format!("{year:04}-{month:02}-{day:02}");
                let known = jiff::civil::Date::new(year, month, day).is_ok();
                let expected = known && (1900..=2199).contains(&year);
                assert_eq!(pattern.is_match(&text), expected, "{text}");
                assert_eq!(serde_json::from_value::<Day>(json!(text)).is_ok(), expected, "{text}");
            }
        }
        for text in ["2026-1-31", "20260131", "31.01.2026", " 2026-01-31", "2026-01-31 09:00", ""] {
            assert!(!pattern.is_match(text), "{text}");
            assert!(serde_json::from_value::<Day>(json!(text)).is_err(), "{text}");
        }
    }
}
