//! Text in answers.

use std::{fmt, ops::Deref};

use serde::{Deserialize, Deserializer, Serialize};

use super::loose;
use crate::Answer;

/// A JSON string; numbers, booleans and null are read as text too.
#[derive(Debug, Clone, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
#[serde(transparent)]
pub struct Text(pub String);

impl<'de> Deserialize<'de> for Text {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        loose::text(deserializer).map(Self)
    }
}

impl Answer for Text {
    const KIND: &'static str = "text";
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for Text {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(out)
    }
}

impl From<&str> for Text {
    fn from(text: &str) -> Self {
        Self(text.to_owned())
    }
}

impl From<String> for Text {
    fn from(text: String) -> Self {
        Self(text)
    }
}

impl From<&String> for Text {
    fn from(text: &String) -> Self {
        Self(text.clone())
    }
}

impl From<Option<String>> for Text {
    fn from(text: Option<String>) -> Self {
        Self(text.unwrap_or_default())
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.0
    }
}

impl PartialEq<&str> for Text {
    fn eq(&self, other: &&str) -> bool {
        self.0 == *other
    }
}

impl PartialEq<str> for Text {
    fn eq(&self, other: &str) -> bool {
        self.0 == other
    }
}

#[cfg(test)]
mod tests {
    use super::Text;

    #[test]
    fn reads_every_single_value() {
        for (json, expect) in [
            (r#""a""#, "a"),
            ("44", "44"),
            ("1.5", "1.5"),
            ("null", ""),
            ("false", ""),
            ("true", "1"),
            ("[]", ""),
            ("18446744073709551615", "18446744073709551615"),
        ] {
            assert_eq!(serde_json::from_str::<Text>(json).unwrap(), *expect, "for {json}");
        }
        assert_eq!(serde_json::to_string(&Text::from("a")).unwrap(), r#""a""#);
    }
}
