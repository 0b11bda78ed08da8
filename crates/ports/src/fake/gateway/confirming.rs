//! What the fake gateway asks clients on a page of ours, in the place of their bank.

use model::money::Money;

use super::FakeGateway;
use crate::payment::{CONFIRMATION_PATH, ChargeOutcome, ChargeSource, Confirmation};
use crate::{Refused, held};

impl FakeGateway {
    /// The charge that waits for an answer there; its reference is the secret.
    pub(super) fn asked_here(&self, reference: &str) -> Option<Confirmation> {
        let script = held(&self.script);
        let number: usize = reference.rsplit('-').next()?.parse().ok()?;
        let charge = script.charges.get(number.checked_sub(1)?)?;
        let here = format!("{CONFIRMATION_PATH}{reference}");
        match self.bank.look_up(&charge.idempotency_key)? {
            ChargeOutcome::ActionNeeded { url, .. } if url == here => {}
            _ => return None,
        }
        let last_four = match &charge.source {
            ChargeSource::Card(card) => card.last_four(),
            ChargeSource::Token(token) => script.tokens.get(token)?.last_four.clone(),
            ChargeSource::Hosted { .. } => return None,
        };
        let idempotency_key = charge.idempotency_key.clone();
        Some(Confirmation { idempotency_key, amount: charge.amount, last_four })
    }

    pub(super) fn answered_here(&self, reference: &str, agrees: bool) -> bool {
        let Some(asked) = self.asked_here(reference) else { return false };
        let outcome = match agrees {
            true => ChargeOutcome::paid(reference, Money::zero(asked.amount.currency)),
            false => ChargeOutcome::Refused(Refused::new("not_approved", "Not approved")),
        };
        self.bank.settle(&asked.idempotency_key, outcome)
    }
}
