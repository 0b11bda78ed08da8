//! The journal of what happened to an invoice: the same accounts and reasons as if it had happened
//! here (B21).

use std::collections::HashSet;

use jiff::civil::Date;
use model::billing::invoice::InvoiceStatus;
use model::billing::journal::{
    Account, Entry, EntryKind, InvoiceAmounts, JournalError, RefundTo, credit_applied,
    deposit_settled, fee, funds_refunded, invoice_cancelled, invoice_issued, payment_received,
    refund,
};
use model::money::{Currency, Money};

use super::sums::Sums;

/// When something happened: in Unix seconds, and the day it counts for.
pub(super) type When = (i64, Date);

/// A movement of money at a gateway; minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Moved {
    pub(super) id: i64,
    pub(super) when: When,
    pub(super) money_in: i64,
    pub(super) money_out: i64,
    pub(super) fees: i64,
}

/// An invoice, as far as the journal is concerned.
#[derive(Debug, Clone)]
pub(super) struct Story<'a> {
    pub(super) sums: &'a Sums,
    pub(super) currency: Currency,
    /// Added funds and payments of other invoices, without tax; minor units.
    pub(super) deposits: i64,
    pub(super) issued: When,
    /// When it was paid, refunded or cancelled.
    pub(super) ended: When,
    /// In the order of their numbers.
    pub(super) money: &'a [Moved],
}

/// An entry, and what caused it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Posted {
    pub(super) when: When,
    /// The movement at a gateway.
    pub(super) transaction: Option<i64>,
    pub(super) entry: Entry,
}

/// Entries as they are made.
#[derive(Debug, Default)]
pub(super) struct Book(pub(super) Vec<Posted>);

impl Book {
    /// Posts an entry. One that moves nothing is not posted.
    pub(super) fn post(
        &mut self,
        when: When,
        transaction: Option<i64>,
        entry: Result<Entry, JournalError>,
    ) -> Result<(), JournalError> {
        match entry {
            Err(JournalError::Empty) => Ok(()),
            Err(error) => Err(error),
            Ok(entry) => {
                self.0.push(Posted { when, transaction, entry });
                Ok(())
            }
        }
    }
}

/// What happened to an invoice. What it was paid with beside money is taken from the client's
/// credit, and what arrived beyond it is put there; `credits` sees to it that the credit is right
/// in the end.
pub(super) fn of_invoice(story: &Story<'_>) -> Result<Vec<Posted>, JournalError> {
    let Story { sums, issued, ended, .. } = *story;
    let money = |minor| Money::from_minor(minor, story.currency);
    let mut book = Book::default();
    if sums.status != InvoiceStatus::Draft {
        book.post(issued, None, invoice_issued(amounts(story)?))?;
    }
    if sums.status == InvoiceStatus::Cancelled {
        book.post(ended, None, invoice_cancelled(amounts(story)?))?;
    }
    let without_money = movements(story, &mut book)?;
    book.post(ended, None, credit_applied(money(sums.credit + without_money)))?;
    if sums.is_settled() {
        book.post(ended, None, deposit_settled(money(story.deposits), money(0)))?;
    }
    if sums.status == InvoiceStatus::Cancelled {
        // It is held for the client until somebody decides: the invoice asks for nothing.
        let held = money(sums.paid + sums.credit);
        let postings = [(Account::AccountsReceivable, held), (Account::Deposits, held.neg()?)];
        book.post(ended, None, Entry::new(EntryKind::DepositSettled, postings))?;
    }
    Ok(book.0)
}

fn amounts(story: &Story<'_>) -> Result<InvoiceAmounts, JournalError> {
    let money = |minor| Money::from_minor(minor, story.currency);
    let sums = story.sums;
    Ok(InvoiceAmounts {
        net: money(sums.subtotal - story.deposits),
        tax: money(sums.tax + sums.tax2),
        deposits: money(story.deposits),
    })
}

