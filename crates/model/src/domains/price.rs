//! Sale prices of domains from a registrar's cost prices (B34).

use crate::money::{Currency, ExchangeRate, Money, MoneyError, Percent, convert};

/// What is added to a cost price.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Margin {
    /// A share of the cost.
    Percent(Percent),
    /// Always this much, in the currency of the sale.
    Fixed(Money),
}

/// How a sale price is made a handsome one; always upwards, so that no margin is lost.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum PriceRounding {
    /// As computed.
    None,
    /// Up to the next multiple of so many minor units: 50 gives 10.50, 11.00, …
    Multiple(i64),
    /// Up to the next amount that ends so: `step` 100 and `ending` 99 give 10.99, 11.99, …
    Ending {
        /// Distance of two such amounts, in minor units.
        step: i64,
        /// The remainder of each, in minor units.
        ending: i64,
    },
}

impl PriceRounding {
    /// `none` or nothing; up to a multiple, as `0.50`; up to an ending, as `x.99` or `x9.99`,
    /// where `x` stands for any digits before it. Cents of a currency without them do not count.
    pub fn parse(text: &str, currency: &Currency) -> Option<PriceRounding> {
        let mut text = text.trim().to_ascii_lowercase();
        if currency.digits() == 0 {
            // A rule about cents says nothing where there are none.
            text.truncate(text.find('.').unwrap_or(text.len()));
        }
        let nothing = currency.digits() == 0 && matches!(text.as_str(), "0" | "x");
        if text.is_empty() || text == "none" || nothing {
            return Some(PriceRounding::None);
        }
        let Some(rest) = text.strip_prefix('x') else {
            let step = Money::parse(&text, currency).ok().filter(|step| step.is_positive())?;
            return Some(PriceRounding::Multiple(step.minor));
        };
        let rest = rest.trim_start_matches('x');
        let whole = rest.split('.').next().unwrap_or_default().len();
        let digits = u32::try_from(whole).ok()?.checked_add(u32::from(currency.digits()))?;
        let step = 10_i64.checked_pow(digits)?;
        let ending = Money::parse(&format!("0{rest}"), currency).ok()?.minor;
        Some(PriceRounding::Ending { step, ending })
    }
}

/// One line of the preview of a price sync.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct PriceChange {
    /// The present sale price, if there is one.
    pub old: Option<Money>,
    /// The new one.
    pub new: Money,
    /// The cost in the currency of the sale.
    pub cost: Money,
    /// Whether the new price is below the cost, which needs a look.
    pub below_cost: bool,
}

/// The sale price for a cost price in another currency (B34).
pub fn preview(
    cost: Money,
    rates: (ExchangeRate, ExchangeRate),
    currency: Currency,
    margin: Margin,
    rounding: PriceRounding,
    old: Option<Money>,
) -> Result<PriceChange, MoneyError> {
    let cost = convert(cost, rates.0, rates.1, currency)?;
    let with_margin = match margin {
        Margin::Percent(percent) => cost.add(cost.percent(percent)?)?,
        Margin::Fixed(amount) => cost.add(amount)?,
    };
    let new = round_up(with_margin, rounding)?;
    Ok(PriceChange { old, new, cost, below_cost: new.minor < cost.minor })
}

/// Rounds an amount up by a rule; a rule without a sensible step changes nothing.
pub fn round_up(amount: Money, rounding: PriceRounding) -> Result<Money, MoneyError> {
    let (step, ending) = match rounding {
        PriceRounding::None => return Ok(amount),
        PriceRounding::Multiple(step) => (step, 0),
        PriceRounding::Ending { step, ending } => (step, ending),
    };
    if step <= 0 {
        return Ok(amount);
    }
    // i128: the way to the next step may lead beyond an i64.
    let (value, step, ending) = (i128::from(amount.minor), i128::from(step), i128::from(ending));
    let missing = (ending - value).rem_euclid(step);
    let minor = i64::try_from(value + missing).map_err(|_| MoneyError::Overflow)?;
    Ok(Money::from_minor(minor, amount.currency))
}

impl PriceChange {
    /// Whether the price differs from the present one.
    pub fn changes(&self) -> bool {
        self.old != Some(self.new)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::USD)
    }

    #[test]
    fn b34_sale_prices_are_cost_margin_and_rounding() {
        let percent = |text| Margin::Percent(Percent::parse(text).unwrap());
        let nines = PriceRounding::Ending { step: 100, ending: 99 };
        let one = ExchangeRate::ONE;
        let rate = ExchangeRate::parse("0.9").unwrap();
        for (cost, rates, margin, rounding, new, below_cost) in [
            (1000, (one, one), percent("20"), PriceRounding::None, 1200, false),
            (1000, (one, one), percent("20"), nines, 1299, false),
            (1000, (one, one), percent("29.9"), nines, 1299, false),
            (1000, (one, one), Margin::Fixed(usd(250)), PriceRounding::Multiple(100), 1300, false),
            (1000, (one, one), Margin::Fixed(usd(-50)), PriceRounding::None, 950, true),
            (900, (rate, one), percent("10"), PriceRounding::None, 1100, false),
            (1000, (one, one), percent("20"), PriceRounding::Multiple(0), 1200, false),
        ] {
            let cost = usd(cost);
            let found =
                preview(cost, rates, Currency::USD, margin, rounding, Some(usd(1299))).unwrap();
            assert_eq!((found.new, found.below_cost), (usd(new), below_cost), "{margin:?}");
            assert_eq!(found.changes(), new != 1299);
        }
        let beyond = round_up(usd(i64::MAX), PriceRounding::Multiple(100));
        assert_eq!(beyond, Err(MoneyError::Overflow));
    }

    #[test]
    fn b34_roundings_are_written_as_people_do() {
        let (usd, yen) = (Currency::USD, Currency::iso("JPY").unwrap());
        let ending = |step, ending| Some(PriceRounding::Ending { step, ending });
        for (text, currency, expected) in [
            ("", &usd, Some(PriceRounding::None)),
            (" None ", &usd, Some(PriceRounding::None)),
            ("0.50", &usd, Some(PriceRounding::Multiple(50))),
            ("1", &usd, Some(PriceRounding::Multiple(100))),
            ("x.99", &usd, ending(100, 99)),
            ("x.95", &usd, ending(100, 95)),
            ("xx9.99", &usd, ending(1_000, 999)),
            ("x9", &yen, ending(10, 9)),
            ("x.99", &yen, Some(PriceRounding::None)),
            ("0.50", &yen, Some(PriceRounding::None)),
            ("100", &yen, Some(PriceRounding::Multiple(100))),
            ("0", &usd, None),
            ("-1", &usd, None),
            ("x.999", &usd, None),
            ("up", &usd, None),
        ] {
            assert_eq!(PriceRounding::parse(text, currency), expected, "{text}");
        }
    }

    proptest! {
        #[test]
        fn b34_rounding_never_lowers_a_price(
            minor in 0..1_000_000_i64,
            step in 1..1000_i64,
            ending in 0..1000_i64,
        ) {
            let rounded = round_up(usd(minor), PriceRounding::Ending { step, ending }).unwrap();
            prop_assert!((minor..minor + step).contains(&rounded.minor));
            prop_assert_eq!(rounded.minor % step, ending % step);
        }
    }
}
