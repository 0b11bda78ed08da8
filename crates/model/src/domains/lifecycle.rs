//! The life of a domain after its expiry, by dates (B33).

use super::status::DomainStatus;
use crate::dates::{add_days, days_between};
use crate::money::{Money, MoneyError};
use jiff::civil::Date;

/// Day counts and fees of a top-level domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TldTimes {
    /// Days after expiry in which it is renewed at the usual price; 0 for none.
    pub grace_days: u16,
    /// Days after grace in which it is had back at a penalty; 0 for none.
    pub redemption_days: u16,
}

/// Fees on the renewal invoice of a late domain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateDomainFees {
    /// During grace.
    pub grace: Money,
    /// During redemption, beside the one for grace.
    pub redemption: Money,
}

/// The status of a registered domain on a date (B33).
///
/// The day of expiry itself still belongs to the paid period. What the registrar says wins:
/// this is for the days between two answers, and for registrars that are not asked.
pub fn status_on(expires: Date, times: TldTimes, today: Date) -> DomainStatus {
    let days_over = days_between(expires, today);
    let grace_ends = i32::from(times.grace_days);
    let redemption_ends = grace_ends + i32::from(times.redemption_days);
    match days_over {
        ..=0 => DomainStatus::Active,
        days if days <= grace_ends => DomainStatus::Grace,
        days if days <= redemption_ends => DomainStatus::Redemption,
        _ => DomainStatus::Expired,
    }
}

/// What the daily run makes of a domain; `None` if nothing changes.
///
/// Only domains that are or were ours move by dates; all moves are those of the status table.
pub fn next_status(
    status: DomainStatus,
    expires: Date,
    times: TldTimes,
    today: Date,
) -> Option<DomainStatus> {
    let moves_by_date =
        matches!(status, DomainStatus::Active | DomainStatus::Grace | DomainStatus::Redemption);
    let next = status_on(expires, times, today);
    (moves_by_date && next != status).then_some(next)
}

/// The first day on which a domain cannot be renewed any more.
pub fn lost_on(expires: Date, times: TldTimes) -> Option<Date> {
    add_days(expires, i32::from(times.grace_days) + i32::from(times.redemption_days) + 1)
}

/// What is added to the price of renewing a domain in a status (B33).
pub fn renewal_fee(status: DomainStatus, fees: LateDomainFees) -> Result<Money, MoneyError> {
    match status {
        DomainStatus::Grace => Ok(fees.grace),
        DomainStatus::Redemption => fees.grace.add(fees.redemption),
        _ => Ok(Money::zero(fees.grace.currency)),
    }
}

/// Whether a domain in this status can be renewed.
pub fn is_renewable(status: DomainStatus) -> bool {
    matches!(status, DomainStatus::Active | DomainStatus::Grace | DomainStatus::Redemption)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::word::Word;
    use jiff::civil::date;

    #[test]
    fn b33_a_domain_goes_through_grace_and_redemption() {
        let com = TldTimes { grace_days: 30, redemption_days: 30 };
        let de = TldTimes { grace_days: 0, redemption_days: 30 };
        let none = TldTimes { grace_days: 0, redemption_days: 0 };
        let expires = date(2026, 3, 1);
        for (times, days, expected) in [
            (com, -100, DomainStatus::Active),
            (com, 0, DomainStatus::Active),
            (com, 1, DomainStatus::Grace),
            (com, 30, DomainStatus::Grace),
            (com, 31, DomainStatus::Redemption),
            (com, 60, DomainStatus::Redemption),
            (com, 61, DomainStatus::Expired),
            (de, 1, DomainStatus::Redemption),
            (none, 1, DomainStatus::Expired),
        ] {
            let today = add_days(expires, days).unwrap();
            assert_eq!(status_on(expires, times, today), expected, "{times:?} {days}");
        }
        assert_eq!(lost_on(expires, com), add_days(expires, 61));
    }

    #[test]
    fn b33_only_our_domains_move_and_only_along_the_table() {
        let times = TldTimes { grace_days: 2, redemption_days: 2 };
        let expires = date(2026, 3, 10);
        for status in DomainStatus::ALL {
            for day in 1..=31 {
                let Some(next) = next_status(*status, expires, times, date(2026, 3, day)) else {
                    continue;
                };
                assert_eq!(status.go(next), Ok(next), "{status} on {day}");
                assert!(status.is_invoiced(), "{status} is not ours to move");
            }
        }
        let renewed = next_status(DomainStatus::Grace, date(2027, 3, 10), times, expires);
        assert_eq!(renewed, Some(DomainStatus::Active));
        assert_eq!(next_status(DomainStatus::Active, expires, times, expires), None);
    }

    #[test]
    fn b33_late_renewals_cost_fees() {
        let usd = |minor| Money::from_minor(minor, Currency::USD);
        let fees = LateDomainFees { grace: usd(100), redemption: usd(8000) };
        for (status, expected) in [
            (DomainStatus::Active, 0),
            (DomainStatus::Grace, 100),
            (DomainStatus::Redemption, 8100),
            (DomainStatus::Expired, 0),
        ] {
            assert_eq!(renewal_fee(status, fees), Ok(usd(expected)), "{status}");
            assert_eq!(is_renewable(status), status != DomainStatus::Expired);
        }
    }
}
