//! One tolerant reader for everything PHP may send where a single value is meant.

use std::borrow::Cow;
use std::fmt;

use serde::{
    Deserializer,
    de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

/// A single value of any JSON type; empty lists and objects count as nothing.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Loose<'a> {
    Nothing,
    Bool(bool),
    Int(i64),
    Float(f64),
    Text(Cow<'a, str>),
}

/// Reads a single value and makes something of it; what is not possible is an error at its place.
pub(super) fn read<'de, T, D: Deserializer<'de>>(
    deserializer: D,
    make: impl FnOnce(Loose<'_>) -> Result<T, String>,
) -> Result<T, D::Error> {
    deserializer.deserialize_any(LooseVisitor(make))
}

/// Reads a single value as text; nothing is the empty text, PHP's true is `1`.
pub(super) fn text<'de, D: Deserializer<'de>>(deserializer: D) -> Result<String, D::Error> {
    read(deserializer, |value| Ok(value.into_text().into_owned()))
}

impl<'a> Loose<'a> {
    pub(super) fn into_text(self) -> Cow<'a, str> {
        match self {
            Self::Nothing | Self::Bool(false) => Cow::Borrowed(""),
            Self::Bool(true) => Cow::Borrowed("1"),
            Self::Int(number) => number.to_string().into(),
            Self::Float(number) => number.to_string().into(),
            Self::Text(text) => text,
        }
    }
}

struct LooseVisitor<F>(F);

impl<'de, T, F: FnOnce(Loose<'_>) -> Result<T, String>> Visitor<'de> for LooseVisitor<F> {
    type Value = T;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a single value")
    }

    fn visit_unit<E: de::Error>(self) -> Result<T, E> {
        (self.0)(Loose::Nothing).map_err(E::custom)
    }

    fn visit_none<E: de::Error>(self) -> Result<T, E> {
        self.visit_unit()
    }

    fn visit_some<D: Deserializer<'de>>(self, deserializer: D) -> Result<T, D::Error> {
        deserializer.deserialize_any(self)
    }

    fn visit_bool<E: de::Error>(self, value: bool) -> Result<T, E> {
        (self.0)(Loose::Bool(value)).map_err(E::custom)
    }

    fn visit_i64<E: de::Error>(self, value: i64) -> Result<T, E> {
        (self.0)(Loose::Int(value)).map_err(E::custom)
    }

    fn visit_u64<E: de::Error>(self, value: u64) -> Result<T, E> {
        let value =
            i64::try_from(value).map_or_else(|_| Loose::Text(value.to_string().into()), Loose::Int);
        (self.0)(value).map_err(E::custom)
    }

    fn visit_f64<E: de::Error>(self, value: f64) -> Result<T, E> {
        (self.0)(Loose::Float(value)).map_err(E::custom)
    }

    fn visit_str<E: de::Error>(self, value: &str) -> Result<T, E> {
        (self.0)(Loose::Text(value.into())).map_err(E::custom)
    }

    fn visit_string<E: de::Error>(self, value: String) -> Result<T, E> {
        (self.0)(Loose::Text(value.into())).map_err(E::custom)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<T, A::Error> {
        match seq.next_element::<IgnoredAny>()? {
            None => self.visit_unit(),
            Some(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<T, A::Error> {
        match map.next_key::<IgnoredAny>()? {
            None => self.visit_unit(),
            Some(_) => Err(de::Error::invalid_type(de::Unexpected::Map, &self)),
        }
    }
}
