//! Lists in answers: always sent as arrays, read from whatever PHP made of them (quirks 5).

use std::{fmt, marker::PhantomData, ops::Deref};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, DeserializeOwned, MapAccess, SeqAccess, Visitor, value},
};
use serde_json::{Map, Value};

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

impl<'de, T: DeserializeOwned + Answer> Deserialize<'de> for Many<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(ManyVisitor(PhantomData))
    }
}

struct ManyVisitor<T>(PhantomData<T>);

impl<'de, T: DeserializeOwned + Answer> Visitor<'de> for ManyVisitor<T> {
    type Value = Many<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("a list")
    }

    fn visit_unit<E>(self) -> Result<Many<T>, E> {
        Ok(Many(Vec::new()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Many<T>, E> {
        match text {
            "" => Ok(Many(Vec::new())),
            _ => again(vec![Value::from(text)]),
        }
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Many<T>, A::Error> {
        let mut rows = Vec::new();
        while let Some(row) = seq.next_element::<Row<T>>()? {
            rows.extend(row.0);
        }
        Ok(Many(rows))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Many<T>, A::Error> {
        again(elements(Map::deserialize(value::MapAccessDeserializer::new(map))?))
    }
}

/// What an object holds that stands where a list should: numbered elements, or is the only one.
fn elements(map: Map<String, Value>) -> Vec<Value> {
    match map.keys().next() {
        None => Vec::new(),
        Some(key) if key.parse::<u64>().is_ok() => map.into_iter().map(|(_, row)| row).collect(),
        Some(_) => vec![Value::Object(map)],
    }
}

/// Reads rows of an unusual list from text once more: so the code that reads a row is there once,
/// and not again for each form of a list.
fn again<T: DeserializeOwned + Answer, E: de::Error>(elements: Vec<Value>) -> Result<Many<T>, E> {
    let mut rows = Vec::new();
    for element in elements {
        let text = element.to_string();
        match Row::<T>::deserialize(&mut serde_json::Deserializer::from_str(&text)) {
            Ok(row) => rows.extend(row.0),
            Err(error) => return Err(E::custom(without_place(&error))),
        }
    }
    Ok(Many(rows))
}

/// What is wrong, without the place in a text that nobody sees.
fn without_place(error: &serde_json::Error) -> String {
    let said = error.to_string();
    said.rfind(" at line ").map_or_else(|| said.clone(), |end| said[..end].to_owned())
}

/// One element of a list; the `[[]]` of an empty attachment list holds none.
struct Row<T>(Option<T>);

impl<'de, T: Deserialize<'de> + Answer> Deserialize<'de> for Row<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        if T::IS_OBJECT {
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
            const IS_OBJECT: bool = true;
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
        for (json, why) in [
            (r#""x""#, "invalid type: string \"x\", expected an object at line 1 column 3"),
            (r#"{"invoice":"x"}"#, "invalid type: string \"x\", expected an object"),
            (r#"{"invoice":{"id":"x"}}"#, "a whole number is expected, not \"x\""),
        ] {
            let said = serde_json::from_str::<Wrap<Invoices>>(json).unwrap_err().to_string();
            assert!(said.starts_with(why), "{said} for {json}");
            assert_eq!(said.matches(" at line ").count(), 1, "{said} for {json}");
        }
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
