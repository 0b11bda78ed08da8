//! Words that inputs have in common, each read once, and described as strictly as it is read.

use std::borrow::Cow;

use jiff::civil::Date;
use model::people::country::Country;
use protocol::wire::WireDate;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Deserialize, Deserializer, Error};

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
/// Bytes in base64 with its padding (RFC 4648, 4).
pub(super) const BASE64_TEXT: &str =
    r"^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$";
/// An address of the web.
pub(super) const WEB_ADDRESS: &str = r"^https?://[!-~]+$";
/// A decimal number that is not negative.
pub(super) const AMOUNT: &str = r"^[0-9]{1,12}(\.[0-9]{1,4})?$";
/// A decimal number above zero.
pub(super) const POSITIVE: &str = r"^([1-9][0-9]{0,11}(\.[0-9]{1,2})?|0\.(0[1-9]|[1-9][0-9]?))$";

/// `2026-01-31`.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Day(Date);

impl Day {
    /// As the wire takes it.
    pub(super) fn wire(self) -> WireDate {
        WireDate(Some(self.0))
    }
}

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let date = text.parse().ok().filter(|date: &Date| date.to_string() == text);
        date.map(Self).ok_or_else(|| D::Error::custom("must be such as 2026-01-31"))
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
        json_schema!({ "type": "string", "format": "date" })
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

#[cfg(test)]
mod tests {
    use super::{AMOUNT, CountryCode, Day, EMAIL, POSITIVE};
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
        for (text, expected) in [
            ("2026-01-31", true),
            ("2026-02-30", false),
            ("2026-1-31", false),
            ("0000-00-00", false),
        ] {
            assert_eq!(serde_json::from_value::<Day>(json!(text)).is_ok(), expected, "{text}");
        }
        for (text, expected) in [("DE", true), ("de", false), ("ZZ", false), ("", false)] {
            let read = serde_json::from_value::<CountryCode>(json!(text));
            assert_eq!(read.is_ok(), expected, "{text}");
        }
    }
}
