//! Amounts of money: whole minor units with their currency, rounded once (B1, B2).

mod allocate;
mod currency;
mod parse;
mod percent;
mod rate;

pub use currency::{Currency, is_iso_code, iso_digits};
pub(crate) use parse::display_scaled;
pub use parse::shown_scaled;
pub use percent::Percent;
pub use rate::{ExchangeRate, convert};

use std::fmt;

/// The largest amount, in minor units, that is read from text; more is taken for a mistake.
pub const PARSED_MINOR_MAX: i64 = 1_000_000_000_000_000;

/// An amount in the minor units of its currency (B1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub struct Money {
    /// Minor units: cents for USD, whole yen for JPY, fils for KWD.
    pub minor: i64,
    /// What the minor units are units of.
    pub currency: Currency,
}

/// Why an amount could not be read or computed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum MoneyError {
    /// The text is not digits with at most one decimal point.
    #[error("not a decimal number")]
    NotDecimal,
    /// The text has more decimals than the currency (or percent, or rate) has.
    #[error("more than {digits} decimal places")]
    TooPrecise {
        /// Decimals that are allowed.
        digits: u8,
    },
    /// The text names an amount beyond all reason.
    #[error("the amount is absurdly large")]
    TooLarge,
    /// The result does not fit.
    #[error("the amount does not fit")]
    Overflow,
    /// Two currencies in one sum.
    #[error("{left} and {right} cannot be added")]
    CurrencyMismatch {
        /// Currency of the first amount.
        left: Currency,
        /// Currency of the second amount.
        right: Currency,
    },
    /// A currency code that is not three letters, or more than four digits.
    #[error("not a currency code of three letters with at most four digits")]
    BadCurrency,
    /// A fraction or rate with a zero below the line.
    #[error("division by zero")]
    DivisionByZero,
    /// An amount to share among weights that sum to zero.
    #[error("nothing to share the amount among")]
    NoWeights,
}

#[expect(clippy::should_implement_trait, reason = "an operator could not answer with an error")]
impl Money {
    /// An amount given in minor units.
    pub const fn from_minor(minor: i64, currency: Currency) -> Money {
        Money { minor, currency }
    }

    /// Nothing, in the given currency.
    pub const fn zero(currency: Currency) -> Money {
        Money { minor: 0, currency }
    }

    /// Reads a decimal such as `15.95` or `-3`, exactly: never rounded (B1).
    ///
    /// Zeros beyond the currency's digits are exact and so allowed. Everything else that is
    /// over-precise, over-large or not a plain decimal is an error that names the reason.
    pub fn parse(text: &str, currency: &Currency) -> Result<Money, MoneyError> {
        let minor = parse::scaled(text, currency.digits(), PARSED_MINOR_MAX)?;
        Ok(Money { minor, currency: *currency })
    }

    /// Whether the amount is exactly zero.
    pub const fn is_zero(self) -> bool {
        self.minor == 0
    }

    /// Whether the amount is below zero.
    pub const fn is_negative(self) -> bool {
        self.minor < 0
    }

    /// Whether the amount is above zero.
    pub const fn is_positive(self) -> bool {
        self.minor > 0
    }

    /// The sum; an error across currencies or when it does not fit.
    pub fn add(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_add(other.minor))
    }

    /// The difference; an error across currencies or when it does not fit.
    pub fn sub(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        self.with(self.minor.checked_sub(other.minor))
    }

    /// The amount with its sign turned.
    pub fn neg(self) -> Result<Money, MoneyError> {
        self.with(self.minor.checked_neg())
    }

    /// The amount taken so many times.
    pub fn mul_int(self, times: i64) -> Result<Money, MoneyError> {
        self.with(self.minor.checked_mul(times))
    }

    /// The smaller of two amounts of one currency.
    pub fn min(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        Ok(if self.minor <= other.minor { self } else { other })
    }

    /// The larger of two amounts of one currency.
    pub fn max(self, other: Money) -> Result<Money, MoneyError> {
        self.same_currency(other)?;
        Ok(if self.minor >= other.minor { self } else { other })
    }

    /// Zero in place of a negative amount.
    pub const fn or_zero(self) -> Money {
        if self.minor < 0 { Money::zero(self.currency) } else { self }
    }

    /// So many percent of the amount, rounded half away from zero, once (B2).
    pub fn percent(self, percent: Percent) -> Result<Money, MoneyError> {
        self.fraction(percent.ten_thousandths(), Percent::WHOLE.ten_thousandths())
    }

    /// `numerator / denominator` of the amount, rounded half away from zero, once (B2).
    pub fn fraction(self, numerator: i64, denominator: i64) -> Result<Money, MoneyError> {
        let product = i128::from(self.minor) * i128::from(numerator);
        let minor = divide_half_away(product, i128::from(denominator))?;
        self.with(i64::try_from(minor).ok())
    }

    /// Splits the amount by weights with the largest remainder; the parts sum to it exactly (B2).
    ///
    /// A negative amount splits as the mirror image of the positive one. Weights may be negative
    /// (a discount among taxed lines) as long as their sum is not zero; an amount of zero splits
    /// into zeros whatever the weights.
    pub fn allocate(self, weights: &[i64]) -> Result<Vec<Money>, MoneyError> {
        let parts = allocate::by_largest_remainder(self.minor, weights)?;
        Ok(parts.into_iter().map(|minor| Money { minor, ..self }).collect())
    }

    /// The sum of many amounts, zero in `currency` if there are none.
    pub fn sum(
        amounts: impl IntoIterator<Item = Money>,
        currency: Currency,
    ) -> Result<Money, MoneyError> {
        amounts.into_iter().try_fold(Money::zero(currency), Money::add)
    }

    fn same_currency(self, other: Money) -> Result<(), MoneyError> {
        if self.currency == other.currency {
            return Ok(());
        }
        Err(MoneyError::CurrencyMismatch { left: self.currency, right: other.currency })
    }

    fn with(self, minor: Option<i64>) -> Result<Money, MoneyError> {
        minor.map(|minor| Money { minor, ..self }).ok_or(MoneyError::Overflow)
    }
}

/// The wire's form: `15.95`, `-0.05`, `450` for a currency without decimals.
impl fmt::Display for Money {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.pad(&parse::display_scaled(self.minor, self.currency.digits()))
    }
}

/// Divides with halves rounded away from zero.
pub(crate) fn divide_half_away(dividend: i128, divisor: i128) -> Result<i128, MoneyError> {
    let quotient = dividend.checked_div(divisor).ok_or(MoneyError::DivisionByZero)?;
    let remainder = dividend.checked_rem(divisor).ok_or(MoneyError::DivisionByZero)?;
    let rest = divisor.unsigned_abs() - remainder.unsigned_abs();
    if remainder == 0 || remainder.unsigned_abs() < rest {
        return Ok(quotient);
    }
    let away = if (dividend < 0) == (divisor < 0) { 1 } else { -1 };
    quotient.checked_add(away).ok_or(MoneyError::Overflow)
}

#[cfg(test)]
mod tests;
