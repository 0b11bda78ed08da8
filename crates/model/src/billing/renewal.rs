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
    if item.has_unpaid_invoice && !settings.continuous {
        return Renewal::WaitsForPayment;
    }
    let from = item.invoiced_to.map_or(item.next_due, |end| end.max(item.next_due));
    let not_before =
        add_days(from, settings.lead_days(item.kind, item.cycle).saturating_neg()).unwrap_or(from);
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
    let Some(day) = billing_day else { return from };
    let before = |from: Date| on_day(add_months(from.first_of_month(), -1)?, day);
    let billing = on_day(from, day).filter(|each| *each <= from).or_else(|| before(from));
    billing.map_or(from, |billing| billing.max(today.min(from)))
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
        }
    }
}

#[cfg(test)]
mod tests;
