//! How the tax of an invoice came about: each rate, what it was applied to, and what rounding did.

use super::{LineAmount, TaxLevel, TaxMode, TaxRates, TaxSettings, exclusive, inclusive};
use crate::money::{Currency, Money, MoneyError, Percent};

/// More digits than the currency has, in which an amount is told before it was rounded.
const EXACT_DIGITS: u8 = 4;

/// One rate of an invoice: computed on the sum of its taxed lines and rounded once (B14).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TaxStep {
    /// Which level.
    pub level: TaxLevel,
    /// The rate.
    pub rate: Percent,
    /// What it was applied to: the sum of the taxed lines as listed; with a compound second level
    /// that and the tax of the first, or of inclusive prices the sum without the second one's.
    pub basis: Money,
    /// The result before rounding, with four digits more than the currency has; cut, not rounded.
    pub exact: String,
    /// The result: half away from zero (B2).
    pub rounded: Money,
}

/// The rates that lines were taxed by, in the order of their levels; none where no line is taxed or
/// no rate holds. The same figures as [`super::compute`].
///
/// # Errors
/// When an amount does not fit.
pub fn explain(
    lines: &[LineAmount],
    rates: TaxRates,
    settings: &TaxSettings,
    currency: Currency,
) -> Result<Vec<TaxStep>, MoneyError> {
    let taxed = lines.iter().filter(|line| line.taxed);
    if taxed.clone().next().is_none() {
        return Ok(Vec::new());
    }
    let listed = Money::sum(taxed.map(|line| line.amount), currency)?;
    let whole = Percent::WHOLE.ten_thousandths();
    let (rate1, rate2) = (rates.level1.ten_thousandths(), rates.level2.ten_thousandths());
    let compound = settings.compound;
    // Of each level: the amount, what of it the rate is a share of, and the result.
    let [one, two] = match settings.mode {
        TaxMode::Exclusive => {
            let (tax, tax2) = exclusive(listed, rates, compound)?;
            let basis2 = if compound { listed.add(tax)? } else { listed };
            [(listed, whole, tax), (basis2, whole, tax2)]
        }
        TaxMode::Inclusive => {
            let (tax, tax2) = inclusive(listed, rates, compound)?;
            if compound {
                [(listed.sub(tax2)?, whole + rate1, tax), (listed, whole + rate2, tax2)]
            } else {
                let all = whole + rate1 + rate2;
                [(listed, all, tax), (listed, all, tax2)]
            }
        }
    };
    let levels = [(TaxLevel::One, rates.level1, one), (TaxLevel::Two, rates.level2, two)];
    Ok(levels
        .into_iter()
        .filter(|(_, rate, _)| !rate.is_zero())
        .map(|(level, rate, (basis, of, rounded))| {
            let exact = exact(basis, rate.ten_thousandths(), of);
            TaxStep { level, rate, basis, exact, rounded }
        })
        .collect())
}

/// An amount times `share / of`, as a decimal number with four digits more than the currency has.
fn exact(amount: Money, share: i64, of: i64) -> String {
    let scale = i128::from(10_i64.pow(u32::from(EXACT_DIGITS)));
    let scaled = i128::from(amount.minor) * i128::from(share) * scale / i128::from(of.max(1));
    let digits = usize::from(amount.currency.digits() + EXACT_DIGITS);
    let sign = if scaled < 0 { "-" } else { "" };
    let text = format!("{:0>width$}", scaled.unsigned_abs(), width = digits + 1);
    let (whole, part) = text.split_at(text.len() - digits);
    format!("{sign}{whole}.{part}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::billing::tax::{Treatment, compute};
    use proptest::prelude::{prop_assert_eq, proptest};

    fn rates(one: &str, two: &str) -> TaxRates {
        TaxRates { level1: Percent::parse(one).unwrap(), level2: Percent::parse(two).unwrap() }
    }

    fn lines(amounts: &[i64]) -> Vec<LineAmount> {
        let line = |minor: &i64| LineAmount {
            amount: Money::from_minor(*minor, Currency::EUR),
            taxed: *minor != 77,
        };
        amounts.iter().map(line).collect()
    }

    #[test]
    fn b13_each_rate_says_what_it_was_applied_to_and_what_rounding_did() {
        let settings = |mode, compound| TaxSettings { mode, compound, ..TaxSettings::default() };
        let out = settings(TaxMode::Exclusive, false);
        for (settings, rates, amounts, expected) in [
            (out, rates("19", "0"), &[1000, 1737, 77][..], &["19 27.37 5.200300 5.20"][..]),
            (out, rates("7.5", "5"), &[333], &["7.5 3.33 0.249750 0.25", "5 3.33 0.166500 0.17"]),
            (
                settings(TaxMode::Exclusive, true),
                rates("5", "9.975"),
                &[1000],
                &["5 10.00 0.500000 0.50", "9.975 10.50 1.047375 1.05"],
            ),
            (
                settings(TaxMode::Inclusive, false),
                rates("19", "0"),
                &[1190, -100],
                &["19 10.90 1.740336 1.74"],
            ),
            (
                settings(TaxMode::Inclusive, true),
                rates("5", "10"),
                &[1155],
                &["5 10.50 0.500000 0.50", "10 11.55 1.050000 1.05"],
            ),
            (out, rates("0", "0"), &[1000], &[]),
            (out, rates("19", "0"), &[77], &[]),
            (out, rates("19", "0"), &[-50], &["19 -0.50 -0.095000 -0.10"]),
        ] {
            let found = explain(&lines(amounts), rates, &settings, Currency::EUR).unwrap();
            let told: Vec<String> = found
                .iter()
                .map(|step| {
                    let rate = step.rate.to_string();
                    let rate = rate.trim_end_matches('0').trim_end_matches('.');
                    format!("{rate} {} {} {}", step.basis, step.exact, step.rounded)
                })
                .collect();
            assert_eq!(told, expected, "{settings:?} {amounts:?}");
        }
    }

    proptest! {
        #[test]
        fn b14_what_is_explained_is_what_is_computed(
            amounts in proptest::collection::vec(-100_000..100_000_i64, 1..6),
            one in 0..500_000_i64,
            two in 0..500_000_i64,
            contained in proptest::bool::ANY,
            compound in proptest::bool::ANY,
        ) {
            let mode = if contained { TaxMode::Inclusive } else { TaxMode::Exclusive };
            let settings = TaxSettings { mode, compound, ..TaxSettings::default() };
            let rates = TaxRates {
                level1: Percent::from_ten_thousandths(one).unwrap(),
                level2: Percent::from_ten_thousandths(two).unwrap(),
            };
            let lines = lines(&amounts);
            let taxed = compute(&lines, rates, &settings, Treatment::Taxed, Currency::EUR).unwrap();
            let told = explain(&lines, rates, &settings, Currency::EUR).unwrap();
            let of = |level| {
                let steps = told.iter().filter(|step| step.level == level);
                Money::sum(steps.map(|step| step.rounded), Currency::EUR).unwrap()
            };
            prop_assert_eq!((of(TaxLevel::One), of(TaxLevel::Two)), (taxed.tax, taxed.tax2));
        }
    }
}
