//! What a client can have booked with a name that is there already, and what it costs until the
//! name is due.

use jiff::civil::Date;
use model::billing::renewal::ItemKind;
use model::dates::Period;
use model::domains::addon::{DomainAddon, Share, share};
use model::domains::status::DomainStatus;
use model::ids::InvoiceId;
use model::money::Money;
use model::word::Word as _;
use store::Conn;
use store::billing::{billed_periods, invoice_items};
use store::domains::names::DomainRow;
use store::domains::tlds::TldRow;
use store::people::clients;

use super::Prices;
use crate::domains::sync::tld_of;
use crate::system::currencies::Currencies;
use crate::{Fault, Result};

/// An addon of a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Offer {
    /// Which.
    pub addon: DomainAddon,
    /// What it costs a year now.
    pub yearly: Money,
    /// What it adds to each renewal where it is booked now.
    pub renewal: Money,
    /// How it stands with the name.
    pub stand: Stand,
}

/// How an addon stands with a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Stand {
    /// It is booked.
    On,
    /// It was ordered, and this invoice is to be paid.
    Waits(InvoiceId),
    /// It can be booked.
    Open(Price),
    /// It cannot be booked now, and why.
    Shut(&'static str),
}

/// What booking it costs now.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Price {
    /// To be paid at once; zero is free until the name is due.
    pub amount: Money,
    /// The time that this pays; `None` for what costs nothing anyway.
    pub time: Option<(Period, Share)>,
}

/// Every addon that is booked with a name, was ordered for it or goes with its ending.
///
/// # Errors
/// When the database fails.
pub async fn offers(c: &mut Conn, row: &DomainRow, today: Date) -> Result<Vec<Offer>> {
    let client = clients::any_by_id(c, row.client_id).await?;
    let client = client.ok_or_else(|| Fault::broken(format!("domain {} of nobody", row.id)))?;
    let currency = Currencies::read(c).await?.currency(client.currency_id)?;
    let (prices, tld) = (Prices::read(c).await?, tld_of(c, &row.name).await?);
    let period = Period { from: today, to_exclusive: paid_until(c, row).await?.unwrap_or(today) };
    let mut found = Vec::new();
    for addon in DomainAddon::ALL {
        let yearly = Money::from_minor(prices.yearly(client.currency_id, *addon), currency);
        let waiting = invoice_items::waiting(c, addon.line(), row.id.0).await?;
        let stand = match waiting {
            _ if row.booked().has(*addon) => Stand::On,
            Some(invoice) => Stand::Waits(invoice),
            None if !tld.as_ref().is_some_and(|tld| goes_with(tld, *addon)) => continue,
            None => open(row, yearly, period)?,
        };
        let renewal = yearly.mul_int(row.years)?;
        found.push(Offer { addon: *addon, yearly, renewal, stand });
    }
    Ok(found)
}

fn open(row: &DomainRow, yearly: Money, period: Period) -> Result<Stand> {
    if row.status != DomainStatus::Active {
        return Ok(Stand::Shut("Only an active domain can have it"));
    }
    if yearly.is_zero() {
        return Ok(Stand::Open(Price { amount: yearly, time: None }));
    }
    Ok(match share(yearly, period)? {
        Some(share) => Stand::Open(Price { amount: share.amount, time: Some((period, share)) }),
        None => Stand::Shut("The domain is to be renewed first"),
    })
}

/// The day after the last one that is invoiced; of a name that is not renewed, the day it ends.
async fn paid_until(c: &mut Conn, row: &DomainRow) -> Result<Option<Date>> {
    let reach = billed_periods::reach(c, ItemKind::Domain, row.id.0).await?;
    Ok(row.next_due_on.max(reach.invoiced_to).or(row.expires_on))
}

const fn goes_with(tld: &TldRow, addon: DomainAddon) -> bool {
    match addon {
        DomainAddon::DnsManagement => tld.dns_management,
        DomainAddon::EmailForwarding => tld.email_forwarding,
        DomainAddon::IdProtection => tld.id_protection,
    }
}
