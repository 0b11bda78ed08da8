//! `2026-01-31 09:30:00` by its digits: the one spelling that servers use. A list of invoices has
//! hundreds of these.

use std::fmt::Write as _;

use arrayvec::ArrayString;
use jiff::civil::{Date, DateTime, Time};

const DATE_BYTES: usize = 10;
/// A year before our era is longer than others.
const SPELLED_BYTES_MAX: usize = 24;

/// A day or a moment, held in place.
pub(super) type Spelled = ArrayString<SPELLED_BYTES_MAX>;

/// Reads `2026-01-31`; nothing for any other spelling.
pub(super) fn date(text: &str) -> Option<Date> {
    let &[a, b, c, d, b'-', e, f, b'-', g, h] = text.as_bytes() else { return None };
    let year = i16::from(number(a, b)?) * 100 + i16::from(number(c, d)?);
    Date::new(year, number(e, f)?, number(g, h)?).ok()
}

/// Reads `2026-01-31 09:30:00`; nothing for any other spelling.
pub(super) fn moment(text: &str) -> Option<DateTime> {
    let (day, time) = text.split_at_checked(DATE_BYTES)?;
    let &[b' ', a, b, b':', c, d, b':', e, f] = time.as_bytes() else { return None };
    let time = Time::new(number(a, b)?, number(c, d)?, number(e, f)?, 0).ok()?;
    Some(date(day)?.to_datetime(time))
}

/// Spells a day.
pub(super) fn spell_date(date: Date) -> Spelled {
    let (year, month, day) = (date.year(), date.month(), date.day());
    let Ok(century) = u8::try_from(year.div_euclid(100)) else { return spell(date) };
    let rest = u8::try_from(year.rem_euclid(100)).unwrap_or_default();
    let [(a, b), (c, d)] = [century, rest].map(digits);
    let [(e, f), (g, h)] = [month, day].map(|part| digits(part.unsigned_abs()));
    kept(&[a, b, c, d, b'-', e, f, b'-', g, h])
}

/// Spells a moment.
pub(super) fn spell_moment(moment: DateTime) -> Spelled {
    let (mut spelled, time) = (spell_date(moment.date()), moment.time());
    let [(a, b), (c, d), (e, f)] =
        [time.hour(), time.minute(), time.second()].map(|part| digits(part.unsigned_abs()));
    spelled.push_str(&kept(&[b' ', a, b, b':', c, d, b':', e, f]));
    spelled
}

/// What is written where there is none.
pub(super) fn none(text: &'static str) -> Spelled {
    kept(text.as_bytes())
}

fn spell(date: Date) -> Spelled {
    let mut spelled = Spelled::new();
    let fits = write!(spelled, "{date}").is_ok();
    debug_assert!(fits, "a day is longer than days are");
    spelled
}

/// Digits are text.
fn kept(digits: &[u8]) -> Spelled {
    let text = std::str::from_utf8(digits).unwrap_or_default();
    Spelled::from(text).unwrap_or_default()
}

fn number(tens: u8, ones: u8) -> Option<i8> {
    let digit = |byte: u8| byte.is_ascii_digit().then(|| (byte - b'0').cast_signed());
    Some(digit(tens)? * 10 + digit(ones)?)
}

/// The two digits of a number below 100.
fn digits(number: u8) -> (u8, u8) {
    (b'0' + number / 10, b'0' + number % 10)
}

#[cfg(test)]
mod tests {
    use jiff::civil::{Date, DateTime};

    use super::{date, moment, spell_date, spell_moment};

    #[test]
    fn days_are_spelled_as_they_are_read() {
        let mut day = Date::constant(1, 1, 1);
        while day.year() < 9990 {
            let spelled = spell_date(day);
            assert_eq!(*spelled, day.to_string());
            assert_eq!(date(&spelled), Some(day));
            day = day.saturating_add(jiff::Span::new().days(97));
        }
        assert_eq!(*spell_date(Date::constant(-44, 3, 15)), *"-000044-03-15");
    }

    #[test]
    fn moments_are_spelled_as_they_are_read() {
        for text in ["2026-01-31 09:30:05", "2200-12-01 00:00:00", "0001-01-01 23:59:59"] {
            let read = moment(text).unwrap();
            assert_eq!(*spell_moment(read), *text);
            assert_eq!(text.parse::<DateTime>().unwrap(), read);
        }
    }

    #[test]
    fn other_spellings_are_not_ours() {
        for text in ["", "2026-1-31", "20260131", "2026-01-31 ", "2026-02-30", "+026-01-31"] {
            assert_eq!(date(text), None, "{text}");
        }
        for text in ["2026-01-31", "2026-01-31T09:30:00", "2026-01-31 09:30", "2026-01-31 9:30:00"]
        {
            assert_eq!(moment(text), None, "{text}");
        }
    }
}
