//! What was paid for days that are not used any more goes back as credit, its tax with it (B31).

use std::collections::BTreeMap;

use model::billing::journal::RefundTo;
use model::ids::{ClientId, InvoiceId, ServiceId};
use model::money::Money;
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

/// Gives it as credit, with a credit note for each invoice that it is of; what no invoice was paid
/// for is credit without one.
///
/// # Errors
/// As for a refund to credit.
pub async fn give(
    act: &mut Act,
    client: ClientId,
    service: ServiceId,
    priced: Money,
    (text, rel): (&str, i64),
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
        credit::write(act, client, given.amount.minor, text, rel).await?;
        give_back(act, bill, given).await?;
    }
    if rest > 0 {
        let rest = Money::from_minor(rest, priced.currency);
        credit::add(act, client, rest, text, rel).await?;
    }
    Ok(())
}

/// By the invoices that asked for the days, the newest first, and what is of none of them.
async fn shares(act: &mut Act, service: ServiceId, priced: Money) -> Result<(Vec<Share>, i64)> {
    let today = act.today();
    let mut room: BTreeMap<InvoiceId, i64> = BTreeMap::new();
    let mut shares = Vec::new();
    let mut open = priced.minor;
    for line in upgrades::paid_lines(&mut act.conn, service, today).await? {
        if open <= 0 {
            break;
        }
        let room = room.entry(line.invoice_id).or_insert(line.left_minor);
        let (share, taken) = of_line(&line, open, *room, priced)?;
        if share.minor() > 0 {
            *room -= share.minor();
            open -= taken;
            shares.push(share);
        }
    }
    Ok((shares, open.max(0)))
}

/// The share of one line, at most what it asked for and what is left of its invoice; and how much
/// of the price that is.
fn of_line(line: &PaidLineRow, open: i64, room: i64, like: Money) -> Result<(Share, i64)> {
    let part = |minor: i64, of: i64, all: i64| {
        Money::from_minor(minor, like.currency).fraction(of, all).map(|money| money.minor)
    };
    let gross = line.net_minor + line.tax_minor + line.tax2_minor;
    let mut priced = open.min(line.amount_minor);
    if part(gross, priced, line.amount_minor)? > room {
        priced = part(line.amount_minor, room.max(0), gross)?;
    }
    let total = part(gross, priced, line.amount_minor)?.min(room.max(0));
    let tax = part(line.tax_minor, priced, line.amount_minor)?;
    let tax2 = part(line.tax2_minor, priced, line.amount_minor)?;
    let parts = Parts { net: total - tax - tax2, tax, tax2 };
    Ok((Share { invoice: line.invoice_id, parts }, priced))
}
