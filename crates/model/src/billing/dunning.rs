//! What happens to services that are not paid, and to what was never bought (B26, B28).

use super::invoice::InvoiceStatus;
use crate::dates::add_days;
use crate::hosting::service::{CancellationType, ServiceStatus};
use jiff::civil::Date;

/// When services are suspended and terminated; `None` is off (B26).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct DunningSettings {
    /// Days after the due date until suspension.
    pub suspend_after: Option<u16>,
    /// Days after the due date until termination.
    pub terminate_after: Option<u16>,
}

/// A service or addon as far as dunning is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Debtor {
    /// Its status.
    pub status: ServiceStatus,
    /// Whether its cycle recurs: what was paid once is never overdue.
    pub recurs: bool,
    /// First day of its first period.
    pub started: Date,
    /// First day that is not paid for.
    pub next_due: Date,
    /// Whether a payment is under way at a gateway.
    pub payment_pending: bool,
    /// A wish to end it, if there is one.
    pub cancellation: Option<CancellationType>,
    /// Days after the start on which its product ends by itself; `None` for never.
    pub fixed_term_days: Option<u16>,
    /// What keeps it from being suspended.
    pub overrides: Overrides,
}

/// The exceptions of B26; each one alone is enough.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Overrides {
    /// The service's own flag not to suspend it.
    pub service: bool,
    /// The last day on which the service's flag holds; `None` for ever.
    pub service_until: Option<Date>,
    /// The client is exempt.
    pub client: bool,
    /// The client's group is exempt.
    pub client_group: bool,
}

/// What the daily run does to a service.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Step {
    /// Suspend it, with [`crate::hosting::service::OVERDUE_REASON`].
    Suspend,
    /// Terminate it, because it was not paid.
    TerminateUnpaid,
    /// Terminate it, because its term is over.
    TerminateAfterTerm,
    /// Terminate it and set it to cancelled, because the client asked for it.
    Cancel(CancellationType),
}

/// Decides what the daily run does to a service today; `None` is nothing (B26).
///
/// The client's own wish comes first, then the end of a fixed term, then the lack of payment.
pub fn decide(debtor: &Debtor, settings: &DunningSettings, today: Date) -> Option<Step> {
    let runs = matches!(debtor.status, ServiceStatus::Active | ServiceStatus::Suspended);
    if !runs {
        return None;
    }
    match debtor.cancellation {
        Some(kind @ CancellationType::Immediate) => return Some(Step::Cancel(kind)),
        // What does not recur has no period to end, so its date is already there.
        Some(kind @ CancellationType::EndOfPeriod)
            if !debtor.recurs || debtor.next_due <= today =>
        {
            return Some(Step::Cancel(kind));
        }
        _ => {}
    }
    if has_come(debtor.started, debtor.fixed_term_days, today) {
        return Some(Step::TerminateAfterTerm);
    }
    if !debtor.recurs || debtor.payment_pending || debtor.overrides.holds(today) {
        return None;
    }
    if has_come(debtor.next_due, settings.terminate_after, today) {
        return Some(Step::TerminateUnpaid);
    }
    let is_due = has_come(debtor.next_due, settings.suspend_after, today);
    (is_due && debtor.status == ServiceStatus::Active).then_some(Step::Suspend)
}

/// Whether an unpaid invoice (or the invoice of a pending order) is cancelled by itself (B28).
///
/// `days` after the due date; `None` and 0 are off. Money that has come, in part or not yet
/// for certain, keeps an invoice alive.
pub fn is_abandoned(
    status: InvoiceStatus,
    has_payments: bool,
    due: Date,
    days: Option<u16>,
    today: Date,
) -> bool {
    let days = days.filter(|days| *days > 0);
    status == InvoiceStatus::Unpaid && !has_payments && has_come(due, days, today)
}

impl Overrides {
    /// Whether an exception holds on a date.
    pub fn holds(&self, today: Date) -> bool {
        let service = self.service && self.service_until.is_none_or(|until| today <= until);
        service || self.client || self.client_group
    }
}

impl Default for DunningSettings {
    fn default() -> Self {
        DunningSettings { suspend_after: Some(5), terminate_after: None }
    }
}

