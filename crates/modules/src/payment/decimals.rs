//! Amounts with as many decimals as a gateway writes, exactly or not at all.

use model::money::{Currency, Money};

/// The same amount with another number of decimals; `None` if that cannot be said exactly.
pub(super) fn with_digits(amount: Money, digits: u8) -> Option<Money> {
    let currency = Currency::new(amount.currency.code(), digits).ok()?;
    let minor = scaled(amount.minor, amount.currency.digits(), digits)?;
    Some(Money::from_minor(minor, currency))
}

/// A number of smallest units with another number of decimals; `None` if it cannot be said exactly.
pub(super) fn scaled(minor: i64, from: u8, to: u8) -> Option<i64> {
    let factor = 10_i64.checked_pow(u32::from(from.abs_diff(to)))?;
    if to >= from {
        return minor.checked_mul(factor);
    }
    (minor % factor == 0).then(|| minor / factor)
}
