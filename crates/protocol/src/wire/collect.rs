//! Lists in answers: always sent as arrays, read from whatever PHP made of them (quirks 5).

use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeSeed, IntoDeserializer, MapAccess, SeqAccess, Visitor, value},
};

use crate::{Answer, FieldInfo};

/// A JSON array; `""`, `null`, `{}`, one object or numbered keys are read as one too.
#[derive(Debug, Clone, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Many<T>(pub Vec<T>);

/// An object around one list, `{"invoice":[…]}`; `""`, `[]` and `null` are read as the empty one.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
#[serde(transparent)]
pub struct Wrap<S>(pub S);

/// The same, but sent as `""` when the list is empty (`GetInvoice.transactions`).
#[derive(Debug, Clone, Default, PartialEq)]
pub struct EmptyOrWrap<S>(pub S);

/// A struct whose only field is a list; derived by `Answer`.
pub trait Rows {
    /// What the list holds.
    type Row;
    /// Wraps the rows.
    fn from_rows(rows: Vec<Self::Row>) -> Self;
    /// The rows inside.
    fn rows(&self) -> &[Self::Row];
}

impl<'de, T: Deserialize<'de> + Answer> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de> + Answer> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Many<T>, E> {
        Ok(Many(Vec::new()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Many<T>, E> {
        if text.is_empty() {
            return Ok(Many(Vec::new()));
        }
        T::deserialize(text.into_deserializer()).map(|only| Many(vec![only]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Many<T>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = seq.next_element::<Row<T>>()? {
            rows.extend(row.0);
        }
        Ok(Many(rows))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Many<T>, A::Error> {
        let Some(first) = map.next_key::<String>()? else { return Ok(Many(Vec::new())) };
        if first.parse::<u64>().is_err() {
            let only = Replay { first: Some(first), rest: map };
            let only = T::deserialize(value::MapAccessDeserializer::new(only))?;
            return Ok(Many(vec![only]));
        }
        let mut rows = vec![map.next_value()?];
        while let Some((_, row)) = map.next_entry::<String, T>()? {
            rows.push(row);
        }
        Ok(Many(rows))
    }
}

/// One element of a list; the `[[]]` of an empty attachment list holds none.
struct Row<T>(Option<T>);

impl<'de, T: Deserialize<'de> + Answer> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if T::KIND == "object" {
            deserializer.deserialize_any(RowVisitor(PhantomData))
        } else {
            T::deserialize(deserializer).map(|row| Self(Some(row)))
        }
    }
}

struct RowVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for RowVisitor<T> {
    type Value = Row<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<Row<T>, E> {
        Ok(Row(None))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Row<T>, E> {
        match text {
            "" => Ok(Row(None)),
            _ => Err(de::Error::invalid_type(de::Unexpected::Str(text), &self)),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Row<T>, A::Error> {
        match seq.next_element::<de::IgnoredAny>()? {
            None => Ok(Row(None)),
            Some(_) => Err(de::Error::invalid_type(de::Unexpected::Seq, &self)),
        }
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Row<T>, A::Error> {
        T::deserialize(value::MapAccessDeserializer::new(map)).map(|row| Row(Some(row)))
    }
}

/// A map whose first key was already read.
struct Replay<A> {
    first: Option<String>,
    rest: A,
}

impl<'de, A: MapAccess<'de>> MapAccess<'de> for Replay<A> {
    type Error = A::Error;

    fn next_key_seed<K: DeserializeSeed<'de>>(
        &mut self,
        seed: K,
    ) -> Result<Option<K::Value>, A::Error> {
        match self.first.take() {
            Some(key) => seed.deserialize(key.into_deserializer()).map(Some),
            None => self.rest.next_key_seed(seed),
        }
    }

    fn next_value_seed<V: DeserializeSeed<'de>>(&mut self, seed: V) -> Result<V::Value, A::Error> {
        self.rest.next_value_seed(seed)
    }
}

impl<'de, S: Deserialize<'de> + Default> Deserialize<'de> for Wrap<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let visitor = RowVisitor(PhantomData);
        deserializer.deserialize_any(visitor).map(|row: Row<S>| Self(row.0.unwrap_or_default()))
    }
}

impl<'de, S: Deserialize<'de> + Default> Deserialize<'de> for EmptyOrWrap<S> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Wrap::deserialize(deserializer).map(|wrap| Self(wrap.0))
    }
}