/// The movements that only took back what had arrived beyond what is paid now: none of them gave
/// anything of the invoice back.
pub(super) fn unasked(money: &[Moved], paid: i64) -> HashSet<i64> {
    let arrived: i64 = money.iter().map(|moved| moved.money_in).sum();
    let mut beyond = (arrived - paid).max(0);
    let mut found = HashSet::new();
    for moved in money.iter().filter(|moved| moved.money_out > 0) {
        if moved.money_out <= beyond {
            found.insert(moved.id);
        }
        beyond -= moved.money_out.min(beyond);
    }
    found
}

/// Books what moved at gateways; how much of what was paid did not come with it, in minor units.
fn movements(story: &Story<'_>, book: &mut Book) -> Result<i64, JournalError> {
    let sums = story.sums;
    let money = |minor| Money::from_minor(minor, story.currency);
    let arrived: i64 = story.money.iter().map(|moved| moved.money_in).sum();
    let mut left = sums.paid;
    let mut beyond = (arrived - sums.paid).max(0);
    let mut refunds = Refunds { story, given: 0 };
    for moved in story.money {
        let (when, cause) = (moved.when, Some(moved.id));
        let to_invoice = moved.money_in.min(left);
        left -= to_invoice;
        let to_credit = money(moved.money_in - to_invoice);
        book.post(when, cause, payment_received(money(to_invoice), to_credit))?;
        let unasked = moved.money_out.min(beyond);
        beyond -= unasked;
        book.post(when, cause, funds_refunded(money(unasked)))?;
        refunds.give(book, when, cause, moved.money_out - unasked)?;
        book.post(when, cause, fee(money(moved.fees)))?;
    }
    refunds.give_rest(book)?;
    Ok(left)
}

/// What is given back of an invoice, with its share of the tax.
struct Refunds<'a> {
    story: &'a Story<'a>,
    given: i64,
}

impl Refunds<'_> {
    /// Money that went back; what is more than the invoice is given back without tax.
    fn give(
        &mut self,
        book: &mut Book,
        when: When,
        cause: Option<i64>,
        minor: i64,
    ) -> Result<(), JournalError> {
        let of_it = minor.min(self.story.sums.refunded - self.given).max(0);
        let tax = self.tax(of_it)?;
        let (of_it, more) = (self.money(of_it), self.money(minor - of_it));
        book.post(when, cause, refund(of_it, tax, RefundTo::Gateway))?;
        book.post(when, cause, refund(more, self.money(0), RefundTo::Gateway))
    }

    /// What went back otherwise became credit.
    fn give_rest(&mut self, book: &mut Book) -> Result<(), JournalError> {
        let rest = self.story.sums.refunded - self.given;
        let tax = self.tax(rest)?;
        book.post(self.story.ended, None, refund(self.money(rest), tax, RefundTo::Credit))
    }

    /// The tax in what goes back next.
    fn tax(&mut self, minor: i64) -> Result<Money, JournalError> {
        let Sums { tax, tax2, total, .. } = *self.story.sums;
        let part = |given: i64| match total {
            0 => Ok(self.money(0)),
            _ => self.money(tax + tax2).fraction(given, total),
        };
        let (before, after) = (part(self.given)?, part(self.given + minor)?);
        self.given += minor;
        Ok(after.sub(before)?)
    }

    fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.story.currency)
    }
}

/// A movement that is for no invoice: income, or what was given away.
pub(super) fn of_nothing(moved: &Moved, currency: Currency) -> Result<Vec<Posted>, JournalError> {
    let money = |minor| Money::from_minor(minor, currency);
    let (when, cause) = (moved.when, Some(moved.id));
    let mut book = Book::default();
    let (arrived, gone) = (money(moved.money_in), money(moved.money_out));
    let postings = [(Account::GatewayClearing, arrived), (Account::Income, arrived.neg()?)];
    book.post(when, cause, Entry::new(EntryKind::PaymentReceived, postings))?;
    let postings = [(Account::Refunds, gone), (Account::GatewayClearing, gone.neg()?)];
    book.post(when, cause, Entry::new(EntryKind::Refund, postings))?;
    book.post(when, cause, fee(money(moved.fees)))?;
    Ok(book.0)
}

