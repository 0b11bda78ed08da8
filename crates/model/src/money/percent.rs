//! Percentages as whole ten-thousandths of a percent.

use super::{MoneyError, parse};
use std::fmt;

/// A percentage of zero or more, exact to a ten-thousandth of a percent.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Percent(i64);

impl Percent {
    /// 0 %.
    pub const ZERO: Percent = Percent(0);
    /// 100 %.
    pub const WHOLE: Percent = Percent(1_000_000);
    /// The largest percentage that is accepted: a million percent.
    pub const MAX: Percent = Percent(10_000_000_000);

    /// A percentage from whole ten-thousandths: `from_ten_thousandths(75_000)` is 7.5 %.
    pub fn from_ten_thousandths(value: i64) -> Result<Percent, MoneyError> {
        if (0..=Percent::MAX.0).contains(&value) {
            return Ok(Percent(value));
        }
        Err(MoneyError::TooLarge)
    }

    /// Reads `7.5` (no sign, at most four decimals).
    pub fn parse(text: &str) -> Result<Percent, MoneyError> {
        if text.starts_with('-') {
            return Err(MoneyError::NotDecimal);
        }
        parse::scaled(text, 4, Percent::MAX.0).map(Percent)
    }

    /// Ten-thousandths of a percent.
    pub const fn ten_thousandths(self) -> i64 {
        self.0
    }

    /// Whether this is 0 %.
    pub const fn is_zero(self) -> bool {
        self.0 == 0
    }
}

/// The wire's form with three decimals, `7.500`; a fourth only where it is needed.
impl fmt::Display for Percent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if self.0 % 10 == 0 {
            return f.pad(&parse::display_scaled(self.0 / 10, 3));
        }
        f.pad(&parse::display_scaled(self.0, 4))
    }
}
