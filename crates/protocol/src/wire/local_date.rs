//! Days in requests that are written as the installation writes days.

use jiff::civil::Date;

use super::{Scalar, WireDate};

/// A day in the installation's own spelling, for the parameters that the vendor's reference has in
/// "WHMCS localisation format"; ISO 8601 is read as well.
///
/// `12/01/2026` is two days, so both are kept until it is known in which order they are written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct LocalDate {
    day_first: Option<Date>,
    month_first: Option<Date>,
}

impl LocalDate {
    /// The day, where between slashes the month stands before the day (`month_first`) or behind
    /// it; `None` where none was sent.
    ///
    /// # Errors
    /// When there is no such day in that order.
    pub fn day(self, month_first: bool) -> Result<Option<Date>, NoSuchDay> {
        let (wanted, other) = if month_first {
            (self.month_first, self.day_first)
        } else {
            (self.day_first, self.month_first)
        };
        if wanted.is_none() && other.is_some() { Err(NoSuchDay) } else { Ok(wanted) }
    }
}

/// A day that is none in the order in which the installation writes them.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct NoSuchDay;

impl Scalar for LocalDate {
    fn read_text(text: &str) -> Result<Self, String> {
        let Some(turned) = turned(text) else { return WireDate::read_text(text).map(Self::from) };
        let read = |text: &str| WireDate::read_text(text).map(|day| day.0);
        match (read(text), read(&turned)) {
            (Err(why), Err(_)) => Err(why),
            (day_first, month_first) => Ok(Self {
                day_first: day_first.ok().flatten(),
                month_first: month_first.ok().flatten(),
            }),
        }
    }

    fn write_text(&self) -> String {
        let slashes =
            |first: i8, then: i8, day: Date| format!("{first:02}/{then:02}/{}", day.year());
        match (self.day_first, self.month_first) {
            (Some(day), other) if other != Some(day) => slashes(day.day(), day.month(), day),
            (None, Some(day)) => slashes(day.month(), day.day(), day),
            (same, _) => WireDate(same).to_string(),
        }
    }

    fn absent() -> Option<Self> {
        Some(Self::default())
    }
}

impl From<Date> for LocalDate {
    fn from(day: Date) -> Self {
        Self { day_first: Some(day), month_first: Some(day) }
    }
}

impl From<WireDate> for LocalDate {
    fn from(day: WireDate) -> Self {
        Self { day_first: day.0, month_first: day.0 }
    }
}

/// `12/31/2026` with the day before the month; `None` where nothing is to be turned.
fn turned(text: &str) -> Option<String> {
    let mut pieces = text.trim().splitn(3, '/');
    let (first, second, rest) = (pieces.next()?, pieces.next()?, pieces.next()?);
    (first.len() <= 2).then(|| format!("{second}/{first}/{rest}"))
}

#[cfg(test)]
mod tests {
    use super::{LocalDate, Scalar};

    #[test]
    fn slashes_are_read_in_the_order_of_the_installation() {
        for (text, day_first, month_first) in [
            ("2026-01-31", Some("2026-01-31"), Some("2026-01-31")),
            ("20260131", Some("2026-01-31"), Some("2026-01-31")),
            ("2026/01/31", Some("2026-01-31"), Some("2026-01-31")),
            ("31.01.2026", Some("2026-01-31"), Some("2026-01-31")),
            ("31-01-2026", Some("2026-01-31"), Some("2026-01-31")),
            ("12/01/2026", Some("2026-01-12"), Some("2026-12-01")),
            ("1/2/2026 10:00", Some("2026-02-01"), Some("2026-01-02")),
            ("31/01/2026", Some("2026-01-31"), None),
            ("01/31/2026", None, Some("2026-01-31")),
            ("", Some("none"), Some("none")),
            ("0000-00-00", Some("none"), Some("none")),
            ("31/31/2026", None, None),
            ("tomorrow", None, None),
        ] {
            let read = LocalDate::read_text(text);
            let day = |month_first| {
                let day = read.clone().ok()?.day(month_first).ok()?;
                Some(day.map_or_else(|| "none".to_owned(), |day| day.to_string()))
            };
            let found = (day(false), day(true));
            let expected = (day_first.map(str::to_owned), month_first.map(str::to_owned));
            assert_eq!(found, expected, "for {text}");
            if let Ok(date) = read {
                assert_eq!(LocalDate::read_text(&date.write_text()), Ok(date), "for {text}");
            }
        }
    }
}
