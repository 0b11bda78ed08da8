//! Payments, credit and refunds: where each cent goes (B10, B18, B20).

use super::invoice::InvoiceStatus;
use crate::money::{Money, MoneyError};

/// Where a payment goes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Applied {
    /// The part that pays the invoice.
    pub to_invoice: Money,
    /// The part that becomes the client's credit.
    pub to_credit: Money,
    /// What is still to be paid on the invoice.
    pub balance: Money,
    /// Whether the invoice becomes paid by this payment.
    pub settles: bool,
}

/// Why money is not moved; the sentence is for the outside.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PaymentRefusal {
    /// Zero or less.
    #[error("The amount must be more than zero.")]
    NotPositive,
    /// More credit than the client has.
    #[error("Amount exceeds customer credit balance")]
    ExceedsCredit,
    /// More credit than the invoice needs.
    #[error("Amount exceeds invoice balance")]
    ExceedsBalance,
    /// A refund of more than was paid and not refunded yet (B20).
    #[error("The amount is more than was paid.")]
    ExceedsPaid,
    /// The invoice is not waiting for money.
    #[error("The invoice is not unpaid.")]
    NotOpen,
    /// The amounts do not go together.
    #[error(transparent)]
    Money(#[from] MoneyError),
}

/// Applies a payment that has arrived: part payments add up, the excess becomes credit (B18).
///
/// Money that arrives for an invoice that is not open (paid, cancelled, …) is credit in full:
/// it was paid, so it is never turned away.
pub fn apply(
    status: InvoiceStatus,
    balance: Money,
    amount: Money,
) -> Result<Applied, PaymentRefusal> {
    if !amount.is_positive() {
        return Err(PaymentRefusal::NotPositive);
    }
    let wanted = if status.is_open() { balance.or_zero() } else { Money::zero(amount.currency) };
    let to_invoice = amount.min(wanted)?;
    let left = balance.sub(to_invoice)?;
    Ok(Applied {
        to_invoice,
        to_credit: amount.sub(to_invoice)?,
        balance: left,
        settles: status.is_open() && !left.is_positive(),
    })
}

/// The credit that is applied when an invoice is made: as much as there is and fits (B10).
pub fn automatic_credit(balance: Money, credit: Money) -> Result<Money, MoneyError> {
    balance.or_zero().min(credit.or_zero())
}

/// Checks a wish to pay an open invoice from credit; `None` means as much as possible.
pub fn apply_credit(
    status: InvoiceStatus,
    balance: Money,
    credit: Money,
    wanted: Option<Money>,
) -> Result<Applied, PaymentRefusal> {
    if !status.is_open() {
        return Err(PaymentRefusal::NotOpen);
    }
    let amount = match wanted {
        Some(amount) => amount,
        None => automatic_credit(balance, credit)?,
    };
    if !amount.is_positive() {
        return Err(PaymentRefusal::NotPositive);
    }
    if credit.sub(amount)?.is_negative() {
        return Err(PaymentRefusal::ExceedsCredit);
    }
    if balance.sub(amount)?.is_negative() {
        return Err(PaymentRefusal::ExceedsBalance);
    }
    apply(status, balance, amount)
}

/// A refund that may be made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Refund {
    /// How much goes back.
    pub amount: Money,
    /// Whether nothing of the payment is left afterwards.
    pub full: bool,
}

