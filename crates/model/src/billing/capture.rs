//! When a stored pay method is charged (B22, B23).

use super::invoice::InvoiceStatus;
use crate::dates::{add_days, days_between};
use crate::ids::InvoiceId;
use crate::word::words;
use jiff::civil::Date;

words! {
    /// Whether what a charge is paid with is to be kept for later ones.
    pub enum Keeps {
        No = "no",
        /// The client wants it kept.
        Asked = "asked",
        /// It is written down among the client's ways to pay.
        Kept = "kept",
    }
}

/// How often a charge is tried again (B22).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Retry {
    /// Not at all.
    Never,
    /// Every day until the invoice is paid.
    Daily,
    /// So many weeks: 2 means on the first day, 7 and 14 days later.
    Weekly(u8),
}

/// When charges are made (B22).
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct CaptureSettings {
    /// Days before the due date; 0 is on the due date.
    pub days_before: i32,
    /// What follows a charge that failed.
    pub retry: Retry,
}

/// An invoice as far as charging it is concerned.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Candidate {
    /// Its status.
    pub status: InvoiceStatus,
    /// Its due date.
    pub due: Date,
    /// Whether the client has a stored pay method of an automatic gateway.
    pub has_pay_method: bool,
    /// Whether the client wants no automatic charges.
    pub excluded: bool,
    /// Day of the last attempt, whatever came of it.
    pub last_attempt: Option<Date>,
}

/// Whether an invoice is charged on a date (B22).
///
/// A day that was missed is caught up once: several missed ones do not pile up.
pub fn is_due(candidate: &Candidate, settings: CaptureSettings, today: Date) -> bool {
    if candidate.status != InvoiceStatus::Unpaid || candidate.excluded || !candidate.has_pay_method
    {
        return false;
    }
    let first =
        add_days(candidate.due, settings.days_before.saturating_neg()).unwrap_or(candidate.due);
    let since_first = days_between(first, today);
    if since_first < 0 {
        return false;
    }
    let Some(last) = candidate.last_attempt else { return true };
    let latest_day = match settings.retry {
        Retry::Never => return false,
        Retry::Daily => since_first,
        Retry::Weekly(weeks) => (since_first / 7).min(i32::from(weeks)) * 7,
    };
    days_between(first, last) < latest_day
}

impl Retry {
    /// The choice of the two settings: attempt only once, and weeks, of which 0 means daily.
    pub fn from_settings(only_once: bool, weeks: u8) -> Retry {
        match (only_once, weeks) {
            (true, _) => Retry::Never,
            (false, 0) => Retry::Daily,
            (false, weeks) => Retry::Weekly(weeks),
        }
    }
}

/// The idempotency key of an attempt, the same however often it is sent (B23).
pub fn idempotency_key(invoice: InvoiceId, attempt: u32) -> String {
    format!("hostler-capture-{invoice}-{attempt}")
}

/// Whether a card's owner is warned today that it expires next month (B24).
pub fn card_expires_next_month(notice_day: u8, year: i16, month: i8, today: Date) -> bool {
    let next = crate::dates::add_months(today.first_of_month(), 1);
    // The warning comes on the day, or on the next run if that day was missed.
    crate::dates::on_day(today, notice_day).is_some_and(|day| day <= today)
        && next.is_some_and(|next| (next.year(), next.month()) == (year, month))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn candidate(last_attempt: Option<Date>) -> Candidate {
        Candidate {
            status: InvoiceStatus::Unpaid,
            due: date(2026, 3, 10),
            has_pay_method: true,
            excluded: false,
            last_attempt,
        }
    }

    /// The days of March on which an invoice due on the 10th is charged if `runs` are the days
    /// of the daily run.
    fn days(settings: CaptureSettings, runs: &[i8]) -> Vec<i8> {
        let mut last = None;
        let mut charged = Vec::new();
        for day in runs {
            let today = date(2026, 3, *day);
            if is_due(&candidate(last), settings, today) {
                last = Some(today);
                charged.push(*day);
            }
        }
        charged
    }

    #[test]
    fn b22_charges_follow_the_schedule() {
        let every_day: Vec<i8> = (1..=31).collect();
        let missed: Vec<i8> = (1..=9).chain(13..=16).chain(26..=31).collect();
        for (days_before, retry, runs, expected) in [
            (0, Retry::Never, &every_day, &[10][..]),
            (3, Retry::Never, &every_day, &[7]),
            (0, Retry::Weekly(2), &every_day, &[10, 17, 24]),
            (0, Retry::Weekly(2), &missed, &[13, 26]),
            (0, Retry::Weekly(0), &every_day, &[10]),
            (0, Retry::Daily, &missed, &[13, 14, 15, 16, 26, 27, 28, 29, 30, 31]),
        ] {
            let settings = CaptureSettings { days_before, retry };
            assert_eq!(days(settings, runs), expected, "{settings:?}");
        }
    }

    #[test]
    fn b22_zero_weeks_are_daily() {
        assert_eq!(Retry::from_settings(true, 2), Retry::Never);
        assert_eq!(Retry::from_settings(false, 0), Retry::Daily);
        assert_eq!(Retry::from_settings(false, 2), Retry::Weekly(2));
    }

    #[test]
    fn b22_only_unpaid_invoices_with_a_pay_method_are_charged() {
        let settings = CaptureSettings { days_before: 0, retry: Retry::Daily };
        let today = date(2026, 3, 11);
        let good = candidate(None);
        for (candidate, expected) in [
            (good, true),
            (Candidate { status: InvoiceStatus::Paid, ..good }, false),
            (Candidate { status: InvoiceStatus::PaymentPending, ..good }, false),
            (Candidate { excluded: true, ..good }, false),
            (Candidate { has_pay_method: false, ..good }, false),
            (Candidate { last_attempt: Some(today), ..good }, false),
        ] {
            assert_eq!(is_due(&candidate, settings, today), expected, "{candidate:?}");
        }
    }

    #[test]
    fn b23_an_attempt_has_one_key() {
        assert_eq!(idempotency_key(InvoiceId(7), 2), "hostler-capture-7-2");
    }

    #[test]
    fn b24_cards_are_warned_of_a_month_ahead() {
        for (year, month, today, expected) in [
            (2026, 4, date(2026, 3, 25), true),
            (2026, 4, date(2026, 3, 24), false),
            (2026, 4, date(2026, 3, 31), true),
            (2026, 3, date(2026, 3, 25), false),
            (2027, 1, date(2026, 12, 25), true),
        ] {
            assert_eq!(card_expires_next_month(25, year, month, today), expected, "{today}");
        }
    }
}
