//! Whole numbers in answers: as a number or as text, whichever strict clients need (quirks 4).

use std::fmt;

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::loose::{self, Loose};
use crate::Answer;

/// A whole number sent as a JSON number.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Num(pub i64);

/// A whole number sent as a JSON string.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct NumText(pub i64);

/// Reads a whole number from whatever stands for one; nothing is 0, as in PHP.
fn read<'de, D: Deserializer<'de>>(deserializer: D) -> Result<i64, D::Error> {
    let whole = |text: &str| text.strip_suffix(".00").unwrap_or(text).parse::<i64>().ok();
    loose::read(deserializer, |value| {
        let number = match &value {
            Loose::Nothing => Some(0),
            Loose::Bool(value) => Some(i64::from(*value)),
            Loose::Int(number) => Some(*number),
            Loose::Float(number) => whole(&number.to_string()),
            Loose::Text(text) if text.trim().is_empty() => Some(0),
            Loose::Text(text) => whole(text.trim()),
        };
        number.ok_or_else(|| format!("a whole number is expected, not {:?}", value.into_text()))
    })
}

macro_rules! number {
    ($name:ident, $kind:literal) => {
        impl $name {
            /// The number as an id; `None` for 0 and below.
            pub fn id(self) -> Option<u64> {
                u64::try_from(self.0).ok().filter(|id| *id > 0)
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                read(deserializer).map(Self)
            }
        }

        impl Answer for $name {
            const KIND: &'static str = $kind;
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                self.0.fmt(out)
            }
        }

        impl From<$name> for i64 {
            fn from(number: $name) -> Self {
                number.0
            }
        }

        number!(from $name: i64 i32 u32 u16 u8);
        number!(clamped $name: u64 usize);
    };
    (from $name:ident: $($whole:ty)*) => {$(
        impl From<$whole> for $name {
            fn from(number: $whole) -> Self {
                Self(i64::from(number))
            }
        }
    )*};
    (clamped $name:ident: $($whole:ty)*) => {$(
        impl From<$whole> for $name {
            fn from(number: $whole) -> Self {
                Self(i64::try_from(number).unwrap_or(i64::MAX))
            }
        }
    )*};
}

number!(Num, "number");
number!(NumText, "number as text");

impl Serialize for Num {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_i64(self.0)
    }
}

impl Serialize for NumText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::{Num, NumText};

    #[test]
    fn reads_every_spelling_and_writes_one() {
        for (json, expect) in [
            ("7", Some(7)),
            (r#""7""#, Some(7)),
            (r#"" 7 ""#, Some(7)),
            ("7.0", Some(7)),
            (r#""7.00""#, Some(7)),
            ("null", Some(0)),
            (r#""""#, Some(0)),
            ("[]", Some(0)),
            ("{}", Some(0)),
            ("true", Some(1)),
            ("-1", Some(-1)),
            ("7.5", None),
            (r#""x""#, None),
            ("[1]", None),
        ] {
            let number = serde_json::from_str::<Num>(json).ok();
            assert_eq!(number.map(i64::from), expect, "for {json}");
            let number = serde_json::from_str::<NumText>(json).ok();
            assert_eq!(number.map(i64::from), expect, "for {json}");
        }
        assert_eq!(serde_json::to_string(&Num(12)).unwrap(), "12");
        assert_eq!(serde_json::to_string(&NumText(12)).unwrap(), r#""12""#);
        assert_eq!(Num::from(u64::MAX).0, i64::MAX);
        assert_eq!((Num(0).id(), Num(3).id()), (None, Some(3)));
    }
}
