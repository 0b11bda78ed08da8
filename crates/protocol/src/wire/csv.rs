//! Several values in one text, separated by commas: `1,3,9`.

use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::{Scalar, loose};
use crate::Answer;

/// Values separated by commas; spaces around them are ignored. In answers a string, `"1,3,9"`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Csv<T>(pub Vec<T>);

impl<T: Scalar> Scalar for Csv<T> {
    const REQUIRED: bool = false;

    fn read_text(text: &str) -> Result<Self, String> {
        let pieces = text.split(',').map(str::trim).filter(|piece| !piece.is_empty());
        pieces.map(T::read_text).collect::<Result<_, _>>().map(Self)
    }

    fn write_text(&self) -> String {
        self.0.iter().map(T::write_text).collect::<Vec<_>>().join(",")
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl<T: Scalar> Serialize for Csv<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(&self.write_text())
    }
}

impl<'de, T: Scalar> Deserialize<'de> for Csv<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        loose::read(deserializer, |value| {
            Self::read_text(&value.into_text()).map_err(|why| why.to_string())
        })
    }
}

impl<T> Answer for Csv<T> {
    const KIND: &'static str = "comma-separated text";
}

impl<T> Default for Csv<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T> From<Vec<T>> for Csv<T> {
    fn from(values: Vec<T>) -> Self {
        Self(values)
    }
}

impl<T> FromIterator<T> for Csv<T> {
    fn from_iter<I: IntoIterator<Item = T>>(values: I) -> Self {
        Self(values.into_iter().collect())
    }
}

#[cfg(test)]
mod tests {
    use super::{Csv, Scalar};

    #[test]
    fn commas_and_spaces() {
        for (text, expect) in [
            ("", Ok(vec![])),
            ("1", Ok(vec![1])),
            ("1, 3 ,9,", Ok(vec![1, 3, 9])),
            ("1,x", Err("must be a whole number".to_owned())),
        ] {
            assert_eq!(Csv::<u64>::read_text(text).map(|csv| csv.0), expect, "for {text}");
        }
        assert_eq!(serde_json::to_string(&Csv(vec![1_u64, 2])).unwrap(), r#""1,2""#);
        for json in [r#""5""#, "5"] {
            assert_eq!(serde_json::from_str::<Csv<u64>>(json).unwrap().0, [5]);
        }
        for json in ["null", "[]", r#""""#] {
            assert_eq!(serde_json::from_str::<Csv<u64>>(json).unwrap().0, [0_u64; 0]);
        }
    }
}
