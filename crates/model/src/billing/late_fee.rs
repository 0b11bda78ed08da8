//! The fee for paying late (B12).

use crate::dates::{add_days, days_between};
use crate::money::{Money, MoneyError, Percent};
use jiff::civil::Date;

/// How much a late fee is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum LateFeeAmount {
    /// Always this much.
    Fixed(Money),
    /// A share of what is unpaid, but no less than a minimum.
    Percent {
        /// The share.
        percent: Percent,
        /// The minimum.
        min: Money,
    },
}

/// When and how much; no settings at all means no late fees.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateFeeSettings {
    /// How much each time.
    pub amount: LateFeeAmount,
    /// Days after the due date.
    pub days_after: i32,
    /// Days until the fee comes again; `None` for once per invoice.
    pub repeat_days: Option<i32>,
}

/// The fee that is due on a date, for an unpaid invoice that had so many fees already (B12).
pub fn due_fee(
    settings: &LateFeeSettings,
    due: Date,
    balance: Money,
    fees_before: i32,
    today: Date,
) -> Result<Option<Money>, MoneyError> {
    let day = match (fees_before, settings.repeat_days) {
        (0, _) => Some(settings.days_after),
        (_, None | Some(..=0)) => None,
        (n, Some(days)) => n.checked_mul(days).and_then(|n| n.checked_add(settings.days_after)),
    };
    let is_due = day.and_then(|days| add_days(due, days)).is_some_and(|day| day <= today);
    // A fee on the due date itself would punish paying on time.
    if !is_due || days_between(due, today) < 1 || !balance.is_positive() {
        return Ok(None);
    }
    let fee = match settings.amount {
        LateFeeAmount::Fixed(fee) => fee,
        LateFeeAmount::Percent { percent, min } => balance.percent(percent)?.max(min)?,
    };
    Ok(Some(fee).filter(|fee| fee.is_positive()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use jiff::civil::date;

    #[test]
    fn b12_late_fees_come_once_or_again() {
        let usd = |minor| Money::from_minor(minor, Currency::USD);
        let fixed = LateFeeAmount::Fixed(usd(500));
        let ten = Percent::parse("10").unwrap();
        let share = LateFeeAmount::Percent { percent: ten, min: usd(300) };
        for (amount, days_after, repeat_days, balance, before, day, expected) in [
            (fixed, 7, None, 1000, 0, 7, None),
            (fixed, 7, None, 1000, 0, 8, Some(500)),
            (fixed, 7, None, 1000, 0, 28, Some(500)),
            (fixed, 7, None, 1000, 1, 28, None),
            (fixed, 7, Some(10), 1000, 1, 17, None),
            (fixed, 7, Some(10), 1000, 1, 18, Some(500)),
            (fixed, 7, Some(10), 1000, 2, 18, None),
            (fixed, 7, Some(0), 1000, 1, 28, None),
            (fixed, 0, None, 1000, 0, 1, None),
            (fixed, 0, None, 1000, 0, 2, Some(500)),
            (share, 7, None, 10_000, 0, 8, Some(1000)),
            (share, 7, None, 1000, 0, 8, Some(300)),
            (share, 7, None, 0, 0, 8, None),
            (LateFeeAmount::Fixed(usd(0)), 7, None, 1000, 0, 8, None),
        ] {
            let settings = LateFeeSettings { amount, days_after, repeat_days };
            // The invoice is due on the first, so the eighth is seven days after.
            let (due, today) = (date(2026, 1, 1), date(2026, 1, day));
            let fee = due_fee(&settings, due, usd(balance), before, today).unwrap();
            assert_eq!(fee.map(|f| f.minor), expected, "{settings:?} {balance} {before} {today}");
        }
    }
}
