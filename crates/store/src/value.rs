//! The four kinds of value a column can hold, and how Rust types become them.

use std::borrow::Cow;

use jiff::civil::Date;
use rusqlite::types::{ToSqlOutput, Value, ValueRef};
use tokio_postgres::types::{IsNull, ToSql, Type, private::BytesMut};

/// A parameter of a statement.
#[derive(Debug, Clone, PartialEq)]
pub enum Val<'a> {
    /// SQL NULL.
    Null,
    /// Any integer; booleans are 0 and 1; money is minor units; instants are Unix seconds.
    Int(i64),
    /// Text; dates are `YYYY-MM-DD`.
    Text(Cow<'a, str>),
    /// Bytes.
    Bytes(Cow<'a, [u8]>),
}

/// A value read from a row, borrowed from it.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum ValRef<'a> {
    /// SQL NULL.
    Null,
    /// Any integer.
    Int(i64),
    /// Text.
    Text(&'a str),
    /// Bytes.
    Bytes(&'a [u8]),
}

/// A type that a column's value can become.
pub trait FromVal: Sized + Send {
    /// Converts, or says what was found instead.
    ///
    /// # Errors
    /// A sentence naming the unexpected value.
    fn from_val(value: ValRef<'_>) -> Result<Self, String>;
}

impl<T: Into<Val<'static>>> From<Option<T>> for Val<'_> {
    fn from(value: Option<T>) -> Self {
        value.map_or(Val::Null, Into::into)
    }
}

impl<'a> From<&'a str> for Val<'a> {
    fn from(value: &'a str) -> Self {
        Val::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a String> for Val<'a> {
    fn from(value: &'a String) -> Self {
        Val::Text(Cow::Borrowed(value))
    }
}

impl<'a> From<&'a Option<String>> for Val<'a> {
    fn from(value: &'a Option<String>) -> Self {
        value.as_deref().map_or(Val::Null, Val::from)
    }
}

impl From<String> for Val<'_> {
    fn from(value: String) -> Self {
        Val::Text(Cow::Owned(value))
    }
}

impl<'a> From<&'a [u8]> for Val<'a> {
    fn from(value: &'a [u8]) -> Self {
        Val::Bytes(Cow::Borrowed(value))
    }
}

impl From<Vec<u8>> for Val<'_> {
    fn from(value: Vec<u8>) -> Self {
        Val::Bytes(Cow::Owned(value))
    }
}

impl From<i64> for Val<'_> {
    fn from(value: i64) -> Self {
        Val::Int(value)
    }
}

impl From<i32> for Val<'_> {
    fn from(value: i32) -> Self {
        Val::Int(i64::from(value))
    }
}

impl From<u32> for Val<'_> {
    fn from(value: u32) -> Self {
        Val::Int(i64::from(value))
    }
}

impl From<bool> for Val<'_> {
    fn from(value: bool) -> Self {
        Val::Int(i64::from(value))
    }
}

impl From<Date> for Val<'_> {
    fn from(value: Date) -> Self {
        Val::Text(Cow::Owned(iso(value)))
    }
}

/// `2026-01-31`, digit by digit: a dozen days are written with each invoice that is made.
fn iso(date: Date) -> String {
    let Ok(year) = u32::try_from(date.year()) else { return date.to_string() };
    let (month, day) = (date.month().unsigned_abs(), date.day().unsigned_abs());
    let mut text = String::with_capacity(10);
    let parts = [("", year / 100), ("", year % 100), ("-", month.into()), ("-", day.into())];
    for (before, two) in parts {
        text.push_str(before);
        text.extend(char::from_digit(two / 10, 10));
        text.extend(char::from_digit(two % 10, 10));
    }
    text
}

/// The day that [`iso`] writes; `None` for what is written in another way.
fn day(text: &str) -> Option<Date> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
    let digit = |byte: u8| byte.is_ascii_digit().then(|| i16::from(byte - b'0'));
    let two = |tens: u8, ones: u8| Some(digit(tens)? * 10 + digit(ones)?);
    let (month, day) = (i8::try_from(two(e, f)?).ok()?, i8::try_from(two(g, h)?).ok()?);
    Date::new(two(a, b)? * 100 + two(c, d)?, month, day).ok()
}

