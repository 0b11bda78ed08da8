//! What a new thing costs first and later (B30).

use jiff::civil::Date;
use model::billing::proration::{ProrationRule, first_period};
use model::catalogue::price::LinePrice;
use model::dates::{Cycle, Period, period};
use model::explanation::{Explanation, What};
use model::money::{Money, Percent};
use store::catalogue::products::ProductRow;

use crate::{Fault, Result};

/// What a new service, addon or domain costs.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Charge {
    /// How often.
    pub cycle: Cycle,
    /// Each period, before promotions.
    pub recurring: Money,
    /// Once.
    pub setup: Money,
    /// The first period, which may be a part of one (B30), without the setup fee.
    pub first: Money,
    /// What the promotion takes off the first period.
    pub off_first: Money,
    /// What the promotion takes off the setup fee.
    pub off_setup: Money,
    /// Whether the promotion holds for renewals too.
    pub promotion_recurs: bool,
    /// The first period; `None` when it does not recur.
    pub period: Option<Period>,
    /// The day from which all later periods are counted (B4).
    pub anchor: Date,
    /// Whether the first period ends on the product's day of the month (B30).
    pub is_prorated: bool,
    /// How price and setup fee came about.
    pub explanation: Explanation,
}

/// The price after what the client's group pays less.
///
/// # Errors
/// Broken when an amount does not fit.
pub fn for_group(price: LinePrice, discount: Percent) -> Result<LinePrice> {
    if discount.is_zero() {
        return Ok(price);
    }
    let LinePrice { recurring, setup, mut explanation } = price;
    let off_recurring = off_for_group(recurring, discount)?;
    let off_setup = off_for_group(setup, discount)?;
    explanation.push(What::GroupDiscount, off_recurring.add(off_setup)?.neg()?);
    Ok(LinePrice {
        recurring: recurring.sub(off_recurring)?,
        setup: setup.sub(off_setup)?,
        explanation,
    })
}

/// What the client's group pays less of an amount, which is no more than all of it.
///
/// # Errors
/// Broken when an amount does not fit.
pub fn off_for_group(amount: Money, discount: Percent) -> Result<Money> {
    Ok(amount.percent(discount)?.min(amount)?)
}

impl Charge {
    /// Charges a line from a day on.
    ///
    /// # Errors
    /// Broken beyond the calendar or when an amount does not fit.
    pub(super) fn new(
        price: LinePrice,
        cycle: Cycle,
        rule: Option<ProrationRule>,
        today: Date,
    ) -> Result<Self> {
        let zero = Money::zero(price.recurring.currency);
        let mut charge = Self {
            cycle,
            recurring: price.recurring,
            setup: price.setup,
            first: price.recurring,
            off_first: zero,
            off_setup: zero,
            promotion_recurs: false,
            period: None,
            anchor: today,
            is_prorated: false,
            explanation: price.explanation,
        };
        let Some(months) = cycle.months() else { return Ok(charge) };
        let beyond = || Fault::broken("the first period ends beyond the calendar");
        let Some(rule) = rule else {
            charge.period = Some(period(today, cycle, 0).ok_or_else(beyond)?);
            return Ok(charge);
        };
        let first = first_period(rule, months, price.recurring, today)?.ok_or_else(beyond)?;
        let difference = first.amount.sub(price.recurring)?;
        let (days, of_days) = (first.part_days, first.of_days);
        let until = first.period.to_exclusive.to_string();
        charge.explanation.push(What::Prorated { until, days, of_days }, difference);
        charge.first = first.amount;
        charge.is_prorated = true;
        charge.period = Some(first.period);
        charge.anchor = first.anchor;
        Ok(charge)
    }

    /// What is due first, after the promotion and before tax.
    ///
    /// # Errors
    /// Broken when it does not fit.
    pub fn due_first(&self) -> Result<Money> {
        let full = self.first.add(self.setup)?;
        Ok(full.sub(self.off_first)?.sub(self.off_setup)?)
    }

    /// The price of a whole period; of a domain, whose renewal may cost something else, the first.
    pub(super) fn recurring_or_first(&self) -> Money {
        if self.is_prorated { self.recurring } else { self.first }
    }

    /// Whether there is nothing to be invoiced, now or later.
    #[must_use]
    pub fn is_free(&self) -> bool {
        self.cycle == Cycle::Free
    }
}

/// The day of the month on which the periods of a product begin (B30).
pub(super) fn proration(product: &ProductRow) -> Result<Option<ProrationRule>> {
    if !product.prorata {
        return Ok(None);
    }
    // Without a day it is the first, as `AddProduct` has it.
    let day = u8::try_from(product.prorata_day.max(1)).map_err(Fault::broken)?;
    let after = u8::try_from(product.prorata_charge_next_after).map_err(Fault::broken)?;
    Ok(Some(ProrationRule { day, charge_next_after: (after > 0).then_some(after) }))
}
