//! What an invoice asks for and what was paid of it, as the books hold it: a WHMCS lets people
//! write what they like, and nothing need add up there.

use model::billing::invoice::InvoiceStatus;

/// An invoice as the WHMCS tells of it; minor units.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) status: InvoiceStatus,
    pub(super) subtotal: i64,
    pub(super) tax: i64,
    pub(super) tax2: i64,
    /// All of it, before credit.
    pub(super) total: i64,
    /// Paid with credit.
    pub(super) credit: i64,
    /// Left to pay.
    pub(super) balance: i64,
    /// What arrived for it.
    pub(super) money_in: i64,
    /// What went back.
    pub(super) money_out: i64,
    pub(super) has_lines: bool,
    /// What can still be given back, where that is told: no WHMCS tells what went back as credit.
    pub(super) refundable: Option<i64>,
}

/// What is written; minor units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Sums {
    pub(super) status: InvoiceStatus,
    pub(super) subtotal: i64,
    pub(super) tax: i64,
    pub(super) tax2: i64,
    pub(super) total: i64,
    /// Paid with credit, as the WHMCS says.
    pub(super) credit: i64,
    /// Paid otherwise.
    pub(super) paid: i64,
    /// Given back of both.
    pub(super) refunded: i64,
    /// What is otherwise than it was told.
    pub(super) otherwise: Vec<&'static str>,
}

impl Sums {
    /// Whether nothing is asked for any more, because it was paid.
    pub(super) fn is_settled(&self) -> bool {
        matches!(self.status, InvoiceStatus::Paid | InvoiceStatus::Refunded)
    }
}

/// Decides it: the status and the total hold as far as both can; the subtotal, and what was paid,
/// are what they need to be.
pub(super) fn decide(told: &Told) -> Sums {
    let mut sums = Sums {
        status: told.status,
        subtotal: told.total - told.tax - told.tax2,
        tax: told.tax,
        tax2: told.tax2,
        total: told.total,
        credit: 0,
        paid: 0,
        refunded: 0,
        otherwise: Vec::new(),
    };
    if sums.subtotal != told.subtotal {
        sums.otherwise.push("its subtotal and tax are not its total, which holds");
    }
    if told.total < 0 && !matches!(told.status, InvoiceStatus::Draft | InvoiceStatus::Cancelled) {
        sums.status = InvoiceStatus::Cancelled;
        sums.otherwise.push("its total is below zero: it is cancelled here");
    }
    if sums.status != InvoiceStatus::Draft {
        sums.credit = told.credit.clamp(0, told.total.max(0));
    }
    if sums.credit != told.credit {
        sums.otherwise.push("less credit is applied to it here: it is not asked for so much");
    }
    settle(&mut sums, told);
    give_back(&mut sums, told);
    sums
}

/// What was paid otherwise than with credit, and the status that goes with it.
fn settle(sums: &mut Sums, told: &Told) {
    let asked = (sums.total - sums.credit).max(0);
    let moved = (told.money_in - told.money_out).clamp(0, asked);
    // What is open asks for something: a balance of nothing is one that was not told.
    let told_nothing = told.status.is_open() && told.balance <= 0;
    let paid = if told_nothing { moved } else { (asked - told.balance).clamp(0, asked) };
    sums.paid = match sums.status {
        InvoiceStatus::Draft => 0,
        InvoiceStatus::Paid | InvoiceStatus::Refunded => asked,
        InvoiceStatus::Cancelled
        | InvoiceStatus::Unpaid
        | InvoiceStatus::Collections
        | InvoiceStatus::PaymentPending => paid,
    };
    if sums.status.is_open() && sums.paid == asked && (told.has_lines || sums.subtotal != 0) {
        sums.status = InvoiceStatus::Paid;
        sums.otherwise.push("it is open with nothing left to pay: it is paid here");
    }
}

