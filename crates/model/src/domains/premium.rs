//! The price of a name whose registry asks more for it than for others: its cost and a mark-up that
//! depends on it.

use crate::money::{Money, MoneyError, Percent};

/// A mark-up on costs up to an amount.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkUp {
    /// For costs up to this amount, itself included; `None` for all that are higher.
    pub up_to: Option<Money>,
    /// What is added.
    pub percent: Percent,
}

/// The mark-up on a cost in the currency of the bands: that of the lowest one that reaches it.
/// Nothing is added where none does.
#[must_use]
pub fn mark_up(cost: Money, bands: &[MarkUp]) -> Percent {
    let reaching = bands.iter().filter_map(|band| Some((band.up_to?.minor, band.percent)));
    let reaching = reaching.filter(|(up_to, _)| *up_to >= cost.minor);
    let lowest = reaching.min_by_key(|(up_to, _)| *up_to).map(|(_, percent)| percent);
    let rest = || bands.iter().find(|band| band.up_to.is_none()).map(|band| band.percent);
    lowest.or_else(rest).unwrap_or(Percent::ZERO)
}

/// A cost with what is added, rounded once (B2).
///
/// # Errors
/// When the amount does not fit.
pub fn sale_price(cost: Money, percent: Percent) -> Result<Money, MoneyError> {
    cost.add(cost.percent(percent)?)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;

    #[test]
    fn b34_a_premium_name_costs_its_cost_and_the_mark_up_of_its_band() {
        let usd = |minor| Money::from_minor(minor, Currency::USD);
        let band = |up_to: Option<i64>, percent: &str| MarkUp {
            up_to: up_to.map(usd),
            percent: Percent::parse(percent).unwrap(),
        };
        let bands = [
            band(Some(50_000), "25"),
            band(None, "10"),
            band(Some(20_000), "20.5"),
            band(Some(100_000), "0"),
        ];
        for (cost, price) in [
            (0, 0),
            (1, 1),
            (20_000, 24_100),
            (20_001, 25_001),
            (50_000, 62_500),
            (50_001, 50_001),
            (100_001, 110_001),
        ] {
            let found = sale_price(usd(cost), mark_up(usd(cost), &bands)).unwrap();
            assert_eq!(found, usd(price), "{cost}");
        }
        assert_eq!(mark_up(usd(1), &[]), Percent::ZERO);
        assert_eq!(mark_up(usd(2), &[band(Some(1), "5")]), Percent::ZERO);
        let most = sale_price(usd(i64::MAX), Percent::WHOLE);
        assert_eq!(most, Err(MoneyError::Overflow));
    }
}
