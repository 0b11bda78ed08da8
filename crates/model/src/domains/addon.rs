//! What can be booked with a domain name beside it.

use crate::billing::invoice::LineType;
use crate::dates::{Period, add_months, days_between};
use crate::explanation::time;
use crate::money::{Money, MoneyError};
use crate::word::{Word as _, words};

words! {
    /// What can be booked with a domain name.
    pub enum DomainAddon {
        /// Its DNS records are kept here.
        DnsManagement = "dnsmanagement",
        /// Its mail is forwarded.
        EmailForwarding = "emailforwarding",
        /// Its owner is hidden.
        IdProtection = "idprotection",
    }
}

impl DomainAddon {
    /// As invoices have it.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::DnsManagement => "DNS Management",
            Self::EmailForwarding => "Email Forwarding",
            Self::IdProtection => "ID Protection",
        }
    }

    /// The line that asks for it where it is booked with a name that is there already.
    #[must_use]
    pub const fn line(self) -> LineType {
        match self {
            Self::DnsManagement => LineType::DomainAddonDns,
            Self::EmailForwarding => LineType::DomainAddonMail,
            Self::IdProtection => LineType::DomainAddonOwner,
        }
    }

    /// What such a line asks for.
    #[must_use]
    pub fn of_line(line: LineType) -> Option<Self> {
        Self::ALL.iter().copied().find(|addon| addon.line() == line)
    }
}

/// What is booked with a name.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Booked {
    /// Its DNS records are kept here.
    pub dns_management: bool,
    /// Its mail is forwarded.
    pub email_forwarding: bool,
    /// Its owner is hidden.
    pub id_protection: bool,
}

impl Booked {
    /// Whether one is booked.
    #[must_use]
    pub const fn has(self, addon: DomainAddon) -> bool {
        match addon {
            DomainAddon::DnsManagement => self.dns_management,
            DomainAddon::EmailForwarding => self.email_forwarding,
            DomainAddon::IdProtection => self.id_protection,
        }
    }

    /// Books one.
    pub const fn add(&mut self, addon: DomainAddon) {
        match addon {
            DomainAddon::DnsManagement => self.dns_management = true,
            DomainAddon::EmailForwarding => self.email_forwarding = true,
            DomainAddon::IdProtection => self.id_protection = true,
        }
    }

    /// Each one that is booked.
    pub fn each(self) -> impl Iterator<Item = DomainAddon> {
        DomainAddon::ALL.iter().copied().filter(move |addon| self.has(*addon))
    }

    /// What stands under the line of the name on an invoice: `+ DNS Management`, each on a line of
    /// its own.
    #[must_use]
    pub fn text(self) -> String {
        self.each().map(|addon| format!("\n+ {}", addon.title())).collect()
    }
}

impl FromIterator<DomainAddon> for Booked {
    fn from_iter<I: IntoIterator<Item = DomainAddon>>(addons: I) -> Self {
        let mut booked = Self::default();
        addons.into_iter().for_each(|addon| booked.add(addon));
        booked
    }
}

/// What of the price of a year is asked for some days.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Share {
    /// What they cost.
    pub amount: Money,
    /// Whole years of them.
    pub years: i32,
    /// The days beyond these,
    pub days: i32,
    /// and of how many in their year.
    pub of_days: i32,
}

impl Share {
    /// The time it is for: `1 year, 73 of 365 days`.
    #[must_use]
    pub fn text(self) -> String {
        time(self.years, self.days, self.of_days)
    }
}

/// What days of a name cost by the price of a year: whole years, counted back from the last day,
/// and of the one before them as much as days are left of it (B31). `None` without a day, and
/// beyond the calendar.
///
/// # Errors
/// When the amount does not fit.
pub fn share(yearly: Money, period: Period) -> Result<Option<Share>, MoneyError> {
    if period.days() <= 0 {
        return Ok(None);
    }
    let (mut years, mut end) = (0, period.to_exclusive);
    while let Some(begin) = add_months(period.to_exclusive, -12 * (years + 1)) {
        if begin < period.from {
            let (days, of_days) = (days_between(period.from, end), days_between(begin, end));
            let part = yearly.fraction(i64::from(days), i64::from(of_days))?;
            let amount = yearly.mul_int(i64::from(years))?.add(part)?;
            return Ok(Some(Share { amount, years, days, of_days }));
        }
        (years, end) = (years + 1, begin);
    }
    Ok(None)
}

