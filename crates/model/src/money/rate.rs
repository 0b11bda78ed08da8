//! Exchange rates as whole numbers, and conversion with one rounding (B3).

use super::{Currency, Money, MoneyError, divide_half_away, parse};
use std::fmt;

/// Units of a currency that buy one unit of the default currency, exact to eight decimals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct ExchangeRate(i64);

impl ExchangeRate {
    /// The rate of the default currency itself.
    pub const ONE: ExchangeRate = ExchangeRate(100_000_000);
    /// Decimals kept.
    pub const DECIMALS: u8 = 8;

    /// A rate from whole hundred-millionths; zero and less are refused.
    pub fn from_scaled(value: i64) -> Result<ExchangeRate, MoneyError> {
        if value > 0 { Ok(ExchangeRate(value)) } else { Err(MoneyError::DivisionByZero) }
    }

    /// Reads `1.08375` (above zero, at most eight decimals).
    pub fn parse(text: &str) -> Result<ExchangeRate, MoneyError> {
        ExchangeRate::from_scaled(parse::scaled(text, ExchangeRate::DECIMALS, i64::MAX)?)
    }

    /// Hundred-millionths.
    pub const fn scaled(self) -> i64 {
        self.0
    }
}

/// The wire's form with five decimals, `1.08375`; more only where they are needed.
impl fmt::Display for ExchangeRate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let mut text = parse::display_scaled(self.0, ExchangeRate::DECIMALS);
        while text.ends_with('0') && text.split_once('.').is_some_and(|(_, d)| d.len() > 5) {
            text.pop();
        }
        f.pad(&text)
    }
}

/// Converts by the two currencies' rates to the default currency, rounded once (B2, B3).
pub fn convert(
    money: Money,
    from: ExchangeRate,
    to: ExchangeRate,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let scale = |digits: u8| 10_i128.pow(u32::from(digits));
    let dividend = i128::from(money.minor)
        .checked_mul(i128::from(to.0))
        .and_then(|product| product.checked_mul(scale(currency.digits())))
        .ok_or(MoneyError::Overflow)?;
    let divisor = i128::from(from.0)
        .checked_mul(scale(money.currency.digits()))
        .ok_or(MoneyError::Overflow)?;
    let minor = divide_half_away(dividend, divisor)?;
    Ok(Money { minor: i64::try_from(minor).map_err(|_| MoneyError::Overflow)?, currency })
}