impl<S: Serialize + Rows> Serialize for EmptyOrWrap<S> {
    fn serialize<W: Serializer>(&self, serializer: W) -> Result<W::Ok, W::Error> {
        if self.0.rows().is_empty() {
            serializer.serialize_str("")
        } else {
            self.0.serialize(serializer)
        }
    }
}

impl<T: Answer> Answer for Many<T> {
    const KIND: &'static str = "list";
    const FIELDS: &'static [FieldInfo] = T::FIELDS;
}

impl<T> Default for Many<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> Deref for Many<T> {
    type Target = Vec<T>;

    fn deref(&self) -> &Vec<T> {
        &self.0
    }
}

impl<T> From<Vec<T>> for Many<T> {
    fn from(rows: Vec<T>) -> Self {
        Self(rows)
    }
}

impl<T> FromIterator<T> for Many<T> {
    fn from_iter<I: IntoIterator<Item = T>>(rows: I) -> Self {
        Self(rows.into_iter().collect())
    }
}

impl<T> IntoIterator for Many<T> {
    type Item = T;
    type IntoIter = std::vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.0.into_iter()
    }
}

macro_rules! wrapper {
    ($name:ident) => {
        impl<S: Answer> Answer for $name<S> {
            const KIND: &'static str = "object";
            const FIELDS: &'static [FieldInfo] = S::FIELDS;
        }

        impl<S> Deref for $name<S> {
            type Target = S;

            fn deref(&self) -> &S {
                &self.0
            }
        }

        impl<S> From<S> for $name<S> {
            fn from(inner: S) -> Self {
                Self(inner)
            }
        }

        impl<S: Rows> FromIterator<S::Row> for $name<S> {
            fn from_iter<I: IntoIterator<Item = S::Row>>(rows: I) -> Self {
                Self(S::from_rows(rows.into_iter().collect()))
            }
        }
    };
}

wrapper!(Wrap);
wrapper!(EmptyOrWrap);

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{EmptyOrWrap, Many, Wrap};
    use crate::wire::{Num, Text};

    #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, derive::Answer)]
    #[serde(default)]
    struct Invoices {
        invoice: Many<Invoice>,
    }

    #[derive(Debug, Clone, Default, PartialEq, Serialize, Deserialize, derive::Answer)]
    #[serde(default)]
    struct Invoice {
        id: Num,
    }

    #[test]
    fn lists_in_every_shape() {
        for (json, expect) in [
            (r#"{"invoice":[{"id":1},{"id":2}]}"#, &[1, 2][..]),
            (r#"{"invoice":{"id":1}}"#, &[1]),
            (r#"{"invoice":{"0":{"id":1},"7":{"id":2}}}"#, &[1, 2]),
            (r#"{"invoice":[]}"#, &[]),
            (r#"{"invoice":[[]]}"#, &[]),
            (r#"{"invoice":""}"#, &[]),
            (r#"{"invoice":{}}"#, &[]),
            (r#"{"invoice":null}"#, &[]),
            ("{}", &[]),
            ("[]", &[]),
            (r#""""#, &[]),
            ("null", &[]),
        ] {
            let wrap: Wrap<Invoices> = serde_json::from_str(json).unwrap();
            let ids: Vec<i64> = wrap.invoice.iter().map(|invoice| invoice.id.0).collect();
            assert_eq!(ids, expect, "for {json}");
            let wrap: EmptyOrWrap<Invoices> = serde_json::from_str(json).unwrap();
            assert_eq!(wrap.invoice.len(), expect.len(), "for {json}");
        }
        assert!(serde_json::from_str::<Wrap<Invoices>>(r#""x""#).is_err());
    }

    #[test]
    fn scalars_stay_elements() {
        for (json, expect) in [(r#"["a",""]"#, &["a", ""][..]), (r#""a""#, &["a"]), ("[]", &[])] {
            let many: Many<Text> = serde_json::from_str(json).unwrap();
            assert_eq!(many.0, expect, "for {json}");
        }
    }

    #[test]
    fn always_sent_as_arrays() {
        let rows = |count: i64| (1..=count).map(|id| Invoice { id: id.into() });
        let wrap: Wrap<Invoices> = rows(1).collect();
        assert_eq!(serde_json::to_string(&wrap).unwrap(), r#"{"invoice":[{"id":1}]}"#);
        let wrap: Wrap<Invoices> = rows(0).collect();
        assert_eq!(serde_json::to_string(&wrap).unwrap(), r#"{"invoice":[]}"#);
        let wrap: EmptyOrWrap<Invoices> = rows(0).collect();
        assert_eq!(serde_json::to_string(&wrap).unwrap(), r#""""#);
    }
}