/// What was paid for the days of `of` by an amount that was paid for others, too: as [`share`] has
/// divided it (B31). `None` where none of its days is among them.
///
/// # Errors
/// When the amount does not fit.
pub fn paid_within(paid: Money, times: Period, of: Period) -> Result<Option<Money>, MoneyError> {
    /// So much a year, that nothing is lost when it is divided by days.
    const YEARLY: i64 = 1_000_000_000;
    let both = Period {
        from: times.from.max(of.from),
        to_exclusive: times.to_exclusive.min(of.to_exclusive),
    };
    let yearly = Money::from_minor(YEARLY, paid.currency);
    let (Some(part), Some(whole)) = (share(yearly, both)?, share(yearly, times)?) else {
        return Ok(None);
    };
    paid.fraction(part.amount.minor, whole.amount.minor).map(Some)
}

#[cfg(test)]
mod tests {
    use super::{Booked, DomainAddon, Share, paid_within, share};
    use crate::billing::invoice::LineType;
    use crate::dates::Period;
    use crate::money::{Currency, Money};
    use crate::word::Word as _;
    use jiff::civil::{Date, date};

    #[test]
    fn b31_the_days_until_a_name_is_due_are_a_part_of_its_years() {
        let due = date(2027, 3, 1);
        for (from, minor, text) in [
            (date(2027, 3, 1), None, ""),
            (date(2027, 3, 2), None, ""),
            (date(2027, 2, 28), Some(3), "1 of 365 days"),
            (date(2026, 12, 18), Some(240), "73 of 365 days"),
            (date(2026, 3, 1), Some(1_200), "1 year"),
            // The year before it has 366 days.
            (date(2024, 2, 29), Some(3_603), "3 years, 1 of 366 days"),
            (date(2024, 3, 1), Some(3_600), "3 years"),
        ] {
            let yearly = Money::from_minor(1_200, Currency::USD);
            let found = share(yearly, Period { from, to_exclusive: due }).unwrap();
            assert_eq!(found.map(|share| share.amount.minor), minor, "{from}");
            assert_eq!(found.map(Share::text).unwrap_or_default(), text, "{from}");
        }
        let never = Period { from: Date::MIN, to_exclusive: date(-9998, 1, 1) };
        assert_eq!(share(Money::from_minor(1, Currency::USD), never), Ok(None));
    }

    #[test]
    fn b31_what_was_paid_for_a_year_is_found_in_what_was_paid_for_more() {
        let day = |year, month, day| date(year, month, day);
        let usd = |minor| Money::from_minor(minor, Currency::USD);
        let year = Period { from: day(2028, 1, 1), to_exclusive: day(2029, 1, 1) };
        for (from, to_exclusive, paid, expected) in [
            // Fourteen days, and the year after them.
            (day(2027, 12, 18), day(2029, 1, 1), 379, Some(365)),
            (day(2027, 12, 15), day(2029, 1, 1), 1_047, Some(1_000)),
            (day(2028, 1, 1), day(2029, 1, 1), 365, Some(365)),
            (day(2028, 1, 1), day(2030, 1, 1), 730, Some(365)),
            (day(2027, 1, 1), day(2028, 1, 1), 365, None),
            (day(2029, 1, 1), day(2030, 1, 1), 365, None),
        ] {
            let found = paid_within(usd(paid), Period { from, to_exclusive }, year).unwrap();
            assert_eq!(found, expected.map(usd), "{from} to {to_exclusive}");
        }
    }

    #[test]
    fn each_has_a_line_of_its_own() {
        for addon in DomainAddon::ALL {
            assert_eq!(DomainAddon::of_line(addon.line()), Some(*addon), "{}", addon.word());
        }
        assert_eq!(DomainAddon::of_line(LineType::Domain), None);
    }

    #[test]
    fn what_is_booked_stands_under_the_name() {
        let booked = |dns_management, email_forwarding, id_protection| Booked {
            dns_management,
            email_forwarding,
            id_protection,
        };
        for (booked, text) in [
            (booked(false, false, false), ""),
            (booked(false, false, true), "\n+ ID Protection"),
            (booked(true, true, false), "\n+ DNS Management\n+ Email Forwarding"),
        ] {
            assert_eq!(booked.text(), text);
        }
    }
}
