//! Values of answers whose form is not ours to fix: free trees, JSON inside a text, `status`.

use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use serde_json::Value;

use super::Text;
use crate::Answer;

/// Any JSON value, kept as it is; where even the vendor's pages show only dots.
#[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct Tree(pub Value);

/// JSON inside a JSON string, as `DomainGetWhoisInfo` sends contacts; an object is read too.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct JsonText(pub String);

/// The key that is always `success`, beside or instead of `result` (quirk 2.13).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Success;

impl<'de> Deserialize<'de> for JsonText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Ok(match Value::deserialize(deserializer)? {
            Value::Null => Self::default(),
            Value::String(text) => Self(text),
            other => Self(other.to_string()),
        })
    }
}

impl Serialize for Success {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str("success")
    }
}

impl<'de> Deserialize<'de> for Success {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let said = Text::deserialize(deserializer)?;
        if said.is_empty() || said.eq_ignore_ascii_case("success") {
            return Ok(Self);
        }
        Err(de::Error::invalid_value(de::Unexpected::Str(&said), &"success"))
    }
}

impl Answer for Tree {
    const KIND: &'static str = "any";
}

impl Answer for JsonText {
    const KIND: &'static str = "JSON in text";
}

impl Answer for Success {
    const KIND: &'static str = "\"success\"";
}

impl From<Value> for Tree {
    fn from(value: Value) -> Self {
        Self(value)
    }
}

impl From<Value> for JsonText {
    fn from(value: Value) -> Self {
        Self(value.to_string())
    }
}

impl From<String> for JsonText {
    fn from(text: String) -> Self {
        Self(text)
    }
}

#[cfg(test)]
mod tests {
    use super::{JsonText, Success};

    #[test]
    fn json_in_text() {
        for (json, expect) in
            [(r#""{\"a\":1}""#, r#"{"a":1}"#), (r#"{"a":1}"#, r#"{"a":1}"#), ("null", "")]
        {
            assert_eq!(serde_json::from_str::<JsonText>(json).unwrap().0, expect, "for {json}");
        }
    }

    #[test]
    fn success_is_all_it_says() {
        assert!(serde_json::from_str::<Success>(r#""error""#).is_err());
        assert_eq!(serde_json::to_string(&Success).unwrap(), r#""success""#);
    }
}
