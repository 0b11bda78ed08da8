//! A bank in memory: remembers charges by key, and never gives back more than was paid.

use std::sync::Mutex;

use model::ids::{ClientId, InvoiceId};
use model::money::Money;

use super::Remembered;
use crate::payment::{Charge, ChargeOutcome, GatewayRecord, Recorded, Refund, RefundOutcome};
use crate::{Refused, held};

/// A bank in memory.
#[derive(Debug, Default)]
pub struct Bank(Mutex<Books>);

#[derive(Debug, Default)]
struct Books {
    charges: Remembered<Entry>,
    refunds: Remembered<(Refund, RefundOutcome)>,
}

#[derive(Debug)]
struct Entry {
    amount: Money,
    invoice: InvoiceId,
    client: ClientId,
    outcome: ChargeOutcome,
    given_back: Money,
}

impl Bank {
    /// Charges once per key; `decide` is asked for a charge that is new and of a lawful amount.
    pub fn charge(&self, charge: &Charge, decide: impl FnOnce() -> ChargeOutcome) -> ChargeOutcome {
        let mut books = held(&self.0);
        if let Some(entry) = books.charges.get(&charge.idempotency_key) {
            return entry.answer_again(charge);
        }
        if !charge.amount.is_positive() {
            return refused("invalid_amount", "The amount must be above zero");
        }
        let outcome = decide();
        let entry = Entry {
            amount: charge.amount,
            invoice: charge.invoice,
            client: charge.client,
            outcome: outcome.clone(),
            given_back: Money::zero(charge.amount.currency),
        };
        books.charges.put(&charge.idempotency_key, entry);
        outcome
    }

    /// The outcome of the charge with this key.
    pub fn look_up(&self, key: &str) -> Option<ChargeOutcome> {
        held(&self.0).charges.get(key).map(|entry| entry.outcome.clone())
    }

    /// Brings a charge to another outcome, as time and clients do; false if it is not known.
    pub fn settle(&self, key: &str, outcome: ChargeOutcome) -> bool {
        let mut books = held(&self.0);
        books.charges.get_mut(key).map(|entry| entry.outcome = outcome).is_some()
    }

    /// Whether there is a paid charge with this transaction id.
    pub fn knows(&self, reference: &str) -> bool {
        held(&self.0).charges.values().any(|entry| entry.paid_as(reference))
    }

    /// Enters a payment that was taken before this memory began.
    pub fn adopt(&self, reference: &str, amount: Money) {
        let fee = Money::zero(amount.currency);
        let entry = Entry {
            amount,
            invoice: InvoiceId(0),
            client: ClientId(0),
            outcome: ChargeOutcome::paid(reference, fee),
            given_back: Money::zero(amount.currency),
        };
        held(&self.0).charges.put(reference, entry);
    }

    /// Gives money back, once per key.
    pub fn refund(&self, refund: &Refund, reference: String) -> RefundOutcome {
        let mut books = held(&self.0);
        if let Some((known, outcome)) = books.refunds.get(&refund.idempotency_key) {
            let no = Refused::new("idempotency_key_reused", "The key was used for another refund");
            return if known == refund { outcome.clone() } else { RefundOutcome::Refused(no) };
        }
        let outcome = match books.give_back(refund) {
            Ok(()) => RefundOutcome::Refunded { reference },
            Err(no) => RefundOutcome::Refused(no),
        };
        books.refunds.put(&refund.idempotency_key, (refund.clone(), outcome.clone()));
        outcome
    }

    /// Every payment and refund, in the order of the keys.
    pub fn records(&self) -> Vec<GatewayRecord> {
        let books = held(&self.0);
        let payments = books.charges.iter().filter_map(|(key, entry)| match &entry.outcome {
            ChargeOutcome::Paid { reference, .. } => Some(GatewayRecord {
                reference: reference.clone(),
                amount: entry.amount,
                what: Recorded::Payment { idempotency_key: key.to_owned() },
            }),
            _ => None,
        });
        let refunds = books.refunds.values().filter_map(|(refund, outcome)| match outcome {
            RefundOutcome::Refunded { reference } | RefundOutcome::Pending { reference } => {
                Some(GatewayRecord {
                    reference: reference.clone(),
                    amount: refund.amount,
                    what: Recorded::Refund { payment: refund.reference.clone() },
                })
            }
            RefundOutcome::Refused(_) => None,
        });
        payments.chain(refunds).collect()
    }

    /// Every amount that was paid, without what was given back, in the order of the keys.
    pub fn takings(&self) -> Vec<Money> {
        let books = held(&self.0);
        let paid = books.charges.values().filter(|entry| entry.is_paid());
        paid.filter_map(|entry| entry.amount.sub(entry.given_back).ok()).collect()
    }
}

impl Books {
    fn give_back(&mut self, refund: &Refund) -> Result<(), Refused> {
        let mut entries = self.charges.values_mut();
        let entry = entries
            .find(|entry| entry.paid_as(&refund.reference))
            .ok_or_else(|| Refused::new("no_such_payment", "There is no such payment"))?;
        if !refund.amount.is_positive() {
            return Err(Refused::new("invalid_amount", "The amount must be above zero"));
        }
        let given_back = entry
            .given_back
            .add(refund.amount)
            .map_err(|error| Refused::new("invalid_amount", error.to_string()))?;
        if given_back.minor > entry.amount.minor {
            return Err(Refused::new("amount_too_large", "More than was paid"));
        }
        entry.given_back = given_back;
        Ok(())
    }
}

impl Entry {
    fn answer_again(&self, charge: &Charge) -> ChargeOutcome {
        let same = self.amount == charge.amount
            && self.invoice == charge.invoice
            && self.client == charge.client;
        if same {
            return self.outcome.clone();
        }
        refused("idempotency_key_reused", "The key was used for another charge")
    }

    fn is_paid(&self) -> bool {
        matches!(self.outcome, ChargeOutcome::Paid { .. })
    }

    fn paid_as(&self, wanted: &str) -> bool {
        matches!(&self.outcome, ChargeOutcome::Paid { reference, .. } if reference == wanted)
    }
}

fn refused(code: &str, message: &str) -> ChargeOutcome {
    ChargeOutcome::Refused(Refused::new(code, message))
}
