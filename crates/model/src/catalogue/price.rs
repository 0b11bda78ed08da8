//! The price of an order line, computed from the catalogue (B29).

use super::options::{Chosen, OptionKind, QUANTITY_MAX};
use super::pricing::{CyclePrice, Pricing};
use crate::dates::Cycle;
use crate::explanation::{Explanation, What};
use crate::money::{Money, MoneyError};

/// What an order line costs, before promotions and tax.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LinePrice {
    /// Each period; for One Time the only payment.
    pub recurring: Money,
    /// Once, with the first payment.
    pub setup: Money,
    /// How it came about.
    pub explanation: Explanation,
}

/// Why a line has no price; the sentence is for the outside.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PriceRefusal {
    /// The product is not sold for this cycle.
    #[error("Invalid Billing Cycle Requested")]
    CycleNotOffered(Cycle),
    /// None or too many.
    #[error("The quantity must be between 1 and {QUANTITY_MAX}.")]
    Quantity,
    /// The amounts do not go together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Computes a line: product and setup fee, options by their quantities, all times `quantity`.
///
/// An option that has no price for the cycle costs nothing: it is a choice, not a sale.
pub fn line_price(
    name: &str,
    pricing: &Pricing,
    cycle: Cycle,
    chosen: &[Chosen<'_>],
    quantity: u32,
) -> Result<LinePrice, PriceRefusal> {
    if !(1..=QUANTITY_MAX).contains(&quantity) {
        return Err(PriceRefusal::Quantity);
    }
    let product = pricing.price(cycle).ok_or(PriceRefusal::CycleNotOffered(cycle))?;
    let times = i64::from(quantity);
    let mut sum = Sum::new(product.recurring, times);
    sum.add(name, product, 1)?;
    for each in chosen {
        if let Some(price) = each.choice.pricing.price(cycle) {
            sum.add(&label(each), price, i64::from(each.quantity))?;
        }
    }
    Ok(sum.line)
}

/// The line so far.
struct Sum {
    line: LinePrice,
    times: i64,
}

impl Sum {
    fn new(like: Money, times: i64) -> Sum {
        let zero = Money::zero(like.currency);
        let explanation = Explanation::default();
        Sum { line: LinePrice { recurring: zero, setup: zero, explanation }, times }
    }

    fn add(&mut self, what: &str, price: CyclePrice, quantity: i64) -> Result<(), MoneyError> {
        let count = quantity.checked_mul(self.times).ok_or(MoneyError::Overflow)?;
        let recurring = price.recurring.mul_int(count)?;
        let setup = price.setup.mul_int(count)?;
        let counted = if count > 1 { format!("{what} x {count}") } else { what.to_owned() };
        self.line.recurring = self.line.recurring.add(recurring)?;
        self.line.setup = self.line.setup.add(setup)?;
        self.line.explanation.push(What::Setup(counted.clone()), setup);
        self.line.explanation.push(counted, recurring);
        Ok(())
    }
}

impl LinePrice {
    /// What is paid first: one period and the setup fees.
    pub fn first(&self) -> Result<Money, MoneyError> {
        self.recurring.add(self.setup)
    }
}

fn label(chosen: &Chosen<'_>) -> String {
    match chosen.option.kind {
        OptionKind::Dropdown | OptionKind::Radio => {
            format!("{}: {}", chosen.option.name, chosen.choice.name)
        }
        OptionKind::YesNo | OptionKind::Quantity => chosen.option.name.clone(),
    }
}

#[cfg(test)]
mod tests;
