//! Objects in answers whose keys are data: currency codes, top-level domains, days.

use std::{fmt, marker::PhantomData};

use serde::{
    Deserialize, Deserializer, Serialize, Serializer,
    de::{self, IgnoredAny, MapAccess, SeqAccess, Visitor},
};

use crate::{Answer, FieldInfo};

/// Values by key, in the order they are sent; `[]`, `""` and `null` are read as none.
#[derive(Debug, Clone, PartialEq)]
pub struct Named<T>(pub Vec<(String, T)>);

impl<T> Named<T> {
    /// The value of a key.
    pub fn get(&self, key: &str) -> Option<&T> {
        self.0.iter().find(|(at, _)| at == key).map(|(_, value)| value)
    }

    /// Keys and values in order.
    pub fn iter(&self) -> impl Iterator<Item = (&str, &T)> {
        self.0.iter().map(|(key, value)| (key.as_str(), value))
    }

    /// Adds a key at the end.
    pub fn push(&mut self, key: impl Into<String>, value: T) {
        self.0.push((key.into(), value));
    }

    /// Whether there are no keys.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Named<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(NamedVisitor(PhantomData))
    }
}

struct NamedVisitor<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for NamedVisitor<T> {
    type Value = Named<T>;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_unit<E>(self) -> Result<Named<T>, E> {
        Ok(Named(Vec::new()))
    }

    fn visit_str<E: de::Error>(self, text: &str) -> Result<Named<T>, E> {
        match text {
            "" => Ok(Named(Vec::new())),
            _ => Err(de::Error::invalid_type(de::Unexpected::Str(text), &self)),
        }
    }

    /// PHP writes an array with the keys 0, 1, 2 as a list.
    fn visit_seq<A: SeqAccess<'de>>(self, mut seq: A) -> Result<Named<T>, A::Error> {
        let mut entries = Vec::new();
        while let Some(value) = seq.next_element()? {
            entries.push((entries.len().to_string(), value));
        }
        Ok(Named(entries))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Named<T>, A::Error> {
        let mut entries = Vec::new();
        while let Some(entry) = map.next_entry()? {
            entries.push(entry);
        }
        Ok(Named(entries))
    }
}

/// The same, but sent as `[]` when empty, as PHP does (`GetOrders`' renewals).
#[derive(Debug, Clone, PartialEq)]
pub struct ListOrNamed<T>(pub Named<T>);

impl<T: Serialize> Serialize for ListOrNamed<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        if self.0.is_empty() {
            return [(); 0].serialize(serializer);
        }
        self.0.serialize(serializer)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for ListOrNamed<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Named::deserialize(deserializer).map(Self)
    }
}

/// Flattened custom fields: `customfields1`, `customfields2`, … beside the other keys.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct FlatCustomFields(pub Vec<(u64, String)>);

const FLAT_PREFIX: &str = "customfields";

impl Serialize for FlatCustomFields {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let entries = self.0.iter();
        serializer.collect_map(entries.map(|(n, value)| (format!("{FLAT_PREFIX}{n}"), value)))
    }
}

impl<'de> Deserialize<'de> for FlatCustomFields {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(FlatVisitor)
    }
}

struct FlatVisitor;

impl<'de> Visitor<'de> for FlatVisitor {
    type Value = FlatCustomFields;

    fn expecting(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("an object")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<FlatCustomFields, A::Error> {
        let mut fields = Vec::new();
        while let Some(key) = map.next_key::<String>()? {
            match key.strip_prefix(FLAT_PREFIX).and_then(|number| number.parse().ok()) {
                Some(number) => fields.push((number, map.next_value::<super::Text>()?.0)),
                None => {
                    map.next_value::<IgnoredAny>()?;
                }
            }
        }
        Ok(FlatCustomFields(fields))
    }
}

impl<T: Answer> Answer for Named<T> {
    const KIND: &'static str = "map";
    const FIELDS: &'static [FieldInfo] = T::FIELDS;
}

impl<T: Answer> Answer for ListOrNamed<T> {
    const KIND: &'static str = "map";
    const FIELDS: &'static [FieldInfo] = T::FIELDS;
}

impl<T> From<Named<T>> for ListOrNamed<T> {
    fn from(entries: Named<T>) -> Self {
        Self(entries)
    }
}

impl Answer for FlatCustomFields {
    const KIND: &'static str = "map";
}

impl<T> Default for ListOrNamed<T> {
    fn default() -> Self {
        Self(Named::default())
    }
}

impl<T> Default for Named<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<(String, T)>> for Named<T> {
    fn from(entries: Vec<(String, T)>) -> Self {
        Self(entries)
    }
}

impl<K: Into<String>, T> FromIterator<(K, T)> for Named<T> {
    fn from_iter<I: IntoIterator<Item = (K, T)>>(entries: I) -> Self {
        Self(entries.into_iter().map(|(key, value)| (key.into(), value)).collect())
    }
}

#[cfg(test)]
mod tests {
    use serde::{Deserialize, Serialize};

    use super::{FlatCustomFields, ListOrNamed, Named};
    use crate::wire::{Num, Text};

    #[test]
    fn keys_keep_their_order() {
        for (json, expect) in [
            (r#"{"USD":1,"EUR":"2"}"#, &[("USD", 1), ("EUR", 2)][..]),
            ("[5,6]", &[("0", 5), ("1", 6)]),
            ("[]", &[]),
            (r#""""#, &[]),
            ("null", &[]),
        ] {
            let map: Named<Num> = serde_json::from_str(json).unwrap();
            let found: Vec<_> = map.iter().map(|(key, number)| (key, number.0)).collect();
            assert_eq!(found, expect, "for {json}");
        }
        let map: Named<Num> = [("USD", 1.into()), ("EUR", 2.into())].into_iter().collect();
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"USD":1,"EUR":2}"#);
        let map = ListOrNamed::from(map);
        assert_eq!(serde_json::to_string(&map).unwrap(), r#"{"USD":1,"EUR":2}"#);
        let map = ListOrNamed::<Num>::default();
        assert_eq!(serde_json::to_string(&map).unwrap(), "[]");
    }

    #[derive(Debug, Default, PartialEq, Serialize, Deserialize)]
    #[serde(default)]
    struct Client {
        id: Num,
        #[serde(flatten)]
        flat: FlatCustomFields,
        email: Text,
    }

    #[test]
    fn flat_fields_stand_between_the_others() {
        let json = r#"{"id":1,"customfields1":"a","customfields2":5,"email":"e","other":{}}"#;
        let client: Client = serde_json::from_str(json).unwrap();
        assert_eq!(client.flat.0, [(1, "a".to_owned()), (2, "5".to_owned())]);
        let json = r#"{"id":1,"customfields1":"a","customfields2":"5","email":"e"}"#;
        assert_eq!(serde_json::to_string(&client).unwrap(), json);
    }
}