#[cfg(test)]
mod tests {
    use jiff::civil::date;
    use model::billing::invoice::InvoiceStatus::{self, Cancelled, Draft, Paid, Refunded, Unpaid};
    use model::billing::journal::Account::{
        self, AccountsReceivable, ClientCredit, Deposits, Fees, GatewayClearing, Income, Refunds,
        TaxPayable,
    };
    use model::billing::journal::trial_balance;
    use model::money::Currency;

    use super::{Moved, Story, of_invoice, of_nothing, unasked};
    use crate::billing::sums::{Told, decide};

    fn moved(id: i64, money_in: i64, money_out: i64) -> Moved {
        let when = (0, date(2026, 1, 1));
        Moved { id, when, money_in, money_out, fees: 0 }
    }

    /// What an invoice over 100 and a tax of 20 leaves in the accounts.
    fn check(
        status: InvoiceStatus,
        credit: i64,
        balance: i64,
        deposits: i64,
        money: &[Moved],
        expected: &[(Account, i64)],
    ) {
        let (money_in, money_out) =
            money.iter().fold((0, 0), |(i, o), each| (i + each.money_in, o + each.money_out));
        let sums = decide(&Told {
            status,
            subtotal: 100,
            tax: 15,
            tax2: 5,
            total: 120,
            credit,
            balance,
            money_in,
            money_out,
            has_lines: true,
            refundable: None,
        });
        let when = (0, date(2026, 1, 1));
        let currency = Currency::USD;
        let story = Story { sums: &sums, currency, deposits, issued: when, ended: when, money };
        let posted = of_invoice(&story).unwrap();
        let balances = trial_balance(posted.iter().map(|posted| &posted.entry)).unwrap();
        let mut left: Vec<(Account, i64)> = balances
            .into_iter()
            .map(|((_, account), sum)| (account, sum.minor))
            .filter(|(_, sum)| *sum != 0)
            .collect();
        left.sort();
        let mut expected = expected.to_vec();
        expected.sort();
        assert_eq!(left, expected, "{status} {credit} {balance} {money:?}");
        // What the rules of the books ask for.
        let owed = match sums.status {
            Draft | Cancelled => 0,
            _ => sums.total - sums.credit - sums.paid,
        };
        let found = left.iter().find(|(account, _)| *account == AccountsReceivable);
        assert_eq!(found.map_or(0, |(_, sum)| *sum), owed);
    }

