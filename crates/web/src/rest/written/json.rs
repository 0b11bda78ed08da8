//! JSON as serde_json writes it, with less work: a text is looked through eight bytes at a time and
//! copied in one piece, and the names of fields are not looked through at all.

use serde::ser::{self, Error as _, Serialize, Serializer};
use serde_json::Error;

/// Writes values behind each other.
pub(super) struct Json(Vec<u8>);

/// The parts of a list or an object.
pub(super) struct Parts<'a> {
    json: &'a mut Json,
    is_first: bool,
    close: &'static [u8],
}

/// A value as JSON, with room for so many bytes at first.
pub(super) fn written<T: Serialize>(value: &T, bytes: usize) -> Result<Vec<u8>, Error> {
    let mut json = Json(Vec::with_capacity(bytes));
    value.serialize(&mut json)?;
    Ok(json.0)
}

impl Json {
    fn text(&mut self, text: &str) -> Result<(), Error> {
        if !is_plain(text) {
            return self.usual(text);
        }
        self.plain(text);
        Ok(())
    }

    /// A text in which nothing is written otherwise.
    fn plain(&mut self, text: &str) {
        self.0.push(b'"');
        self.0.extend_from_slice(text.as_bytes());
        self.0.push(b'"');
    }

    fn usual<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        serde_json::to_writer(&mut self.0, value)
    }

    fn null(&mut self) {
        self.0.extend_from_slice(b"null");
    }

    fn parts(&mut self, open: u8, close: &'static [u8]) -> Parts<'_> {
        self.0.push(open);
        Parts { json: self, is_first: true, close }
    }

    /// What has parts, under a name in an object of its own.
    fn variant(&mut self, name: &str, open: u8, close: &'static [u8]) -> Parts<'_> {
        self.0.push(b'{');
        self.plain(name);
        self.0.push(b':');
        self.parts(open, close)
    }
}

impl Parts<'_> {
    fn next(&mut self) {
        if !self.is_first {
            self.json.0.push(b',');
        }
        self.is_first = false;
    }

    fn element<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.next();
        value.serialize(&mut *self.json)
    }

    /// The names of fields are those of our own code.
    fn field<T: Serialize + ?Sized>(&mut self, name: &str, value: &T) -> Result<(), Error> {
        debug_assert!(is_plain(name), "{name} is no name of a field");
        self.next();
        self.json.plain(name);
        self.json.0.push(b':');
        value.serialize(&mut *self.json)
    }

    fn close(self) {
        self.json.0.extend_from_slice(self.close);
    }
}

/// Whether a text is written as it is.
fn is_plain(text: &str) -> bool {
    let (eights, rest) = text.as_bytes().as_chunks::<8>();
    let is_otherwise = |byte: &u8| *byte < b' ' || matches!(*byte, b'"' | b'\\');
    eights.iter().all(|eight| !holds_otherwise(u64::from_le_bytes(*eight)))
        && !rest.iter().any(is_otherwise)
}

/// Whether one of eight bytes is a quote, a backslash or a control character.
const fn holds_otherwise(bytes: u64) -> bool {
    const ONES: u64 = u64::from_le_bytes([1; 8]);
    const HIGH_BITS: u64 = u64::from_le_bytes([0x80; 8]);
    let quotes = bytes ^ u64::from_le_bytes([b'"'; 8]);
    let backslashes = bytes ^ u64::from_le_bytes([b'\\'; 8]);
    let found = (bytes.wrapping_sub(u64::from_le_bytes([b' '; 8])) & !bytes)
        | (quotes.wrapping_sub(ONES) & !quotes)
        | (backslashes.wrapping_sub(ONES) & !backslashes);
    found & HIGH_BITS != 0
}

macro_rules! usual {
    ($($name:ident $value:ty,)*) => {$(
        fn $name(self, value: $value) -> Result<(), Error> {
            self.usual(&value)
        }
    )*};
}

impl<'a> Serializer for &'a mut Json {
    type Ok = ();
    type Error = Error;
    type SerializeSeq = Parts<'a>;
    type SerializeTuple = Parts<'a>;
    type SerializeTupleStruct = Parts<'a>;
    type SerializeTupleVariant = Parts<'a>;
    type SerializeMap = Parts<'a>;
    type SerializeStruct = Parts<'a>;
    type SerializeStructVariant = Parts<'a>;

    usual! {
        serialize_bool bool, serialize_i8 i8, serialize_i16 i16, serialize_i32 i32,
        serialize_i64 i64, serialize_u8 u8, serialize_u16 u16, serialize_u32 u32,
        serialize_u64 u64, serialize_f32 f32, serialize_f64 f64, serialize_char char,
        serialize_bytes &[u8],
    }

    fn serialize_str(self, text: &str) -> Result<(), Error> {
        self.text(text)
    }

    fn serialize_none(self) -> Result<(), Error> {
        self.null();
        Ok(())
    }

    fn serialize_some<T: Serialize + ?Sized>(self, value: &T) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_unit(self) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_unit_struct(self, _: &'static str) -> Result<(), Error> {
        self.serialize_none()
    }

