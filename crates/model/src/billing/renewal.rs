//! Which item is due for invoicing, for which period, and on which invoice (B6–B9).

mod text;

pub use text::{domain_text, line_text, text_kept, text_shown};

use crate::dates::{Cycle, Period, add_days, add_months, on_day, period_from_due};
use crate::ids::{ClientId, CurrencyId};
use crate::word::words;
use jiff::civil::Date;

words! {
    /// What kind of item is renewed.
    pub enum ItemKind {
        Service = "service",
        Addon = "addon",
        Domain = "domain",
    }
}

/// An item as far as its renewal is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Item {
    /// Service, addon or domain.
    pub kind: ItemKind,
    /// Whether its status is one that is invoiced (`is_invoiced` of its status).
    pub invoiced_status: bool,
    /// The billing cycle; for a domain only its months count.
    pub cycle: Cycle,
    /// Months of a period; `None` for an item that does not recur.
    pub months: Option<u32>,
    /// First day of its first period (B4).
    pub anchor: Date,
    /// First day that is not paid for yet.
    pub next_due: Date,
    /// End of the last period that has a line on an invoice which was not cancelled.
    pub invoiced_to: Option<Date>,
    /// Whether an earlier invoice of it is still unpaid.
    pub has_unpaid_invoice: bool,
    /// Its periods that have a line on an invoice which was not cancelled.
    pub invoiced: u32,
    /// Periods that are invoiced in all, the first one included; `None` for any number.
    pub limit: Option<u32>,
}

/// When renewal invoices are made (B6, B9).
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenewalSettings {
    /// Days before the due date for services and addons.
    pub lead_days: i32,
    /// Other days for certain cycles.
    pub lead_days_by_cycle: Vec<(Cycle, i32)>,
    /// Days before the due date for domains.
    pub domain_lead_days: i32,
    /// A new invoice is made even while an earlier one is unpaid.
    pub continuous: bool,
    /// The day of the month on which renewals are due together; `None` for each on its own (B8).
    pub billing_day: Option<u8>,
}

/// What the run does with an item today.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Renewal {
    /// Invoice this period; further ones follow in later runs (B9).
    Invoice(Period),
    /// The next period is invoiced on this day.
    NotBefore(Date),
    /// An earlier invoice must be paid first (B9).
    WaitsForPayment,
    /// It was invoiced as often as its product is.
    Complete,
    /// The item is not one that is invoiced.
    Never,
}

/// Decides whether an item is due for invoicing, and for which period (B6, B9).
///
/// The period begins where the last invoiced one ended: none is skipped and none comes twice
/// (B7). An item past its due date without an invoice is due too.
pub fn decide(item: &Item, settings: &RenewalSettings, today: Date) -> Renewal {
    let Some(months) = item.months.filter(|_| item.invoiced_status) else {
        return Renewal::Never;
    };
    if item.is_complete() {
        return Renewal::Complete;
    }
    if item.has_unpaid_invoice && !settings.continuous {
        return Renewal::WaitsForPayment;
    }
    let from = item.invoiced_to.map_or(item.next_due, |end| end.max(item.next_due));
    // All that is due on the billing day is invoiced on the same day before it, and so together.
    let due = settings.billing_day.map_or(from, |day| last_billing_day(from, day));
    let not_before =
        add_days(due, settings.lead_days(item.kind, item.cycle).saturating_neg()).unwrap_or(due);
    if today < not_before {
        return Renewal::NotBefore(not_before);
    }
    period_from_due(item.anchor, months, from).map_or(Renewal::Never, Renewal::Invoice)
}

/// The lines that share an invoice: those with equal keys (B8).
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct GroupKey {
    /// Whose invoice.
    pub client: ClientId,
    /// In which currency.
    pub currency: CurrencyId,
    /// Due on which day.
    pub due: Date,
    /// Paid by which gateway.
    pub payment_method: String,
    /// The one item of a separate invoice; `None` where items share.
    pub separate: Option<(ItemKind, i64)>,
}

/// The due date of the invoice for a period (B8).
///
/// With a billing day of the month the invoice is due on the last such day up to the period's
/// start, so that one invoice holds a month's renewals and no service is late because of it;
/// but not before today.
pub fn invoice_due(from: Date, billing_day: Option<u8>, today: Date) -> Date {
    billing_day.map_or(from, |day| last_billing_day(from, day).max(today.min(from)))
}

/// The last billing day of the month up to a day.
fn last_billing_day(until: Date, day: u8) -> Date {
    let before = || on_day(add_months(until.first_of_month(), -1)?, day);
    on_day(until, day).filter(|each| *each <= until).or_else(before).unwrap_or(until)
}

/// The last start of a period whose invoice is due up to a day: that of the next billing day is
/// due on that (B8).
pub fn reach_of(until: Date, billing_day: Option<u8>) -> Date {
    let Some(day) = billing_day else { return until };
    let later = || on_day(add_months(until.first_of_month(), 1)?, day);
    let next = on_day(until, day).filter(|each| *each > until).or_else(later);
    next.and_then(|next| add_days(next, -1)).map_or(until, |last| last.max(until))
}

/// The billing day that holds for a client: its own word, else its group's, else the house's.
///
/// As they are kept: 1 to 31, 0 for whatever the next of them says, anything else for none: each
/// item is due on its own day.
pub fn billing_day(client: i64, group: i64, house: i64) -> Option<u8> {
    let said = [client, group, house].into_iter().find(|day| *day != 0)?;
    u8::try_from(said).ok().filter(|day| (1..=31).contains(day))
}

impl Item {
    /// Whether it was invoiced as often as its product is (B6).
    pub fn is_complete(&self) -> bool {
        self.limit.is_some_and(|limit| self.invoiced >= limit)
    }
}

impl RenewalSettings {
    /// Days before the due date for a kind of item and a cycle (B6).
    pub fn lead_days(&self, kind: ItemKind, cycle: Cycle) -> i32 {
        if kind == ItemKind::Domain {
            return self.domain_lead_days;
        }
        let own = self.lead_days_by_cycle.iter().find(|(each, _)| *each == cycle);
        own.map_or(self.lead_days, |(_, days)| *days)
    }
}

impl Default for RenewalSettings {
    fn default() -> Self {
        RenewalSettings {
            lead_days: 14,
            lead_days_by_cycle: Vec::new(),
            domain_lead_days: 14,
            continuous: false,
            billing_day: None,
        }
    }
}

#[cfg(test)]
mod tests;
