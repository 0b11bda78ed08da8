//! A field of a change (RFC 7396): absent keeps what is there, null empties it.

use std::borrow::Cow;

use protocol::wire::List;
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{Deserialize, Deserializer};

/// What becomes of a field that can be empty.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) enum Patch<T> {
    /// It stays as it is.
    #[default]
    Keep,
    /// Nothing any more.
    Clear,
    /// This from now on.
    To(T),
}

impl<T> Patch<T> {
    /// The same with another value.
    pub(super) fn map<U>(self, each: impl FnOnce(T) -> U) -> Patch<U> {
        match self {
            Self::Keep => Patch::Keep,
            Self::Clear => Patch::Clear,
            Self::To(value) => Patch::To(each(value)),
        }
    }
}

impl Patch<String> {
    /// The text from now on, empty for none; nothing where it stays.
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Keep => None,
            Self::Clear => Some(String::new()),
            Self::To(text) => Some(text),
        }
    }

    /// Whether it is to be empty.
    pub(super) fn empties(&self) -> bool {
        match self {
            Self::Keep => false,
            Self::Clear => true,
            Self::To(text) => text.trim().is_empty(),
        }
    }
}

/// The names on the wire of what is to be empty: another Hostler takes an empty parameter for an
/// absent one, so such fields are named too.
pub(super) fn emptied<const N: usize>(fields: [(&str, &Patch<String>); N]) -> List<String> {
    let empty = fields.into_iter().filter(|(_, change)| change.empties());
    empty.map(|(name, _)| name.to_owned()).collect::<Vec<_>>().into()
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Patch<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let read = Option::<T>::deserialize(deserializer)?;
        Ok(read.map_or(Self::Clear, Self::To))
    }
}

impl<T: JsonSchema> JsonSchema for Patch<T> {
    fn schema_name() -> Cow<'static, str> {
        Option::<T>::schema_name()
    }

    fn inline_schema() -> bool {
        Option::<T>::inline_schema()
    }

    fn schema_id() -> Cow<'static, str> {
        Option::<T>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        Option::<T>::json_schema(generator)
    }
}

/// A field that may be left out but cannot be empty: null is no value of it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Given<T>(pub(super) Option<T>);

impl<T> Default for Given<T> {
    fn default() -> Self {
        Self(None)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Given<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        T::deserialize(deserializer).map(|value| Self(Some(value)))
    }
}

impl<T: JsonSchema> JsonSchema for Given<T> {
    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

#[cfg(test)]
mod tests {
    use super::{Given, Patch};
    use serde::Deserialize;

    #[derive(Debug, PartialEq, Deserialize)]
    struct Change {
        #[serde(default)]
        city: Patch<String>,
        #[serde(default)]
        name: Given<String>,
    }

    #[test]
    fn absent_null_and_a_value_are_three_things() {
        let read = |text: &str| serde_json::from_str::<Change>(text).ok();
        let of = |city, name: Option<&str>| {
            let name = Given(name.map(str::to_owned));
            Some(Change { city, name })
        };
        for (text, expected) in [
            ("{}", of(Patch::Keep, None)),
            (r#"{"city":null}"#, of(Patch::Clear, None)),
            (r#"{"city":"","name":"a"}"#, of(Patch::To(String::new()), Some("a"))),
            (r#"{"city":"Town"}"#, of(Patch::To("Town".to_owned()), None)),
            (r#"{"city":1}"#, None),
            (r#"{"name":null}"#, None),
        ] {
            assert_eq!(read(text), expected, "{text}");
        }
        for (city, empties, text) in [
            (Patch::Keep, false, None),
            (Patch::Clear, true, Some("")),
            (Patch::To(" ".to_owned()), true, Some(" ")),
            (Patch::To("Town".to_owned()), false, Some("Town")),
        ] {
            assert_eq!((city.empties(), city.text().as_deref()), (empties, text));
        }
    }
}
