//! Lists of flat rows in a hurry. The rows of an answer have their fields in one order: a name is
//! only held against the one at its place in the row before, and what nobody wants is passed over.
//!
//! This reads what servers write and gives up (`None`) at everything else, which is then for the
//! reader of whole answers to read, or to say what is wrong with it.

use std::borrow::Cow;

use serde::de::{Deserializer, Visitor, value};
use serde::{Deserialize, forward_to_deserialize_any};

use crate::wire::Num;

/// Rows that there is room for at first: a usual page.
const ROWS: usize = 32;
/// Bytes that are looked at together.
const STEP: usize = 8;
const HIGH_BITS: u64 = each(0x80);

/// The fields of a row that are wanted, fewer than 64, and how each is put into it.
pub(crate) type Fields<R> = [(&'static str, Put<R>)];

/// Puts a value into a row.
pub(crate) type Put<R> = fn(&mut R, Single<'_>) -> Option<()>;

/// The names of a row's fields as they are written, in their order, and of those that are wanted
/// the bit and the way in.
type Order<'a, R> = Vec<(&'a str, Option<(u64, Put<R>)>)>;

/// A value that has no parts; empty lists and objects count as nothing.
pub(crate) enum Single<'a> {
    Nothing,
    Bool(bool),
    Int(i64),
    Text(Cow<'a, str>),
}

struct Quick<'a> {
    text: &'a str,
    at: usize,
}

/// Puts a value into a field.
pub(crate) fn put<'a, T: Deserialize<'a>>(field: &mut T, value: Single<'a>) -> Option<()> {
    *field = T::deserialize(value).ok()?;
    Some(())
}

/// Reads `{…,"totalresults":…,…,"LIST":{"ROW":[…]},…}`: the number of all rows, and those that are
/// there.
pub(crate) fn rows<R: Default>(
    body: &[u8],
    (list, row): (&str, &str),
    fields: &Fields<R>,
) -> Option<(Num, Vec<R>)> {
    let mut quick = Quick { text: std::str::from_utf8(body).ok()?, at: 0 };
    let (mut total, mut rows) = (None, None);
    quick.take(b'{')?;
    loop {
        match quick.key()? {
            "totalresults" if total.is_none() => {
                total = Some(Num::deserialize(quick.single()?).ok()?);
            }
            "totalresults" => return None,
            key if key == list && rows.is_none() => rows = Some(quick.list(row, fields)?),
            _ => drop(quick.single()?),
        }
        if !quick.goes_on(b'}')? {
            return Some((total?, rows?));
        }
    }
}

impl<'a> Quick<'a> {
    /// The rows of `{"ROW":[…]}`.
    fn list<R: Default>(&mut self, row: &str, fields: &Fields<R>) -> Option<Vec<R>> {
        self.take(b'{')?;
        if self.key()? != row {
            return None;
        }
        let (mut rows, mut order) = (Vec::with_capacity(ROWS), Vec::new());
        self.take(b'[')?;
        if self.peek()? == b']' {
            self.at += 1;
        } else {
            loop {
                rows.push(self.row(fields, &mut order)?);
                if !self.goes_on(b']')? {
                    break;
                }
            }
        }
        self.take(b'}')?;
        Some(rows)
    }

    fn row<R: Default>(&mut self, fields: &Fields<R>, order: &mut Order<'a, R>) -> Option<R> {
        self.take(b'{')?;
        let (mut row, mut seen, mut index) = (R::default(), 0, 0);
        loop {
            let wanted = self.name(fields, order, index)?;
            let value = self.single()?;
            if let Some((bit, put)) = wanted {
                // Which of two counts is not for this reader to say.
                if seen & bit != 0 {
                    return None;
                }
                seen |= bit;
                put(&mut row, value)?;
            }
            index += 1;
            if !self.goes_on(b'}')? {
                return Some(row);
            }
        }
    }

    /// The name of the field at this place of a row: most likely that of the row before.
    fn name<R>(
        &mut self,
        fields: &Fields<R>,
        order: &mut Order<'a, R>,
        index: usize,
    ) -> Option<Option<(u64, Put<R>)>> {
        self.peek()?;
        if let Some((written, wanted)) = order.get(index)
            && self.bytes().get(self.at..)?.starts_with(written.as_bytes())
        {
            self.at += written.len();
            return Some(*wanted);
        }
        let begin = self.at;
        let key = self.key()?;
        let place = fields.iter().position(|(name, _)| *name == key);
        let wanted = place.and_then(|place| Some((1_u64 << place, fields.get(place)?.1)));
        order.truncate(index);
        order.push((self.text.get(begin..self.at)?, wanted));
        Some(wanted)
    }

    /// A name, and the colon behind it.
    fn key(&mut self) -> Option<&'a str> {
        self.take(b'"')?;
        match self.string()? {
            Cow::Borrowed(key) => self.take(b':').map(|()| key),
            Cow::Owned(_) => None,
        }
    }

    fn single(&mut self) -> Option<Single<'a>> {
        match self.peek()? {
            b'"' => {
                self.at += 1;
                self.string().map(Single::Text)
            }
            b'-' | b'0'..=b'9' => self.int().map(Single::Int),
            b'n' => self.word("null", Single::Nothing),
            b't' => self.word("true", Single::Bool(true)),
            b'f' => self.word("false", Single::Bool(false)),
            b'[' => self.empty(b']'),
            b'{' => self.empty(b'}'),
            _ => None,
        }
    }

    /// A list or an object that holds nothing.
    fn empty(&mut self, close: u8) -> Option<Single<'a>> {
        self.at += 1;
        self.take(close).map(|()| Single::Nothing)
    }

    fn word(&mut self, word: &str, value: Single<'a>) -> Option<Single<'a>> {
        let is_there = self.text.get(self.at..)?.starts_with(word);
        self.at += word.len();
        is_there.then_some(value)
    }

    /// A whole number.
    fn int(&mut self) -> Option<i64> {
        let rest = self.bytes().get(self.at..)?;
        let end = rest.iter().position(|byte| !matches!(*byte, b'-' | b'0'..=b'9'))?;
        if matches!(rest.get(end)?, b'.' | b'e' | b'E') {
            return None;
        }
        let written = self.text.get(self.at..self.at + end)?;
        let digits = written.strip_prefix('-').unwrap_or(written);
        if digits.starts_with('0') && written != "0" {
            return None;
        }
        self.at += end;
        written.parse().ok()
    }

    /// A string, behind its opening quote.
    fn string(&mut self) -> Option<Cow<'a, str>> {
        let begin = self.at;
        let end = self.special(begin)?;
        match self.bytes().get(end)? {
            b'"' => {
                self.at = end + 1;
                self.text.get(begin..end).map(Cow::Borrowed)
            }
            b'\\' => self.escaped(begin, end),
            _ => None,
        }
    }

    /// A string with characters that are written otherwise, such as `\u20ac`.
    fn escaped(&mut self, begin: usize, mut end: usize) -> Option<Cow<'a, str>> {
        loop {
            match self.bytes().get(end)? {
                b'"' => break,
                b'\\' => end = self.special(end + 2)?,
                _ => return None,
            }
        }
        self.at = end + 1;
        let with_quotes = self.text.get(begin.checked_sub(1)?..self.at)?;
        serde_json::from_str::<String>(with_quotes).ok().map(Cow::Owned)
    }

    /// Where the next quote, backslash or control character is.
    fn special(&self, mut at: usize) -> Option<usize> {
        let rest = loop {
            let rest = self.bytes().get(at..)?;
            let Some(bytes) = rest.first_chunk::<STEP>() else { break rest };
            let bytes = u64::from_le_bytes(*bytes);
            // Of the bytes that are found, the first one is right.
            let control = bytes.wrapping_sub(each(b' ')) & !bytes;
            let found = control | zeros(bytes ^ each(b'"')) | zeros(bytes ^ each(b'\\'));
            let bit = (found & HIGH_BITS).trailing_zeros();
            if bit < u64::BITS {
                return Some(at + (bit / u8::BITS) as usize);
            }
            at += STEP;
        };
        let is_special = |byte: &u8| *byte < b' ' || matches!(*byte, b'"' | b'\\');
        rest.iter().position(is_special).map(|more| at + more)
    }

    /// The next byte that is no blank, left where it is.
    fn peek(&mut self) -> Option<u8> {
        loop {
            match *self.bytes().get(self.at)? {
                b' ' | b'\n' | b'\r' | b'\t' => self.at += 1,
                byte => return Some(byte),
            }
        }
    }

    fn take(&mut self, byte: u8) -> Option<()> {
        if self.peek()? != byte {
            return None;
        }
        self.at += 1;
        Some(())
    }

    /// Whether more follows, behind a part of what this byte ends.
    fn goes_on(&mut self, close: u8) -> Option<bool> {
        let byte = self.peek()?;
        self.at += 1;
        (byte == b',' || byte == close).then_some(byte == b',')
    }

    fn bytes(&self) -> &'a [u8] {
        self.text.as_bytes()
    }
}

/// The same byte in all places.
const fn each(byte: u8) -> u64 {
    u64::from_le_bytes([byte; STEP])
}

/// Marks the bytes that are zero by their highest bit; behind the first one it may mark others.
const fn zeros(bytes: u64) -> u64 {
    bytes.wrapping_sub(each(1)) & !bytes
}

impl<'de> Deserializer<'de> for Single<'de> {
    type Error = value::Error;

    fn deserialize_any<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, value::Error> {
        match self {
            Self::Nothing => visitor.visit_unit(),
            Self::Bool(value) => visitor.visit_bool(value),
            Self::Int(value) => visitor.visit_i64(value),
            Self::Text(Cow::Borrowed(text)) => visitor.visit_borrowed_str(text),
            Self::Text(Cow::Owned(text)) => visitor.visit_string(text),
        }
    }

    forward_to_deserialize_any! {
        bool i8 i16 i32 i64 u8 u16 u32 u64 f32 f64 char str string bytes byte_buf option unit
        unit_struct newtype_struct seq tuple tuple_struct map struct enum identifier ignored_any
    }
}

#[cfg(test)]
mod tests;
