//! The journal: every movement of money as a balanced entry (B21).

mod entries;

pub use entries::{
    InvoiceAmounts, RefundTo, credit_added, credit_applied, credit_removed, deposit_settled, fee,
    funds_refunded, invoice_cancelled, invoice_issued, payment_received, payment_reversed, refund,
};

use crate::money::{Currency, Money, MoneyError};
use crate::word::words;
use std::collections::BTreeMap;

words! {
    /// An account of the journal (B21).
    pub enum Account {
        /// What clients owe.
        AccountsReceivable = "Accounts Receivable",
        Income = "Income",
        TaxPayable = "Tax Payable",
        /// What the company owes clients as credit.
        ClientCredit = "Client Credit",
        /// Money at the gateways and banks.
        GatewayClearing = "Gateway Clearing",
        /// What the gateways keep.
        Fees = "Fees",
        /// Income given back.
        Refunds = "Refunds",
        /// Credit that was given or taken without a payment.
        CreditAdjustments = "Credit Adjustments",
        /// Invoiced deposits and payments for other invoices, until they are paid.
        Deposits = "Deposits",
        /// Differences of conversion between currencies.
        Rounding = "Rounding",
    }

    /// What an entry records.
    pub enum EntryKind {
        InvoiceIssued = "invoice issued",
        InvoiceCancelled = "invoice cancelled",
        PaymentReceived = "payment received",
        PaymentReversed = "payment reversed",
        DepositSettled = "deposit settled",
        CreditAdded = "credit added",
        CreditRemoved = "credit removed",
        CreditApplied = "credit applied",
        Refund = "refund",
        Fee = "fee",
    }
}

/// One side of an entry: positive amounts are debits, negative ones are credits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Posting {
    /// The account that moves.
    pub account: Account,
    /// How it moves.
    pub amount: Money,
}

/// A movement of money whose postings are of one currency and sum to zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Entry {
    kind: EntryKind,
    postings: Vec<Posting>,
}

/// Why postings are no entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum JournalError {
    /// Debits and credits differ.
    #[error("the entry is out of balance by {0}")]
    Unbalanced(Money),
    /// Every posting is zero.
    #[error("the entry moves nothing")]
    Empty,
    /// The amounts do not go together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

impl Entry {
    /// An entry of postings that balance; those of zero are left out.
    pub fn new(
        kind: EntryKind,
        postings: impl IntoIterator<Item = (Account, Money)>,
    ) -> Result<Entry, JournalError> {
        let postings: Vec<Posting> = postings
            .into_iter()
            .filter(|(_, amount)| !amount.is_zero())
            .map(|(account, amount)| Posting { account, amount })
            .collect();
        let first = postings.first().ok_or(JournalError::Empty)?;
        let sum = Money::sum(postings.iter().map(|p| p.amount), first.amount.currency)?;
        if sum.is_zero() {
            Ok(Entry { kind, postings })
        } else {
            Err(JournalError::Unbalanced(sum))
        }
    }

    /// What the entry records.
    pub fn kind(&self) -> EntryKind {
        self.kind
    }

    /// The postings, none of them zero.
    pub fn postings(&self) -> &[Posting] {
        &self.postings
    }

    /// How an account moves in this entry.
    pub fn movement(&self, account: Account) -> Result<Option<Money>, MoneyError> {
        let mut amounts =
            self.postings.iter().filter(|p| p.account == account).map(|posting| posting.amount);
        let Some(first) = amounts.next() else { return Ok(None) };
        amounts.try_fold(first, Money::add).map(Some)
    }
}

/// The sum of each account in each currency; the sums of a currency are zero together (B21).
pub fn trial_balance<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
) -> Result<BTreeMap<(Currency, Account), Money>, MoneyError> {
    let mut balances = BTreeMap::new();
    for posting in entries.into_iter().flat_map(Entry::postings) {
        let currency = posting.amount.currency;
        let balance = balances.entry((currency, posting.account)).or_insert(Money::zero(currency));
        *balance = balance.add(posting.amount)?;
    }
    Ok(balances)
}

/// The balance of one account over some entries, zero in `currency` if there are none.
///
/// Over the entries of one invoice, [`Account::AccountsReceivable`] is what is left to pay.
pub fn balance_of<'a>(
    entries: impl IntoIterator<Item = &'a Entry>,
    account: Account,
    currency: Currency,
) -> Result<Money, MoneyError> {
    let postings = entries.into_iter().flat_map(Entry::postings);
    Money::sum(postings.filter(|p| p.account == account).map(|p| p.amount), currency)
}

#[cfg(test)]
mod tests;
