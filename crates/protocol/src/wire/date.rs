//! Dates and times on the wire; `0000-00-00` means none (quirks 4).

use std::fmt;

use jiff::{
    SignedDuration,
    civil::{Date, DateTime, Time},
};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

use super::digits::{self, Spelled};
use super::{Scalar, loose};
use crate::Answer;

/// A day, written `2026-01-31`; none is written `0000-00-00`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireDate(pub Option<Date>);

/// A moment in the installation's own time, written `2026-01-31 09:30:00`.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct WireDateTime(pub Option<DateTime>);

const NO_DATE: &str = "0000-00-00";
const NO_MOMENT: &str = "0000-00-00 00:00:00";

/// The years that a request may speak of. What is further away was mistyped, and would stand on
/// invoices; what servers answer is read as it is.
const YEARS: std::ops::RangeInclusive<i16> = 1900..=2199;

/// Refuses a year that nobody means.
fn meant(year: Option<i16>) -> Result<(), String> {
    if year.is_none_or(|year| YEARS.contains(&year)) {
        return Ok(());
    }
    Err(format!("must be between the years {} and {}", YEARS.start(), YEARS.end()))
}

/// Reads `2026-01-31`, `20260131`, `31/01/2026`, `31-01-2026` and `31.01.2026`; a time behind
/// it is dropped.
fn read_date(text: &str) -> Result<Option<Date>, String> {
    if let Some(date) = digits::date(text) {
        return Ok(Some(date));
    }
    let wrong = || "must be a date such as 2026-01-31".to_owned();
    let text = text.trim();
    if text.is_empty() || text.starts_with(NO_DATE) {
        return Ok(None);
    }
    if text.contains([' ', 'T']) {
        return read_date_time(text).map(|moment| moment.map(DateTime::date)).map_err(|_| wrong());
    }
    let mut pieces = text.split(['-', '/', '.']);
    let (year, month, day) = match [(); 4].map(|()| pieces.next()) {
        [Some(compact), None, ..] if compact.len() == 8 && compact.is_ascii() => {
            (&compact[..4], &compact[4..6], &compact[6..])
        }
        [Some(year), Some(month), Some(day), None] if year.len() == 4 => (year, month, day),
        [Some(day), Some(month), Some(year), None] if year.len() == 4 => (year, month, day),
        _ => return Err(wrong()),
    };
    let number = |text: &str| text.parse::<i16>().map_err(|_| wrong());
    let small = |text: &str| text.parse::<i8>().map_err(|_| wrong());
    Date::new(number(year)?, small(month)?, small(day)?).map(Some).map_err(|_| wrong())
}

/// Reads a day, with or without a time after a space or `T`.
///
/// ISO 8601's fractions are dropped; an offset is undone, since the installation's clock is UTC.
fn read_date_time(text: &str) -> Result<Option<DateTime>, String> {
    if text == NO_MOMENT {
        return Ok(None);
    }
    if let Some(moment) = digits::moment(text) {
        return Ok(Some(moment));
    }
    let wrong = || "must be a time such as 2026-01-31 09:30:00".to_owned();
    let text = text.trim();
    let (date, time) = text.split_once([' ', 'T']).unwrap_or((text, ""));
    let Some(date) = read_date(date).map_err(|_| wrong())? else { return Ok(None) };
    let offset_at = time.find(['Z', '+', '-']).unwrap_or(time.len());
    let (time, offset) = time.split_at(offset_at);
    let time =
        if time.is_empty() { Time::midnight() } else { read_time(time).ok_or_else(wrong)? };
    let offset = read_offset(offset).ok_or_else(wrong)?;
    date.to_datetime(time).checked_sub(offset).map(Some).map_err(|_| wrong())
}

/// Reads `09:30` or `09:30:00`.
fn read_time(text: &str) -> Option<Time> {
    let (clock, _) = text.split_once('.').unwrap_or((text, ""));
    let mut pieces = clock.split(':').map(str::parse::<i8>);
    let (hour, minute) = (pieces.next()?.ok()?, pieces.next()?.ok()?);
    let second = pieces.next().unwrap_or(Ok(0)).ok()?;
    if pieces.next().is_some() { None } else { Time::new(hour, minute, second, 0).ok() }
}

/// Reads nothing, `Z`, `+02:00` or `+0200`.
fn read_offset(text: &str) -> Option<SignedDuration> {
    if text.is_empty() || text == "Z" {
        return Some(SignedDuration::ZERO);
    }
    let (sign, digits) = text.split_at(1);
    let digits = digits.replace(':', "");
    let minutes: i64 = match (digits.len(), digits.parse::<i64>()) {
        (4, Ok(number)) if number >= 0 => number / 100 * 60 + number % 100,
        _ => return None,
    };
    Some(SignedDuration::from_mins(if sign == "-" { -minutes } else { minutes }))
}

