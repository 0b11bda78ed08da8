//! What of a renewal was paid for by itself: whoever books an addon while a renewal is invoiced
//! pays for its time, too. Where that invoice is cancelled, the next one does not ask again.

use std::collections::HashMap;

use jiff::civil::Date;
use model::dates::Period;
use model::domains::addon::{Booked, DomainAddon, paid_within};
use model::money::Money;
use store::Conn;
use store::billing::invoice_items::{self, PaidTimeRow};

use crate::Result;

/// The times that were paid for, by domain.
#[derive(Debug, Default)]
pub struct PaidTimes(HashMap<i64, Vec<PaidTimeRow>>);

/// What was paid for an addon in a period.
#[derive(Debug, Clone, Copy)]
pub struct PaidPart {
    /// Which.
    pub addon: DomainAddon,
    /// So much.
    pub amount: Money,
    /// Whether that is all of the period.
    pub whole: bool,
}

impl PaidTimes {
    /// Reads those of domains that reach beyond a day.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn read(c: &mut Conn, domains: &[i64], after: Date) -> Result<Self> {
        let mut times = HashMap::new();
        if !domains.is_empty() {
            for row in invoice_items::paid_addon_times(c, domains, after).await? {
                times.entry(row.rel_id).or_insert_with(Vec::new).push(row);
            }
        }
        Ok(Self(times))
    }

    /// What was paid in a period for the addons that are booked with a domain. Of several payments
    /// for the same one only one counts: the others became credit.
    ///
    /// # Errors
    /// When an amount does not fit.
    pub fn within(
        &self,
        domain: i64,
        booked: Booked,
        period: Period,
        price: Money,
    ) -> Result<Vec<PaidPart>> {
        let Some(rows) = self.0.get(&domain) else { return Ok(Vec::new()) };
        let (mut found, mut rest) = (Vec::new(), price);
        for addon in booked.each() {
            let mut most: Option<PaidPart> = None;
            for row in rows.iter().filter(|row| row.r#type == addon.line()) {
                let times = Period { from: row.period_from, to_exclusive: row.period_to };
                let paid = Money::from_minor(row.amount_minor, price.currency);
                let Some(amount) = paid_within(paid, times, period)? else { continue };
                if most.is_none_or(|most| most.amount.minor < amount.minor) {
                    let begins = times.from <= period.from;
                    let whole = begins && times.to_exclusive >= period.to_exclusive;
                    most = Some(PaidPart { addon, amount, whole });
                }
            }
            let Some(mut part) = most else { continue };
            // Whatever was paid: a renewal gives nothing back.
            part.amount.minor = part.amount.minor.clamp(0, rest.minor.max(0));
            rest = rest.sub(part.amount)?;
            found.push(part);
        }
        Ok(found)
    }
}