    fn serialize_unit_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
    ) -> Result<(), Error> {
        self.text(variant)
    }

    fn serialize_newtype_struct<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        value.serialize(self)
    }

    fn serialize_newtype_variant<T: Serialize + ?Sized>(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        value: &T,
    ) -> Result<(), Error> {
        let mut parts = self.parts(b'{', b"}");
        parts.field(variant, value)?;
        parts.close();
        Ok(())
    }

    fn serialize_seq(self, _: Option<usize>) -> Result<Parts<'a>, Error> {
        Ok(self.parts(b'[', b"]"))
    }

    fn serialize_tuple(self, _: usize) -> Result<Parts<'a>, Error> {
        Ok(self.parts(b'[', b"]"))
    }

    fn serialize_tuple_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Error> {
        Ok(self.parts(b'[', b"]"))
    }

    fn serialize_tuple_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Error> {
        Ok(self.variant(variant, b'[', b"]}"))
    }

    fn serialize_map(self, _: Option<usize>) -> Result<Parts<'a>, Error> {
        Ok(self.parts(b'{', b"}"))
    }

    fn serialize_struct(self, _: &'static str, _: usize) -> Result<Parts<'a>, Error> {
        Ok(self.parts(b'{', b"}"))
    }

    fn serialize_struct_variant(
        self,
        _: &'static str,
        _: u32,
        variant: &'static str,
        _: usize,
    ) -> Result<Parts<'a>, Error> {
        Ok(self.variant(variant, b'{', b"}}"))
    }
}

macro_rules! elements {
    ($($kind:ident $name:ident,)*) => {$(
        impl ser::$kind for Parts<'_> {
            type Ok = ();
            type Error = Error;

            fn $name<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
                self.element(value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )*};
}

macro_rules! fields {
    ($($kind:ident,)*) => {$(
        impl ser::$kind for Parts<'_> {
            type Ok = ();
            type Error = Error;

            fn serialize_field<T: Serialize + ?Sized>(
                &mut self,
                name: &'static str,
                value: &T,
            ) -> Result<(), Error> {
                self.field(name, value)
            }

            fn end(self) -> Result<(), Error> {
                self.close();
                Ok(())
            }
        }
    )*};
}

elements! {
    SerializeSeq serialize_element,
    SerializeTuple serialize_element,
    SerializeTupleStruct serialize_field,
    SerializeTupleVariant serialize_field,
}
fields! { SerializeStruct, SerializeStructVariant, }

impl ser::SerializeMap for Parts<'_> {
    type Ok = ();
    type Error = Error;

    /// A number as a name is written as a text.
    fn serialize_key<T: Serialize + ?Sized>(&mut self, key: &T) -> Result<(), Error> {
        let written = serde_json::to_string(key)?;
        self.next();
        match written.as_bytes().first() {
            Some(b'"') => self.json.0.extend_from_slice(written.as_bytes()),
            Some(b'-' | b'0'..=b'9' | b't' | b'f') => self.json.plain(&written),
            _ => return Err(Error::custom("a name must be a text")),
        }
        Ok(())
    }

    fn serialize_value<T: Serialize + ?Sized>(&mut self, value: &T) -> Result<(), Error> {
        self.json.0.push(b':');
        value.serialize(&mut *self.json)
    }

    fn end(self) -> Result<(), Error> {
        self.close();
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use protocol::wire::{Amount, Short};
    use serde::Serialize;
    use serde_json::json;

    use super::written;

    #[derive(Serialize)]
    enum Shape {
        Point,
        Line(u8),
        Corner(u8, &'static str),
        Circle { radius: f64 },
    }

    #[derive(Serialize)]
    struct Wrapped(i64);

    #[derive(Serialize)]
    struct Pair(bool, char);

    #[derive(Serialize)]
    struct Nothing;

    #[derive(Serialize)]
    struct All {
        id: u64,
        #[serde(rename = "type")]
        kind: Option<Short>,
        amount: Amount,
        shapes: Vec<Shape>,
        wrapped: Wrapped,
        pair: Pair,
        nothing: (Nothing, ()),
        by_name: BTreeMap<&'static str, [i8; 2]>,
        by_number: BTreeMap<i32, Option<f32>>,
        by_truth: BTreeMap<bool, u16>,
        #[serde(flatten)]
        more: BTreeMap<&'static str, u8>,
    }

    fn check<T: Serialize>(value: &T) {
        let expect = serde_json::to_string(value).unwrap();
        assert_eq!(String::from_utf8(written(value, 0).unwrap()).unwrap(), expect);
    }

    #[test]
    fn values_are_written_as_ever() {
        let circle = |radius: f64| Shape::Circle { radius };
        let corner = Shape::Corner(7, "a\"b");
        let shapes = vec![Shape::Point, Shape::Line(1), corner, circle(0.5), circle(f64::NAN)];
        check(&All {
            id: u64::MAX,
            kind: Some("Zoë".into()),
            amount: Amount::parse("-15.95").unwrap(),
            shapes,
            wrapped: Wrapped(i64::MIN),
            pair: Pair(true, '\n'),
            nothing: (Nothing, ()),
            by_name: [("a\\b", [-1, 1]), ("", [0, 0])].into(),
            by_number: [(-7, None), (7, Some(1.5))].into(),
            by_truth: [(true, 1), (false, 0)].into(),
            more: [("x", 1), ("y", 2)].into(),
        });
        check(&json!({"a": [1, -2, 3.5, null, true, {"b": []}], "c": {}, "d": "e\u{1}"}));
        check(&json!([]));
        check(&"text");
        assert!(written(&BTreeMap::from([([1], 2)]), 0).is_err());
    }

    /// Each byte at each place of eight, and what lies beyond them.
    #[test]
    fn texts_are_written_as_ever() {
        for length in 0..20 {
            for place in 0..length {
                for byte in 0..0x80_u8 {
                    let mut text = vec![b'x'; length];
                    text[place] = byte;
                    check(&String::from_utf8(text).unwrap());
                }
            }
            check(&"é😀".repeat(length));
        }
    }
}
