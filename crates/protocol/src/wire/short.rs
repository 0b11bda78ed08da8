//! A text that is mostly short: lists hold thousands of numbers, words and codes.

use std::{fmt, ops::Deref};

use arrayvec::ArrayString;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::loose;

/// What most numbers of invoices, words and codes have (bytes).
const BYTES: usize = 22;

/// A text, held in place when it is short; read as [`Text`](super::Text) is.
#[derive(Clone)]
pub struct Short(Held);

#[derive(Clone)]
enum Held {
    Here(ArrayString<BYTES>),
    Elsewhere(Box<str>),
}

impl Deref for Short {
    type Target = str;

    fn deref(&self) -> &str {
        match &self.0 {
            Held::Here(text) => text,
            Held::Elsewhere(text) => text,
        }
    }
}

impl From<&str> for Short {
    fn from(text: &str) -> Self {
        let here = ArrayString::from(text).map(Held::Here);
        Self(here.unwrap_or_else(|_| Held::Elsewhere(text.into())))
    }
}

impl From<String> for Short {
    fn from(text: String) -> Self {
        let here = ArrayString::from(&text).map(Held::Here).ok();
        Self(here.unwrap_or_else(|| Held::Elsewhere(text.into())))
    }
}

impl Default for Short {
    fn default() -> Self {
        Self(Held::Here(ArrayString::new()))
    }
}

impl PartialEq for Short {
    fn eq(&self, other: &Self) -> bool {
        **self == **other
    }
}

impl Eq for Short {}

impl PartialEq<&str> for Short {
    fn eq(&self, other: &&str) -> bool {
        **self == **other
    }
}

impl fmt::Debug for Short {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Debug::fmt(&**self, out)
    }
}

impl fmt::Display for Short {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(&**self, out)
    }
}

impl Serialize for Short {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self)
    }
}

impl<'de> Deserialize<'de> for Short {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        loose::read(deserializer, |value| Ok(Self::from(&*value.into_text())))
    }
}

#[cfg(test)]
mod tests {
    use super::Short;
    use crate::wire::Text;

    #[test]
    fn it_is_read_and_written_as_any_text() {
        let long = "x".repeat(super::BYTES + 1);
        let quoted = format!("\"{long}\"");
        for json in [r#""a""#, r#""""#, "44", "1.5", "null", "false", "true", "[]", &quoted] {
            let short: Short = serde_json::from_str(json).unwrap();
            let text: Text = serde_json::from_str(json).unwrap();
            assert_eq!(*short, *text, "for {json}");
            assert_eq!(Short::from(text.0.clone()), short, "for {json}");
            let written = serde_json::to_string(&short).unwrap();
            assert_eq!(written, serde_json::to_string(&text).unwrap(), "for {json}");
        }
        assert_eq!(Short::default(), "");
        assert!(serde_json::from_str::<Short>("[1]").is_err());
    }
}
