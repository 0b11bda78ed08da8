//! Tax: which rates hold, and how much they are (B13, B14).

mod explain;
mod place;
mod states;

pub use explain::{TaxStep, explain};
pub use place::{
    REVERSE_CHARGE_NOTE, TaxClient, Treatment, is_eu_country, is_taxed, select, treatment,
};

use crate::money::{Currency, Money, MoneyError, Percent};

/// One row of the tax table (B13).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxRule {
    /// First or second level.
    pub level: TaxLevel,
    /// The name shown on invoices, such as `VAT`.
    pub name: String,
    /// ISO 3166 code; `None` holds in any country.
    pub country: Option<String>,
    /// State, by name or code; `None` holds in any state.
    pub state: Option<String>,
    /// The rate.
    pub rate: Percent,
}

/// Which of the two levels a rule belongs to (B13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaxLevel {
    /// The usual one.
    One,
    /// The second one, such as a state's tax beside the federal one.
    Two,
}

/// Whether prices are given without or with tax (B13).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum TaxMode {
    /// Tax comes on top.
    Exclusive,
    /// Tax is contained.
    Inclusive,
}

/// The company's choices about tax (B13, B14).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxSettings {
    /// Prices without or with tax.
    pub mode: TaxMode,
    /// Level 2 is computed on the price plus level 1, not on the price alone.
    pub compound: bool,
    /// Inclusive prices drop to the net price for a client who pays no tax.
    pub deduct_from_exempt: bool,
    /// Domains are taxed.
    pub tax_domains: bool,
    /// Late fees are taxed.
    pub tax_late_fees: bool,
    /// Billable items are taxed.
    pub tax_billable_items: bool,
    /// Lines written by hand are taxed.
    pub tax_custom_lines: bool,
}

/// The rates of one invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TaxRates {
    /// Rate of level 1; zero if no rule holds.
    pub level1: Percent,
    /// Rate of level 2; zero if no rule holds.
    pub level2: Percent,
}

/// A line before tax.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineAmount {
    /// The price as listed: net in exclusive mode, gross in inclusive mode.
    pub amount: Money,
    /// Whether the line is taxed at all.
    pub taxed: bool,
}

/// A line after tax; its gross is the sum of the three.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LineTax {
    /// Price without tax.
    pub net: Money,
    /// Tax of level 1.
    pub tax: Money,
    /// Tax of level 2.
    pub tax2: Money,
}

/// The lines of an invoice with their tax, and the tax in all.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxResult {
    /// One for each line, in the same order.
    pub lines: Vec<LineTax>,
    /// Sum of the lines without tax.
    pub subtotal: Money,
    /// The taxed part of `subtotal`: what the rates were applied to.
    pub taxable: Money,
    /// Tax of level 1 in all.
    pub tax: Money,
    /// Tax of level 2 in all.
    pub tax2: Money,
}

impl TaxResult {
    /// What is asked for: the lines with their taxes.
    pub fn total(&self) -> Result<Money, MoneyError> {
        self.subtotal.add(self.tax)?.add(self.tax2)
    }
}

/// Computes the tax of an invoice: per rate on the sum of the taxed lines, rounded once, and
/// allocated to the lines (B14).
pub fn compute(
    lines: &[LineAmount],
    rates: TaxRates,
    settings: &TaxSettings,
    treatment: Treatment,
    currency: Currency,
) -> Result<TaxResult, MoneyError> {
    let listed = Money::sum(lines.iter().filter(|l| l.taxed).map(|l| l.amount), currency)?;
    let contained = settings.mode == TaxMode::Inclusive;
    let (tax, tax2) = match settings.mode {
        TaxMode::Exclusive => exclusive(listed, rates, settings.compound)?,
        TaxMode::Inclusive => inclusive(listed, rates, settings.compound)?,
    };
    // An exempt client pays the net price of an inclusive one only if the company says so.
    let deducts = contained && (treatment == Treatment::Taxed || settings.deduct_from_exempt);
    let deducted = shares(lines, tax, tax2, currency)?;
    let charged = match treatment {
        Treatment::Taxed => deducted.clone(),
        Treatment::Exempt | Treatment::ReverseCharge => {
            vec![(Money::zero(currency), Money::zero(currency)); lines.len()]
        }
    };
    let mut taxed_lines = Vec::with_capacity(lines.len());
    for ((line, deduct), charge) in lines.iter().zip(deducted).zip(charged) {
        let net = if deducts { line.amount.sub(deduct.0)?.sub(deduct.1)? } else { line.amount };
        taxed_lines.push(LineTax { net, tax: charge.0, tax2: charge.1 });
    }
    total_up(lines, taxed_lines, currency)
}

/// Tax on top of a net sum; level 2 on the net sum, or on that plus level 1.
fn exclusive(net: Money, rates: TaxRates, compound: bool) -> Result<(Money, Money), MoneyError> {
    let tax = net.percent(rates.level1)?;
    let base2 = if compound { net.add(tax)? } else { net };
    Ok((tax, base2.percent(rates.level2)?))
}

/// Tax contained in a gross sum: t = p·r / (100 + r).
fn inclusive(gross: Money, rates: TaxRates, compound: bool) -> Result<(Money, Money), MoneyError> {
    let whole = Percent::WHOLE.ten_thousandths();
    let (rate1, rate2) = (rates.level1.ten_thousandths(), rates.level2.ten_thousandths());
    if compound {
        let tax2 = gross.fraction(rate2, whole + rate2)?;
        let tax = gross.sub(tax2)?.fraction(rate1, whole + rate1)?;
        return Ok((tax, tax2));
    }
    let all = whole + rate1 + rate2;
    Ok((gross.fraction(rate1, all)?, gross.fraction(rate2, all)?))
}

/// The lines' shares of both taxes; a line that is not taxed has none.
fn shares(
    lines: &[LineAmount],
    tax: Money,
    tax2: Money,
    currency: Currency,
) -> Result<Vec<(Money, Money)>, MoneyError> {
    let taxed: Vec<i64> = lines.iter().filter(|l| l.taxed).map(|l| l.amount.minor).collect();
    let mut parts = tax.allocate(&taxed)?.into_iter().zip(tax2.allocate(&taxed)?);
    let none = (Money::zero(currency), Money::zero(currency));
    let share = |line: &LineAmount| if line.taxed { parts.next().unwrap_or(none) } else { none };
    Ok(lines.iter().map(share).collect())
}

fn total_up(
    listed: &[LineAmount],
    lines: Vec<LineTax>,
    currency: Currency,
) -> Result<TaxResult, MoneyError> {
    let taxed = listed.iter().zip(&lines).filter(|(listed, _)| listed.taxed);
    Ok(TaxResult {
        taxable: Money::sum(taxed.map(|(_, line)| line.net), currency)?,
        subtotal: Money::sum(lines.iter().map(|line| line.net), currency)?,
        tax: Money::sum(lines.iter().map(|line| line.tax), currency)?,
        tax2: Money::sum(lines.iter().map(|line| line.tax2), currency)?,
        lines,
    })
}

impl Default for TaxSettings {
    fn default() -> Self {
        TaxSettings {
            mode: TaxMode::Exclusive,
            compound: false,
            deduct_from_exempt: true,
            tax_domains: true,
            tax_late_fees: false,
            tax_billable_items: true,
            tax_custom_lines: true,
        }
    }
}

impl TaxRates {
    /// No tax at all.
    pub const NONE: TaxRates = TaxRates { level1: Percent::ZERO, level2: Percent::ZERO };
}

#[cfg(test)]
mod tests;
