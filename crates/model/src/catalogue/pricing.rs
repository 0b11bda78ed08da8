//! Prices by billing cycle in one currency.

use super::product::PayType;
use crate::dates::Cycle;
use crate::money::{Currency, Money};

/// What a cycle costs.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CyclePrice {
    /// Each period; for One Time the only payment.
    pub recurring: Money,
    /// Once, with the first payment.
    pub setup: Money,
}

/// The prices of a product, addon or option in one currency.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Pricing {
    currency: Currency,
    offered: Vec<(Cycle, CyclePrice)>,
}

impl Pricing {
    /// Prices from the rows of a price list; a negative recurring price is a cycle not offered.
    ///
    /// A negative setup fee means none, and rows of another currency do not count.
    pub fn new(currency: Currency, rows: impl IntoIterator<Item = (Cycle, CyclePrice)>) -> Pricing {
        let offered = rows
            .into_iter()
            .filter(|(_, price)| !price.recurring.is_negative())
            .filter(|(_, price)| {
                price.recurring.currency == currency && price.setup.currency == currency
            })
            .map(|(cycle, price)| (cycle, CyclePrice { setup: price.setup.or_zero(), ..price }))
            .collect();
        Pricing { currency, offered }
    }

    /// The currency of all prices.
    pub fn currency(&self) -> Currency {
        self.currency
    }

    /// What a cycle costs; `None` if it is not offered. Free is always free.
    pub fn price(&self, cycle: Cycle) -> Option<CyclePrice> {
        let zero = Money::zero(self.currency);
        match cycle {
            Cycle::Free => Some(CyclePrice { recurring: zero, setup: zero }),
            _ => self.offered.iter().find(|(each, _)| *each == cycle).map(|(_, price)| *price),
        }
    }

    /// The cycles that can be ordered for a way of paying, shortest first.
    pub fn cycles(&self, pay_type: PayType) -> Vec<Cycle> {
        match pay_type {
            PayType::Free => vec![Cycle::Free],
            PayType::OneTime => self.filter(&[Cycle::OneTime]),
            PayType::Recurring => self.filter(&Cycle::RECURRING),
        }
    }

    fn filter(&self, cycles: &[Cycle]) -> Vec<Cycle> {
        cycles.iter().copied().filter(|cycle| self.price(*cycle).is_some()).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn minus_one_is_not_offered_and_zero_is_free() {
        let usd = |minor| Money::from_minor(minor, Currency::USD);
        let price = |recurring, setup| CyclePrice { recurring: usd(recurring), setup: usd(setup) };
        let pricing = Pricing::new(
            Currency::USD,
            [
                (Cycle::Annually, price(10_000, -100)),
                (Cycle::Monthly, price(0, 500)),
                (Cycle::Quarterly, price(-100, 0)),
                (
                    Cycle::Biennially,
                    CyclePrice { recurring: Money::zero(Currency::JPY), setup: usd(0) },
                ),
            ],
        );
        assert_eq!(pricing.cycles(PayType::Recurring), [Cycle::Monthly, Cycle::Annually]);
        assert_eq!(pricing.cycles(PayType::OneTime), []);
        assert_eq!(pricing.cycles(PayType::Free), [Cycle::Free]);
        assert_eq!(pricing.price(Cycle::Annually), Some(price(10_000, 0)));
        assert_eq!(pricing.price(Cycle::Monthly), Some(price(0, 500)));
        assert_eq!(pricing.price(Cycle::Quarterly), None);
        assert_eq!(pricing.price(Cycle::Free), Some(price(0, 0)));
    }
}