impl WireDate {
    fn spelled(self) -> Spelled {
        self.0.map_or_else(|| digits::none(NO_DATE), digits::spell_date)
    }
}

impl WireDateTime {
    fn spelled(self) -> Spelled {
        self.0.map_or_else(|| digits::none(NO_MOMENT), digits::spell_moment)
    }
}

macro_rules! moment {
    ($name:ident, $inner:ty, $read:ident, $kind:literal) => {
        impl Scalar for $name {
            fn read_text(text: &str) -> Result<Self, String> {
                let moment = $read(text)?;
                meant(moment.map(|moment| moment.year()))?;
                Ok(Self(moment))
            }

            fn write_text(&self) -> String {
                self.to_string()
            }

            fn absent() -> Option<Self> {
                Some(Self(None))
            }
        }

        impl fmt::Display for $name {
            fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
                out.write_str(&self.spelled())
            }
        }

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(&self.spelled())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                loose::read(deserializer, |value| {
                    let text = value.into_text();
                    $read(&text).map(Self).map_err(|why| format!("a date {why}: {text}"))
                })
            }
        }

        impl Answer for $name {
            const KIND: &'static str = $kind;
        }

        impl From<$inner> for $name {
            fn from(moment: $inner) -> Self {
                Self(Some(moment))
            }
        }

        impl From<Option<$inner>> for $name {
            fn from(moment: Option<$inner>) -> Self {
                Self(moment)
            }
        }

        impl From<$name> for Option<$inner> {
            fn from(moment: $name) -> Self {
                moment.0
            }
        }
    };
}

moment!(WireDate, Date, read_date, "date");
moment!(WireDateTime, DateTime, read_date_time, "date and time");

#[cfg(test)]
mod tests {
    use super::{Scalar, WireDate, WireDateTime};

    #[test]
    fn dates() {
        for (text, expect) in [
            ("2026-01-31", Some("2026-01-31")),
            ("20260131", Some("2026-01-31")),
            ("31/01/2026", Some("2026-01-31")),
            ("1/2/2026", Some("2026-02-01")),
            ("31.01.2026", Some("2026-01-31")),
            ("2026/1/31", Some("2026-01-31")),
            ("0000-00-00", Some("0000-00-00")),
            ("0000-00-00 00:00:00", Some("0000-00-00")),
            ("", Some("0000-00-00")),
            ("2026-02-30", None),
            ("1899-12-31", None),
            ("2200-01-01", None),
            ("9999-12-31", None),
            ("2026-13-01", None),
            ("26-01-31", None),
            ("2026-01", None),
            ("2026-01-31 09:30:00", Some("2026-01-31")),
            ("2026-01-31 nine", None),
            ("tomorrow", None),
            ("2026013é", None),
        ] {
            let date = WireDate::read_text(text).ok().map(|date| date.to_string());
            assert_eq!(date.as_deref(), expect, "for {text}");
        }
    }

    #[test]
    fn moments() {
        for (text, expect) in [
            ("2026-01-31 09:30:05", Some("2026-01-31 09:30:05")),
            ("2026-01-31T09:30", Some("2026-01-31 09:30:00")),
            ("31/01/2026 9:30", Some("2026-01-31 09:30:00")),
            ("2026-01-31", Some("2026-01-31 00:00:00")),
            ("0000-00-00 00:00:00", Some("0000-00-00 00:00:00")),
            ("", Some("0000-00-00 00:00:00")),
            ("2026-01-31T09:30:00Z", Some("2026-01-31 09:30:00")),
            ("2026-01-31T09:30:00.123Z", Some("2026-01-31 09:30:00")),
            ("2026-01-31T00:30:00+02:00", Some("2026-01-30 22:30:00")),
            ("2026-01-31T23:30:00-0130", Some("2026-02-01 01:00:00")),
            ("2026-01-31T09:30:00+2", None),
            ("2026-01-31T09:30:00Zulu", None),
            ("2026-01-31 25:00:00", None),
            ("2026-01-31 1:2:3:4", None),
        ] {
            let moment = WireDateTime::read_text(text).ok().map(|moment| moment.to_string());
            assert_eq!(moment.as_deref(), expect, "for {text}");
        }
        let date: WireDate = serde_json::from_str("null").unwrap();
        assert_eq!(serde_json::to_string(&date).unwrap(), r#""0000-00-00""#);
    }
}
