//! Posting entries: each becomes transfers from one account to another (B21).

use jiff::civil::Date;
use model::billing::journal::{Account, Entry, JournalError};
use model::ids::{ClientId, CurrencyId, InvoiceId, JournalEntryId, TransactionId};
use model::money::Money;
use store::billing::journal::JournalRow;

use crate::{Act, Fault, Result};

/// What an entry is about.
#[derive(Debug, Clone, Copy)]
pub struct About {
    /// Whose money.
    pub client: ClientId,
    /// In which currency.
    pub currency: CurrencyId,
    /// The invoice concerned.
    pub invoice: Option<InvoiceId>,
    /// The payment or refund that caused it.
    pub transaction: Option<TransactionId>,
}

/// Posts an entry today. An entry that moves nothing is not posted.
///
/// # Errors
/// Broken when the entry could not be made, or the database fails.
pub async fn post(
    act: &mut Act,
    about: About,
    entry: std::result::Result<Entry, JournalError>,
) -> Result<()> {
    let rows = movements((act.at(), act.today()), about, entry)?;
    act.note_movements(rows).await
}

/// The movements of an entry, at an instant (Unix seconds) and on the day it counts for; none of
/// one that moves nothing.
///
/// # Errors
/// Broken when the entry could not be made.
pub(crate) fn movements(
    (at, on_date): (i64, Date),
    about: About,
    entry: std::result::Result<Entry, JournalError>,
) -> Result<Vec<JournalRow>> {
    let entry = match entry {
        Err(JournalError::Empty) => return Ok(Vec::new()),
        other => other.map_err(Fault::broken)?,
    };
    let row = |(debit, credit, amount): (Account, Account, Money)| JournalRow {
        id: JournalEntryId(0),
        at,
        on_date,
        reason: entry.kind(),
        debit,
        credit,
        amount_minor: amount.minor,
        currency_id: about.currency,
        client_id: about.client,
        invoice_id: about.invoice,
        transaction_id: about.transaction,
    };
    Ok(transfers(&entry).into_iter().map(row).collect())
}

/// Pairs the debits of an entry with its credits: (debit, credit, amount above zero).
#[must_use]
pub fn transfers(entry: &Entry) -> Vec<(Account, Account, Money)> {
    let side = |positive: bool| {
        let of_side = entry.postings().iter().filter(move |p| p.amount.is_positive() == positive);
        of_side.map(|p| (p.account, p.amount.minor.abs())).collect::<Vec<_>>()
    };
    let Some(currency) = entry.postings().first().map(|p| p.amount.currency) else {
        return Vec::new();
    };
    let mut credits = side(false).into_iter();
    let mut credit = credits.next();
    let mut found = Vec::new();
    for (debit, mut left) in side(true) {
        while left > 0 {
            let Some((account, available)) = credit.as_mut() else { break };
            let amount = left.min(*available);
            found.push((debit, *account, Money::from_minor(amount, currency)));
            left -= amount;
            *available -= amount;
            if *available == 0 {
                credit = credits.next();
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::transfers;
    use model::billing::journal::{Account, InvoiceAmounts, invoice_issued, refund};
    use model::billing::journal::{RefundTo, trial_balance};
    use model::money::{Currency, Money};

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::USD)
    }

    #[test]
    fn b21_transfers_move_what_the_postings_move() {
        let issued = |net, tax, deposits| {
            invoice_issued(InvoiceAmounts { net: usd(net), tax: usd(tax), deposits: usd(deposits) })
        };
        let entries = [
            issued(1000, 200, 0),
            issued(1000, 0, 500),
            issued(-100, -20, 500),
            refund(usd(120), usd(20), RefundTo::Credit),
        ];
        for entry in entries {
            let entry = entry.unwrap();
            let balance = trial_balance([&entry]).unwrap();
            for account in [Account::AccountsReceivable, Account::Income, Account::TaxPayable] {
                let moved: i64 = transfers(&entry)
                    .iter()
                    .map(|(debit, credit, amount)| {
                        let sign = |each: Account| i64::from(each == account);
                        amount.minor * (sign(*debit) - sign(*credit))
                    })
                    .sum();
                let expected = balance.get(&(Currency::USD, account)).map_or(0, |m| m.minor);
                assert_eq!(moved, expected, "{account} of {entry:?}");
            }
        }
    }
}