    #[test]
    fn b21_the_journal_tells_what_happened() {
        const SOLD: [(Account, i64); 2] = [(Income, -100), (TaxPayable, -20)];
        let sold = |more: &[(Account, i64)]| [&SOLD[..], more].concat();
        let (all, none): (&[Moved], &[Moved]) = (&[moved(1, 120, 0)], &[]);
        check(Paid, 0, 0, 0, all, &sold(&[(GatewayClearing, 120)]));
        check(Paid, 120, 0, 0, none, &sold(&[(ClientCredit, 120)]));
        let rest = [moved(1, 70, 0)];
        check(Paid, 50, 0, 0, &rest, &sold(&[(GatewayClearing, 70), (ClientCredit, 50)]));
        // Without a movement: another invoice paid it, or somebody said so.
        check(Paid, 0, 0, 0, none, &sold(&[(ClientCredit, 120)]));
        let more = [moved(1, 100, 0), moved(2, 50, 0)];
        check(Paid, 0, -30, 0, &more, &sold(&[(GatewayClearing, 150), (ClientCredit, -30)]));
        let and_back = [moved(1, 150, 0), moved(2, 0, 30)];
        check(Paid, 0, 0, 0, &and_back, &sold(&[(GatewayClearing, 120)]));
        // All of it for other invoices or added funds but the tax.
        let added = [(TaxPayable, -20), (GatewayClearing, 120), (ClientCredit, -100)];
        check(Paid, 0, 0, 100, all, &added);
        let owed = sold(&[(AccountsReceivable, 120)]);
        check(Unpaid, 0, 120, 0, none, &owed);
        let owed = [(TaxPayable, -20), (Deposits, -100), (AccountsReceivable, 120)];
        check(Unpaid, 0, 120, 100, none, &owed);
        let part = [moved(1, 50, 0)];
        check(Unpaid, 0, 70, 0, &part, &sold(&[(GatewayClearing, 50), (AccountsReceivable, 70)]));
        check(
            Unpaid,
            0,
            120,
            0,
            &[moved(1, 120, 0), moved(2, 0, 120)],
            &sold(&[(AccountsReceivable, 120)]),
        );
        check(Draft, 0, 120, 0, none, &[]);
        check(Draft, 0, 100, 0, &part, &[(GatewayClearing, 50), (ClientCredit, -50)]);
        check(Cancelled, 0, 120, 0, none, &[]);
        check(Cancelled, 0, 70, 0, &part, &[(GatewayClearing, 50), (Deposits, -50)]);
        check(Cancelled, 0, 120, 0, &part, &[(GatewayClearing, 50), (ClientCredit, -50)]);
        check(
            Cancelled,
            30,
            40,
            0,
            &part,
            &[(GatewayClearing, 50), (Deposits, -80), (ClientCredit, 30)],
        );
    }

    #[test]
    fn b20_refunds_give_back_their_tax() {
        let part = [moved(1, 120, 0), moved(2, 0, 60)];
        let halved = [(Income, -100), (TaxPayable, -10), (Refunds, 50), (GatewayClearing, 60)];
        check(Paid, 0, 0, 0, &part, &halved);
        let whole = [moved(1, 120, 0), moved(2, 0, 50), moved(3, 0, 70)];
        let back = [(Income, -100), (Refunds, 100)];
        check(Refunded, 0, 120, 0, &whole, &back);
        let to_credit =
            [(Income, -100), (Refunds, 100), (GatewayClearing, 120), (ClientCredit, -120)];
        check(Refunded, 0, 0, 0, &[moved(1, 120, 0)], &to_credit);
        let too_much = [moved(1, 120, 0), moved(2, 0, 130)];
        let lost = [(Income, -100), (Refunds, 110), (GatewayClearing, -10)];
        check(Refunded, 0, 0, 0, &too_much, &lost);
    }

    #[test]
    fn what_arrived_beyond_goes_back_first() {
        let again = [moved(1, 120, 0), moved(2, 0, 120), moved(3, 120, 0), moved(4, 0, 20)];
        assert_eq!(unasked(&again, 120), [2].into());
        assert_eq!(unasked(&again[..2], 0), [2].into());
        assert_eq!(unasked(&again[..2], 120), [].into());
        assert_eq!(unasked(&[moved(1, 130, 0), moved(2, 0, 20)], 120), [].into());
    }

    #[test]
    fn b21_what_is_for_no_invoice_is_income_or_given_away() {
        let moved = Moved { fees: 3, ..moved(1, 100, 40) };
        let posted = of_nothing(&moved, Currency::USD).unwrap();
        let balances = trial_balance(posted.iter().map(|posted| &posted.entry)).unwrap();
        let left: Vec<_> =
            balances.iter().map(|((_, account), sum)| (*account, sum.minor)).collect();
        let expected = [(GatewayClearing, 57), (Income, -100), (Refunds, 40), (Fees, 3)];
        for (account, sum) in expected {
            assert!(left.contains(&(account, sum)), "{account}: {left:?}");
        }
    }
}
