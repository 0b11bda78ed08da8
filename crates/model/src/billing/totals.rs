//! The sums at the foot of an invoice.

use super::tax::TaxResult;
use crate::money::{Money, MoneyError};

/// The sums of an invoice; `total` is what is left to pay once credit was applied.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Totals {
    /// Lines without tax.
    pub subtotal: Money,
    /// Tax of level 1.
    pub tax: Money,
    /// Tax of level 2.
    pub tax2: Money,
    /// Credit applied.
    pub credit: Money,
    /// `subtotal + tax + tax2 - credit`.
    pub total: Money,
}

impl Totals {
    /// The sums of taxed lines, with so much credit applied.
    pub fn of(taxed: &TaxResult, credit: Money) -> Result<Totals, MoneyError> {
        Ok(Totals {
            subtotal: taxed.subtotal,
            tax: taxed.tax,
            tax2: taxed.tax2,
            credit,
            total: taxed.total()?.sub(credit)?,
        })
    }

    /// What the invoice is over: lines and tax, before credit.
    pub fn gross(&self) -> Result<Money, MoneyError> {
        self.total.add(self.credit)
    }

    /// What is still to be paid after payments and refunds of so much in sum.
    pub fn balance(&self, paid: Money) -> Result<Money, MoneyError> {
        self.total.sub(paid)
    }

    /// The same invoice with more (or, if negative, less) credit applied.
    pub fn with_credit(self, more: Money) -> Result<Totals, MoneyError> {
        Ok(Totals { credit: self.credit.add(more)?, total: self.total.sub(more)?, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::tax::{LineAmount, TaxRates, TaxSettings, Treatment, compute};
    use crate::money::{Currency, Percent};

    #[test]
    fn sums_add_up_and_credit_lowers_the_total() {
        let usd = |minor| Money::from_minor(minor, Currency::USD);
        let rates = TaxRates { level1: Percent::parse("20").unwrap(), level2: Percent::ZERO };
        let line = LineAmount { amount: usd(1000), taxed: true };
        let settings = TaxSettings::default();
        let taxed = compute(&[line], rates, &settings, Treatment::Taxed, Currency::USD).unwrap();
        let totals = Totals::of(&taxed, usd(0)).unwrap();
        assert_eq!(totals.total, usd(1200));
        let totals = totals.with_credit(usd(500)).unwrap();
        assert_eq!((totals.credit, totals.total), (usd(500), usd(700)));
        assert_eq!(totals.gross(), Ok(usd(1200)));
        assert_eq!(totals.balance(usd(300)), Ok(usd(400)));
    }
}
