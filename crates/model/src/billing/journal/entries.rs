//! The entries of the journal, one builder for each movement (B21).

use super::{Account, Entry, EntryKind, JournalError};
use crate::money::{Money, MoneyError};

/// What an invoice is over.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct InvoiceAmounts {
    /// Supplies without tax.
    pub net: Money,
    /// Tax of both levels.
    pub tax: Money,
    /// Lines that are no supplies: added funds and payments of other invoices.
    pub deposits: Money,
}

/// Where a refund goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum RefundTo {
    /// Back through the gateway, or by hand.
    Gateway,
    /// To the client's credit.
    Credit,
}

/// An invoice is issued, or its lines are changed by these amounts.
pub fn invoice_issued(amounts: InvoiceAmounts) -> Result<Entry, JournalError> {
    Entry::new(EntryKind::InvoiceIssued, receivable(amounts)?)
}

/// An unpaid invoice is cancelled: what was issued is taken back.
pub fn invoice_cancelled(amounts: InvoiceAmounts) -> Result<Entry, JournalError> {
    let mut postings = receivable(amounts)?;
    for (_, amount) in &mut postings {
        *amount = amount.neg()?;
    }
    Entry::new(EntryKind::InvoiceCancelled, postings)
}

/// Money arrives: a part pays an invoice, the excess becomes credit (B18).
pub fn payment_received(to_invoice: Money, to_credit: Money) -> Result<Entry, JournalError> {
    Entry::new(
        EntryKind::PaymentReceived,
        [
            (Account::GatewayClearing, to_invoice.add(to_credit)?),
            (Account::AccountsReceivable, to_invoice.neg()?),
            (Account::ClientCredit, to_credit.neg()?),
        ],
    )
}

/// A payment is taken back by the payer's bank, and the invoice is owed again.
pub fn payment_reversed(amount: Money) -> Result<Entry, JournalError> {
    Entry::new(
        EntryKind::PaymentReversed,
        [(Account::AccountsReceivable, amount), (Account::GatewayClearing, amount.neg()?)],
    )
}

/// A paid line for added funds becomes credit, or one for other invoices pays them.
pub fn deposit_settled(to_credit: Money, to_invoices: Money) -> Result<Entry, JournalError> {
    Entry::new(
        EntryKind::DepositSettled,
        [
            (Account::Deposits, to_credit.add(to_invoices)?),
            (Account::ClientCredit, to_credit.neg()?),
            (Account::AccountsReceivable, to_invoices.neg()?),
        ],
    )
}

/// Credit is given without a payment.
pub fn credit_added(amount: Money) -> Result<Entry, JournalError> {
    Entry::new(
        EntryKind::CreditAdded,
        [(Account::CreditAdjustments, amount), (Account::ClientCredit, amount.neg()?)],
    )
}

/// Credit is taken away.
pub fn credit_removed(amount: Money) -> Result<Entry, JournalError> {
    Entry::new(
        EntryKind::CreditRemoved,
        [(Account::ClientCredit, amount), (Account::CreditAdjustments, amount.neg()?)],
    )
}

/// Credit pays (a part of) an invoice (B10).
pub fn credit_applied(amount: Money) -> Result<Entry, JournalError> {
    Entry::new(
        EntryKind::CreditApplied,
        [(Account::ClientCredit, amount), (Account::AccountsReceivable, amount.neg()?)],
    )
}

/// Money of a paid invoice goes back; `tax` is the part of it that is tax (B20).
pub fn refund(amount: Money, tax: Money, to: RefundTo) -> Result<Entry, JournalError> {
    let target = match to {
        RefundTo::Gateway => Account::GatewayClearing,
        RefundTo::Credit => Account::ClientCredit,
    };
    Entry::new(
        EntryKind::Refund,
        [(Account::Refunds, amount.sub(tax)?), (Account::TaxPayable, tax), (target, amount.neg()?)],
    )
}

/// Added funds go back: they are credit no longer (B20).
pub fn funds_refunded(amount: Money) -> Result<Entry, JournalError> {
    Entry::new(
        EntryKind::Refund,
        [(Account::ClientCredit, amount), (Account::GatewayClearing, amount.neg()?)],
    )
}

/// A gateway keeps its fee.
pub fn fee(amount: Money) -> Result<Entry, JournalError> {
    Entry::new(EntryKind::Fee, [(Account::Fees, amount), (Account::GatewayClearing, amount.neg()?)])
}

fn receivable(amounts: InvoiceAmounts) -> Result<[(Account, Money); 4], MoneyError> {
    let gross = amounts.net.add(amounts.tax)?.add(amounts.deposits)?;
    Ok([
        (Account::AccountsReceivable, gross),
        (Account::Income, amounts.net.neg()?),
        (Account::TaxPayable, amounts.tax.neg()?),
        (Account::Deposits, amounts.deposits.neg()?),
    ])
}