/// Checks a refund of a payment; `None` means all that is left of it (B20).
pub fn refund(
    paid: Money,
    already_refunded: Money,
    wanted: Option<Money>,
) -> Result<Refund, PaymentRefusal> {
    let left = paid.sub(already_refunded)?;
    let amount = wanted.unwrap_or(left);
    let rest = left.sub(amount)?;
    if rest.is_negative() {
        return Err(PaymentRefusal::ExceedsPaid);
    }
    if !amount.is_positive() {
        return Err(PaymentRefusal::NotPositive);
    }
    Ok(Refund { amount, full: rest.is_zero() })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::money::Currency;
    use crate::word::Word;
    use proptest::prelude::{prop_assert, prop_assert_eq, proptest};

    fn usd(minor: i64) -> Money {
        Money::from_minor(minor, Currency::USD)
    }

    #[test]
    fn b18_payments_pay_and_the_excess_becomes_credit() {
        use InvoiceStatus::{Cancelled, Collections, Draft, Paid, PaymentPending, Unpaid};
        for (status, balance, amount, to_invoice, to_credit, left, settles) in [
            (Unpaid, 1000, 400, 400, 0, 600, false),
            (Unpaid, 1000, 1000, 1000, 0, 0, true),
            (Unpaid, 1000, 1500, 1000, 500, 0, true),
            (PaymentPending, 1000, 1000, 1000, 0, 0, true),
            (Collections, 1000, 999, 999, 0, 1, false),
            (Paid, 0, 1000, 0, 1000, 0, false),
            (Cancelled, 1000, 1000, 0, 1000, 1000, false),
            (Draft, 1000, 1000, 0, 1000, 1000, false),
        ] {
            let expected = Applied {
                to_invoice: usd(to_invoice),
                to_credit: usd(to_credit),
                balance: usd(left),
                settles,
            };
            let found = apply(status, usd(balance), usd(amount));
            assert_eq!(found, Ok(expected), "{amount} of {balance} on {status}");
        }
        assert_eq!(apply(Unpaid, usd(10), usd(0)), Err(PaymentRefusal::NotPositive));
        let yen = Money::from_minor(5, Currency::JPY);
        assert!(matches!(apply(Unpaid, usd(10), yen), Err(PaymentRefusal::Money(_))));
    }

    #[test]
    fn b10_credit_is_never_overdrawn() {
        let unpaid = InvoiceStatus::Unpaid;
        for (balance, credit, wanted, expected) in [
            (1000, 300, None, Ok(300)),
            (1000, 3000, None, Ok(1000)),
            (1000, 3000, Some(200), Ok(200)),
            (1000, 100, Some(200), Err(PaymentRefusal::ExceedsCredit)),
            (100, 1000, Some(200), Err(PaymentRefusal::ExceedsBalance)),
            (1000, 0, None, Err(PaymentRefusal::NotPositive)),
            (1000, 100, Some(-5), Err(PaymentRefusal::NotPositive)),
        ] {
            let found = apply_credit(unpaid, usd(balance), usd(credit), wanted.map(usd));
            assert_eq!(found.map(|a| a.to_invoice.minor), expected, "{wanted:?} of {credit}");
        }
        let paid = apply_credit(InvoiceStatus::Paid, usd(10), usd(10), None);
        assert_eq!(paid, Err(PaymentRefusal::NotOpen));
        assert_eq!(automatic_credit(usd(100), usd(-5)), Ok(usd(0)));
    }

    #[test]
    fn b20_never_more_is_refunded_than_was_paid() {
        for (paid, refunded, wanted, expected) in [
            (1000, 0, None, Ok((1000, true))),
            (1000, 400, None, Ok((600, true))),
            (1000, 400, Some(100), Ok((100, false))),
            (1000, 400, Some(601), Err(PaymentRefusal::ExceedsPaid)),
            (1000, 1000, None, Err(PaymentRefusal::NotPositive)),
            (1000, 0, Some(-1), Err(PaymentRefusal::NotPositive)),
        ] {
            let found = refund(usd(paid), usd(refunded), wanted.map(usd));
            assert_eq!(found.map(|r| (r.amount.minor, r.full)), expected);
        }
    }

    proptest! {
        #[test]
        fn b18_no_payment_loses_a_cent(
            total in 0..100_000_i64,
            payments in proptest::collection::vec(1..50_000_i64, 0..8),
        ) {
            let (mut status, mut balance, mut credit) = (InvoiceStatus::Unpaid, usd(total), 0);
            let mut received = 0;
            for amount in payments {
                let applied = apply(status, balance, usd(amount)).unwrap();
                prop_assert!(!applied.to_invoice.is_negative() && !applied.to_credit.is_negative());
                received += amount;
                credit += applied.to_credit.minor;
                balance = applied.balance;
                if applied.settles {
                    status = status.go(InvoiceStatus::Paid).unwrap();
                }
                prop_assert_eq!(received + balance.minor, total + credit);
                prop_assert_eq!(status == InvoiceStatus::Paid, balance.is_zero());
            }
        }

        #[test]
        fn b18_every_status_accounts_for_the_whole_payment(
            index in 0..InvoiceStatus::ALL.len(),
            balance in -1000..100_000_i64,
            amount in 1..100_000_i64,
        ) {
            let applied = apply(InvoiceStatus::ALL[index], usd(balance), usd(amount)).unwrap();
            prop_assert_eq!(applied.to_invoice.add(applied.to_credit).unwrap(), usd(amount));
            prop_assert_eq!(applied.balance.add(applied.to_invoice).unwrap(), usd(balance));
        }
    }
}