impl FromVal for i64 {
    fn from_val(value: ValRef<'_>) -> Result<Self, String> {
        match value {
            ValRef::Int(number) => Ok(number),
            other => Err(format!("expected an integer, found {other:?}")),
        }
    }
}

impl FromVal for bool {
    fn from_val(value: ValRef<'_>) -> Result<Self, String> {
        i64::from_val(value).map(|number| number != 0)
    }
}

impl FromVal for String {
    fn from_val(value: ValRef<'_>) -> Result<Self, String> {
        match value {
            ValRef::Text(text) => Ok(text.to_owned()),
            other => Err(format!("expected text, found {other:?}")),
        }
    }
}

impl FromVal for Vec<u8> {
    fn from_val(value: ValRef<'_>) -> Result<Self, String> {
        match value {
            ValRef::Bytes(bytes) => Ok(bytes.to_vec()),
            other => Err(format!("expected bytes, found {other:?}")),
        }
    }
}

impl FromVal for Date {
    fn from_val(value: ValRef<'_>) -> Result<Self, String> {
        match value {
            ValRef::Text(text) => day(text).map_or_else(
                || text.parse::<Self>().map_err(|error| format!("not a date: {text} ({error})")),
                Ok,
            ),
            other => Err(format!("expected a date, found {other:?}")),
        }
    }
}

impl<T: FromVal> FromVal for Option<T> {
    fn from_val(value: ValRef<'_>) -> Result<Self, String> {
        match value {
            ValRef::Null => Ok(None),
            some => T::from_val(some).map(Some),
        }
    }
}

impl rusqlite::ToSql for Val<'_> {
    fn to_sql(&self) -> rusqlite::Result<ToSqlOutput<'_>> {
        Ok(match self {
            Val::Null => ToSqlOutput::Owned(Value::Null),
            Val::Int(number) => ToSqlOutput::Owned(Value::Integer(*number)),
            Val::Text(text) => ToSqlOutput::Borrowed(ValueRef::Text(text.as_bytes())),
            Val::Bytes(bytes) => ToSqlOutput::Borrowed(ValueRef::Blob(bytes)),
        })
    }
}

impl ToSql for Val<'_> {
    fn to_sql(
        &self,
        kind: &Type,
        out: &mut BytesMut,
    ) -> Result<IsNull, Box<dyn std::error::Error + Sync + Send>> {
        match self {
            Val::Null => Ok(IsNull::Yes),
            Val::Int(number) if *kind == Type::INT8 => number.to_sql(kind, out),
            Val::Int(number) if *kind == Type::INT4 => i32::try_from(*number)?.to_sql(kind, out),
            Val::Text(text) if *kind == Type::TEXT => text.as_ref().to_sql(kind, out),
            Val::Bytes(bytes) if *kind == Type::BYTEA => bytes.as_ref().to_sql(kind, out),
            other => Err(format!("{other:?} given for a parameter of type {kind}").into()),
        }
    }

    fn accepts(_: &Type) -> bool {
        true
    }

    tokio_postgres::types::to_sql_checked!();
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, date};

    use super::{FromVal as _, Val, ValRef, day};

    #[test]
    fn days_are_written_and_read_as_everybody_does() {
        let days = [
            date(2026, 1, 31),
            date(2024, 2, 29),
            date(1999, 12, 9),
            date(7, 10, 1),
            Date::MAX,
            Date::ZERO,
            Date::MIN,
        ];
        for each in days {
            let text = each.to_string();
            assert_eq!(Val::from(each), Val::from(text.as_str()));
            assert_eq!(Date::from_val(ValRef::Text(&text)), Ok(each), "{text}");
        }
        let wrong =
            ["", "2026-02-29", "2026-13-01", "2026-00-10", "2026/01/31", "2026-1-31", "+026-01-31"];
        for text in wrong {
            assert_eq!(day(text), None, "{text}");
            assert!(Date::from_val(ValRef::Text(text)).is_err(), "{text}");
        }
        // Other ways to write a day are read as before.
        assert_eq!(Date::from_val(ValRef::Text("20260131")), Ok(date(2026, 1, 31)));
    }
}
