//! Moving a service to another product, configuration or cycle (B31).

use crate::dates::{Cycle, add_months, days_between, on_day, period};
use crate::hosting::service::ServiceStatus;
use crate::money::{Money, MoneyError};
use crate::word::words;
use jiff::civil::Date;

words! {
    /// When an upgrade takes effect, and what becomes of the due date (B31).
    pub enum UpgradeMode {
        /// Now; the due date stays.
        KeepDate = "keep date",
        /// Now; a new cycle begins today.
        Restart = "restart",
        /// At the next renewal; nothing is due before.
        AtRenewal = "at renewal",
    }
}

/// What a service is and costs at present.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Current {
    /// Its status.
    pub status: ServiceStatus,
    /// Its cycle.
    pub cycle: Cycle,
    /// What a period costs.
    pub recurring: Money,
    /// What promotions took off the price of the days that are paid and not used.
    pub off_unused: Money,
    /// First day of its first period.
    pub anchor: Date,
    /// First day that is not paid for.
    pub next_due: Date,
    /// Whether an invoice of it is unpaid.
    pub has_unpaid_invoice: bool,
}

/// What it shall become.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Target {
    /// The new cycle.
    pub cycle: Cycle,
    /// What a period of it (or the one payment) costs.
    pub price: Money,
}

/// Days that an amount is for, and of how many it is a share; both 0 where it is a whole one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Days {
    /// The days.
    pub left: i32,
    /// Of how many.
    pub of: i32,
}

/// What an upgrade costs and does to the dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct UpgradeQuote {
    /// The value of the days that are paid and not used.
    pub credit: Money,
    /// Those days.
    pub credit_days: Days,
    /// The price of these days (or of a new cycle) after the upgrade.
    pub debit: Money,
    /// The days that it is for.
    pub debit_days: Days,
    /// What is to be paid now, never negative.
    pub due_now: Money,
    /// What becomes the client's credit, if the setting says so.
    pub to_credit: Money,
    /// The due date after the upgrade; `None` if it no longer recurs.
    pub next_due: Option<Date>,
    /// The anchor after the upgrade.
    pub anchor: Date,
    /// The day from which the service is the new one.
    pub effective: Date,
}

/// Why there is no upgrade; the sentence is for the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UpgradeRefusal {
    /// Only an active service is upgraded.
    #[error("The service is not active.")]
    NotActive,
    /// Otherwise two invoices would ask for the same days (B31). WHMCS refuses alike, also for the
    /// invoice of the next renewal (`upgradeerroroverdueinvoice`).
    #[error("The service has an unpaid invoice: pay it first, then change the plan")]
    UnpaidInvoice,
    /// The dates lie beyond the calendar.
    #[error("The due date cannot be computed.")]
    NoDate,
    /// The amounts do not go together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Computes an upgrade or downgrade on a date (B31).
///
/// `credit_on_downgrade` is the setting that turns a negative result into credit; without it
/// the client gives the difference up.
pub fn quote(
    current: &Current,
    target: Target,
    mode: UpgradeMode,
    credit_on_downgrade: bool,
    today: Date,
) -> Result<UpgradeQuote, UpgradeRefusal> {
    if current.status != ServiceStatus::Active {
        return Err(UpgradeRefusal::NotActive);
    }
    if current.has_unpaid_invoice {
        return Err(UpgradeRefusal::UnpaidInvoice);
    }
    let zero = Money::zero(current.recurring.currency);
    let credit = unused(current, today)?;
    let whole = (target.price, Days::default());
    match (mode, current.cycle.recurs(), target.cycle.recurs()) {
        (UpgradeMode::AtRenewal, true, _) => Ok(UpgradeQuote {
            credit: zero,
            credit_days: Days::default(),
            debit: zero,
            debit_days: Days::default(),
            due_now: zero,
            to_credit: zero,
            next_due: Some(current.next_due),
            anchor: current.anchor,
            effective: current.next_due,
        }),
        (UpgradeMode::KeepDate, true, true) => {
            let debit = share(current, target.cycle, target.price, today)?;
            let dates = (Some(current.next_due), current.anchor);
            settle(credit, debit, dates, credit_on_downgrade, today)
        }
        // Where no due date can be kept, a cycle begins today: free to paid, once to recurring.
        (_, _, true) => {
            let first = period(today, target.cycle, 0).ok_or(UpgradeRefusal::NoDate)?;
            let dates = (Some(first.to_exclusive), today);
            settle(credit, whole, dates, credit_on_downgrade, today)
        }
        (_, _, false) => settle(credit, whole, (None, today), credit_on_downgrade, today),
    }
}

/// What was paid for the days from today to the due date, zero for what does not recur.
fn unused(current: &Current, today: Date) -> Result<(Money, Days), UpgradeRefusal> {
    if current.cycle.recurs() {
        let (listed, days) = share(current, current.cycle, current.recurring, today)?;
        return Ok((listed.sub(current.off_unused)?.or_zero(), days));
    }
    Ok((Money::zero(current.recurring.currency), Days::default()))
}

/// `price / days in the cycle × days left`, for the period of the cycle that ends when due.
fn share(
    current: &Current,
    cycle: Cycle,
    price: Money,
    today: Date,
) -> Result<(Money, Days), UpgradeRefusal> {
    let of = days_in_cycle(current, cycle).ok_or(UpgradeRefusal::NoDate)?;
    let left = days_between(today, current.next_due).max(0);
    Ok((price.fraction(i64::from(left), i64::from(of))?, Days { left, of }))
}

/// Days of the period that ends on the due date, begun on the anchor's day of the month.
fn days_in_cycle(current: &Current, cycle: Cycle) -> Option<i32> {
    let due = current.next_due;
    let months = i32::try_from(cycle.months()?).ok()?;
    let anchor_day = current.anchor.day().unsigned_abs();
    let keeps_day = on_day(due, anchor_day) == Some(due);
    let day = if keeps_day { anchor_day } else { due.day().unsigned_abs() };
    let from = on_day(add_months(due.first_of_month(), -months)?, day)?;
    Some(days_between(from, due))
}

fn settle(
    (credit, credit_days): (Money, Days),
    (debit, debit_days): (Money, Days),
    (next_due, anchor): (Option<Date>, Date),
    credit_on_downgrade: bool,
    today: Date,
) -> Result<UpgradeQuote, UpgradeRefusal> {
    let difference = debit.sub(credit)?;
    let back = difference.neg()?.or_zero();
    let to_credit = if credit_on_downgrade { back } else { Money::zero(back.currency) };
    let due_now = difference.or_zero();
    Ok(UpgradeQuote {
        credit,
        credit_days,
        debit,
        debit_days,
        due_now,
        to_credit,
        next_due,
        anchor,
        effective: today,
    })
}

#[cfg(test)]
mod tests;
