//! A story of entries, and that none of them can be out of balance.

use super::*;
use crate::billing::invoice::InvoiceStatus;
use crate::billing::payment;
use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

fn usd(minor: i64) -> Money {
    Money::from_minor(minor, Currency::USD)
}

fn amounts(net: i64, tax: i64, deposits: i64) -> InvoiceAmounts {
    InvoiceAmounts { net: usd(net), tax: usd(tax), deposits: usd(deposits) }
}

/// One entry as text: `Accounts Receivable 12.00, Income -10.00, Tax Payable -2.00`.
fn show(entry: Result<Entry, JournalError>) -> String {
    let entry = entry.unwrap();
    let posting = |p: &Posting| format!("{} {}", p.account, p.amount);
    entry.postings().iter().map(posting).collect::<Vec<_>>().join(", ")
}

#[test]
fn b21_every_movement_has_its_entry() {
    let invoice = amounts(1000, 200, 0);
    for (entry, expected) in [
        (invoice_issued(invoice), "Accounts Receivable 12.00, Income -10.00, Tax Payable -2.00"),
        (invoice_cancelled(invoice), "Accounts Receivable -12.00, Income 10.00, Tax Payable 2.00"),
        (invoice_issued(amounts(0, 0, 500)), "Accounts Receivable 5.00, Deposits -5.00"),
        (deposit_settled(usd(500), usd(0)), "Deposits 5.00, Client Credit -5.00"),
        (deposit_settled(usd(0), usd(500)), "Deposits 5.00, Accounts Receivable -5.00"),
        (
            payment_received(usd(1200), usd(300)),
            "Gateway Clearing 15.00, Accounts Receivable -12.00, Client Credit -3.00",
        ),
        (payment_received(usd(0), usd(300)), "Gateway Clearing 3.00, Client Credit -3.00"),
        (payment_reversed(usd(300)), "Accounts Receivable 3.00, Gateway Clearing -3.00"),
        (credit_added(usd(100)), "Credit Adjustments 1.00, Client Credit -1.00"),
        (credit_removed(usd(100)), "Client Credit 1.00, Credit Adjustments -1.00"),
        (credit_applied(usd(100)), "Client Credit 1.00, Accounts Receivable -1.00"),
        (
            refund(usd(600), usd(100), RefundTo::Gateway),
            "Refunds 5.00, Tax Payable 1.00, Gateway Clearing -6.00",
        ),
        (refund(usd(600), usd(0), RefundTo::Credit), "Refunds 6.00, Client Credit -6.00"),
        (funds_refunded(usd(500)), "Client Credit 5.00, Gateway Clearing -5.00"),
        (fee(usd(30)), "Fees 0.30, Gateway Clearing -0.30"),
    ] {
        assert_eq!(show(entry), expected);
    }
}

#[test]
fn b21_an_entry_that_does_not_balance_does_not_exist() {
    let kind = EntryKind::Fee;
    let one_sided = Entry::new(kind, [(Account::Fees, usd(5))]);
    assert_eq!(one_sided, Err(JournalError::Unbalanced(usd(5))));
    assert_eq!(Entry::new(kind, []), Err(JournalError::Empty));
    assert_eq!(fee(usd(0)), Err(JournalError::Empty));
    let yen = Money::from_minor(-5, Currency::JPY);
    let mixed = Entry::new(kind, [(Account::Fees, usd(5)), (Account::GatewayClearing, yen)]);
    assert!(matches!(mixed, Err(JournalError::Money(_))));
}

#[test]
fn b21_movements_of_an_account_add_up() {
    let entry = payment_received(usd(1200), usd(300)).unwrap();
    assert_eq!(entry.movement(Account::GatewayClearing), Ok(Some(usd(1500))));
    assert_eq!(entry.movement(Account::Fees), Ok(None));
    assert_eq!(entry.kind(), EntryKind::PaymentReceived);
}

proptest! {
    #[test]
    fn b21_the_receivable_is_what_is_left_to_pay(
        (net, tax) in (0..100_000_i64, 0..20_000_i64),
        payments in proptest::collection::vec(1..50_000_i64, 0..8),
    ) {
        let mut entries: Vec<Entry> = invoice_issued(amounts(net, tax, 0)).into_iter().collect();
        let (mut status, mut balance, mut credit) = (InvoiceStatus::Unpaid, usd(net + tax), 0);
        for amount in payments {
            let applied = payment::apply(status, balance, usd(amount)).unwrap();
            entries.push(payment_received(applied.to_invoice, applied.to_credit).unwrap());
            balance = applied.balance;
            credit += applied.to_credit.minor;
            if applied.settles {
                status = InvoiceStatus::Paid;
            }
        }
        let of = |account| balance_of(&entries, account, Currency::USD).unwrap();
        prop_assert_eq!(of(Account::AccountsReceivable), balance);
        prop_assert_eq!(of(Account::ClientCredit), usd(-credit));
        let trial = trial_balance(&entries).unwrap();
        prop_assert_eq!(trial.values().map(|m| m.minor).sum::<i64>(), 0);
        prop_assert!(trial.keys().all(|(currency, _)| *currency == Currency::USD));
    }
}