/// What went back of a paid one. What arrived beyond what was asked for goes back first, and is no
/// part of the invoice.
fn give_back(sums: &mut Sums, told: &Told) {
    let all = sums.paid + sums.credit;
    let beyond = (told.money_in - sums.paid).max(0);
    match sums.status {
        InvoiceStatus::Refunded => sums.refunded = all,
        InvoiceStatus::Paid => {
            let went_back = told.refundable.map_or(told.money_out - beyond, |left| all - left);
            sums.refunded = went_back.clamp(0, all);
            if sums.refunded == all && all > 0 {
                sums.status = InvoiceStatus::Refunded;
                sums.otherwise.push("all of it went back: it is refunded here");
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests {
    use model::billing::invoice::InvoiceStatus::{
        Cancelled, Collections, Draft, Paid, PaymentPending, Refunded, Unpaid,
    };

    use super::{Sums, Told, decide};

    /// An invoice over 100 with a tax of 20.
    const TOLD: Told = Told {
        status: Paid,
        subtotal: 100,
        tax: 15,
        tax2: 5,
        total: 120,
        credit: 0,
        balance: 0,
        money_in: 120,
        money_out: 0,
        has_lines: true,
        refundable: None,
    };

    fn sums(told: Told) -> (model::billing::invoice::InvoiceStatus, [i64; 5], usize) {
        let Sums { status, subtotal, total, credit, paid, refunded, otherwise, .. } = decide(&told);
        (status, [subtotal, total, credit, paid, refunded], otherwise.len())
    }

    #[test]
    fn what_was_told_is_kept_where_it_adds_up() {
        for (told, expected) in [
            (TOLD, [100, 120, 0, 120, 0]),
            (Told { credit: 50, money_in: 70, ..TOLD }, [100, 120, 50, 70, 0]),
            (Told { credit: 120, money_in: 0, ..TOLD }, [100, 120, 120, 0, 0]),
            // Paid by another invoice, or said to be paid.
            (Told { money_in: 0, ..TOLD }, [100, 120, 0, 120, 0]),
            // Overpaid, and given back in part.
            (Told { money_in: 150, ..TOLD }, [100, 120, 0, 120, 0]),
            (Told { money_in: 150, money_out: 30, ..TOLD }, [100, 120, 0, 120, 0]),
            (Told { money_in: 150, money_out: 40, balance: 10, ..TOLD }, [100, 120, 0, 120, 10]),
            (Told { money_out: 20, ..TOLD }, [100, 120, 0, 120, 20]),
            (
                Told { status: Refunded, money_out: 120, balance: 120, ..TOLD },
                [100, 120, 0, 120, 120],
            ),
            // To credit, without a movement.
            (Told { status: Refunded, ..TOLD }, [100, 120, 0, 120, 120]),
            (Told { status: Unpaid, money_in: 0, balance: 120, ..TOLD }, [100, 120, 0, 0, 0]),
            (Told { status: Unpaid, money_in: 50, balance: 70, ..TOLD }, [100, 120, 0, 50, 0]),
            (Told { status: Unpaid, money_in: 50, balance: 0, ..TOLD }, [100, 120, 0, 50, 0]),
            (
                Told { status: Collections, credit: 20, money_in: 50, balance: 50, ..TOLD },
                [100, 120, 20, 50, 0],
            ),
            (
                Told { status: PaymentPending, money_in: 0, balance: 120, ..TOLD },
                [100, 120, 0, 0, 0],
            ),
            // A payment that was taken back.
            (Told { status: Unpaid, money_out: 120, balance: 120, ..TOLD }, [100, 120, 0, 0, 0]),
            (Told { status: Draft, money_in: 0, balance: 120, ..TOLD }, [100, 120, 0, 0, 0]),
            (Told { status: Draft, money_in: 20, balance: 100, ..TOLD }, [100, 120, 0, 0, 0]),
            (Told { status: Cancelled, money_in: 0, balance: 120, ..TOLD }, [100, 120, 0, 0, 0]),
            // One that kept its money, and one that gave it to the credit.
            (Told { status: Cancelled, money_in: 50, balance: 70, ..TOLD }, [100, 120, 0, 50, 0]),
            (Told { status: Cancelled, money_in: 50, balance: 120, ..TOLD }, [100, 120, 0, 0, 0]),
        ] {
            assert_eq!(sums(told), (told.status, expected, 0), "{told:?}");
        }
    }

    #[test]
    fn what_cannot_be_is_told_of() {
        for (told, status, expected) in [
            (Told { subtotal: 90, ..TOLD }, Paid, [100, 120, 0, 120, 0]),
            (Told { status: Unpaid, ..TOLD }, Paid, [100, 120, 0, 120, 0]),
            (Told { money_out: 120, ..TOLD }, Refunded, [100, 120, 0, 120, 120]),
            (Told { credit: 150, money_in: 0, ..TOLD }, Paid, [100, 120, 120, 0, 0]),
            (Told { status: Draft, credit: 50, money_in: 0, ..TOLD }, Draft, [100, 120, 0, 0, 0]),
            (
                Told { subtotal: -140, total: -120, money_in: 0, ..TOLD },
                Cancelled,
                [-140, -120, 0, 0, 0],
            ),
        ] {
            assert_eq!(sums(told), (status, expected, 1), "{told:?}");
        }
    }

    #[test]
    fn one_that_asks_for_nothing_is_paid_unless_it_is_empty() {
        let none = Told { subtotal: 0, tax: 0, tax2: 0, total: 0, money_in: 0, ..TOLD };
        let open = Told { status: Unpaid, ..none };
        assert_eq!(sums(none), (Paid, [0; 5], 0));
        assert_eq!(sums(open), (Paid, [0; 5], 1));
        assert_eq!(sums(Told { has_lines: false, ..open }), (Unpaid, [0; 5], 0));
    }
}