fn has_come(from: Date, days: Option<u16>, today: Date) -> bool {
    let day = days.and_then(|days| add_days(from, i32::from(days)));
    day.is_some_and(|day| day <= today)
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    const DUE: Date = date(2026, 3, 1);

    fn debtor() -> Debtor {
        Debtor {
            status: ServiceStatus::Active,
            recurs: true,
            started: date(2026, 1, 1),
            next_due: DUE,
            payment_pending: false,
            cancellation: None,
            fixed_term_days: None,
            overrides: Overrides::default(),
        }
    }

    #[test]
    fn b26_services_are_suspended_and_terminated_by_days_after_due() {
        let default = DunningSettings::default();
        let both = DunningSettings { suspend_after: Some(5), terminate_after: Some(30) };
        let off = DunningSettings { suspend_after: None, terminate_after: None };
        let active = debtor();
        let suspended = Debtor { status: ServiceStatus::Suspended, ..active };
        let pending = Debtor { status: ServiceStatus::Pending, ..active };
        for (debtor, settings, today, expected) in [
            (active, default, date(2026, 3, 5), None),
            (active, default, date(2026, 3, 6), Some(Step::Suspend)),
            (active, default, date(2027, 3, 6), Some(Step::Suspend)),
            (suspended, default, date(2027, 3, 6), None),
            (suspended, both, date(2026, 3, 30), None),
            (suspended, both, date(2026, 3, 31), Some(Step::TerminateUnpaid)),
            (active, both, date(2026, 3, 31), Some(Step::TerminateUnpaid)),
            (active, off, date(2027, 1, 1), None),
            (pending, both, date(2027, 1, 1), None),
            (Debtor { recurs: false, ..active }, both, date(2027, 1, 1), None),
            (Debtor { payment_pending: true, ..active }, both, date(2027, 1, 1), None),
        ] {
            assert_eq!(decide(&debtor, &settings, today), expected, "{debtor:?} {today}");
        }
    }

    #[test]
    fn b26_each_override_is_enough() {
        let none = Overrides::default();
        let day = date(2026, 3, 10);
        let service = Overrides { service: true, ..none };
        for (overrides, expected) in [
            (none, Some(Step::Suspend)),
            (service, None),
            (Overrides { service_until: Some(day), ..service }, None),
            (Overrides { service_until: Some(date(2026, 3, 9)), ..service }, Some(Step::Suspend)),
            (Overrides { service_until: Some(day), ..none }, Some(Step::Suspend)),
            (Overrides { client: true, ..none }, None),
            (Overrides { client_group: true, ..none }, None),
        ] {
            let debtor = Debtor { overrides, ..debtor() };
            let found = decide(&debtor, &DunningSettings::default(), day);
            assert_eq!(found, expected, "{overrides:?}");
        }
    }

    #[test]
    fn b26_wishes_and_terms_come_before_debts() {
        use CancellationType::{EndOfPeriod, Immediate};
        let exempt = Overrides { client: true, ..Overrides::default() };
        let wish = |kind| Debtor { cancellation: Some(kind), overrides: exempt, ..debtor() };
        let term = Debtor { fixed_term_days: Some(30), overrides: exempt, ..debtor() };
        let once = Debtor { recurs: false, ..wish(EndOfPeriod) };
        for (debtor, today, expected) in [
            (wish(Immediate), date(2026, 1, 2), Some(Step::Cancel(Immediate))),
            (wish(EndOfPeriod), date(2026, 2, 28), None),
            (wish(EndOfPeriod), DUE, Some(Step::Cancel(EndOfPeriod))),
            (once, date(2026, 1, 2), Some(Step::Cancel(EndOfPeriod))),
            (term, date(2026, 1, 30), None),
            (term, date(2026, 1, 31), Some(Step::TerminateAfterTerm)),
        ] {
            let found = decide(&debtor, &DunningSettings::default(), today);
            assert_eq!(found, expected, "{debtor:?} {today}");
        }
    }

    #[test]
    fn b28_what_is_never_paid_is_cancelled_by_itself() {
        let unpaid = InvoiceStatus::Unpaid;
        for (status, has_payments, days, today, expected) in [
            (unpaid, false, Some(14), date(2026, 3, 14), false),
            (unpaid, false, Some(14), date(2026, 3, 15), true),
            (unpaid, true, Some(14), date(2026, 3, 15), false),
            (InvoiceStatus::PaymentPending, false, Some(14), date(2026, 3, 15), false),
            (InvoiceStatus::Paid, false, Some(14), date(2026, 3, 15), false),
            (unpaid, false, Some(0), date(2027, 1, 1), false),
            (unpaid, false, None, date(2027, 1, 1), false),
        ] {
            assert_eq!(is_abandoned(status, has_payments, DUE, days, today), expected);
        }
    }
}
