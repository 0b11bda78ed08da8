//! What was paid for days that are not used any more goes back as credit, its tax with it (B31).

use std::collections::BTreeMap;

use model::billing::journal::RefundTo;
use model::ids::{ClientId, InvoiceId, ServiceId};
use model::money::{Currency, Money};
use store::billing::credit_notes::Reason;
use store::hosting::upgrades::{self, PaidLineRow};

use super::{GivenBack, Parts, give_back};
use crate::billing::{bill, credit};
use crate::{Act, Result};

/// A part of a credit that is of one invoice.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Share {
    invoice: InvoiceId,
    parts: Parts,
}

impl Share {
    const fn minor(&self) -> i64 {
        self.parts.net + self.parts.tax + self.parts.tax2
    }
}

/// What a credit for unused days of a service comes to, tax included; `priced` is as the price of
/// the service, with or without tax as prices are.
///
/// # Errors
/// When the database fails.
pub async fn worth(act: &mut Act, service: ServiceId, priced: Money) -> Result<Money> {
    let (shares, rest) = shares(act, service, priced).await?;
    let minor = shares.iter().map(Share::minor).sum::<i64>() + rest;
    Ok(Money::from_minor(minor, priced.currency))
}

/// Gives it as credit, with a credit note for each invoice that it is of. What no invoice asked for
/// is credit without one; what went back of its invoice already is not given again (B20).
///
/// # Errors
/// As for a refund to credit.
pub async fn give(
    act: &mut Act,
    client: ClientId,
    service: ServiceId,
    priced: Money,
    text: &str,
) -> Result<()> {
    let (shares, rest) = shares(act, service, priced).await?;
    for share in shares {
        let bill = bill::lock(act, share.invoice).await?;
        let given = GivenBack {
            amount: bill.money(share.minor()),
            parts: share.parts,
            to: RefundTo::Credit,
            transaction: None,
            reason: Reason::Downgrade,
        };
        credit::write(act, client, given.amount.minor, text, share.invoice.0).await?;
        give_back(act, bill, given).await?;
    }
    if rest > 0 {
        let rest = Money::from_minor(rest, priced.currency);
        credit::add(act, client, rest, text, 0).await?;
    }
    Ok(())
}

/// By the invoices that asked for the days, the newest first, and what none of them asked for.
async fn shares(act: &mut Act, service: ServiceId, priced: Money) -> Result<(Vec<Share>, i64)> {
    let today = act.today();
    let mut room: BTreeMap<InvoiceId, i64> = BTreeMap::new();
    let mut shares = Vec::new();
    let mut open = priced.minor;
    for line in upgrades::paid_lines(&mut act.conn, service, today).await? {
        let asked = open.min(line.amount_minor);
        if asked <= 0 {
            break;
        }
        open -= asked;
        let room = room.entry(line.invoice_id).or_insert(line.left_minor);
        let parts = parts_of(&line, asked, *room, priced.currency)?;
        let share = Share { invoice: line.invoice_id, parts };
        if share.minor() > 0 {
            *room -= share.minor();
            shares.push(share);
        }
    }
    Ok((shares, open.max(0)))
}

/// What `asked` of the price of a line comes to with its tax, at most what is left of its invoice.
fn parts_of(line: &PaidLineRow, asked: i64, room: i64, currency: Currency) -> Result<Parts> {
    let part = |minor: i64, of: i64, all: i64| {
        Money::from_minor(minor, currency).fraction(of, all).map(|money| money.minor)
    };
    let tax = part(line.tax_minor, asked, line.amount_minor)?;
    let tax2 = part(line.tax2_minor, asked, line.amount_minor)?;
    let is_gross = line.net_minor != line.amount_minor;
    let net = if is_gross {
        let gross = line.net_minor + line.tax_minor + line.tax2_minor;
        part(gross, asked, line.amount_minor)? - tax - tax2
    } else {
        asked
    };
    let total = net + tax + tax2;
    if total <= room {
        return Ok(Parts { net, tax, tax2 });
    }
    let room = room.max(0);
    let (tax, tax2) = (part(tax, room, total)?, part(tax2, room, total)?);
    Ok(Parts { net: room - tax - tax2, tax, tax2 })
}
