//! Charges that a client approves on a page of ours, as a bank's page would ask (3-D Secure).

use jiff::{SignedDuration, Timestamp};
use model::money::Money;
use ports::Refused;
use ports::payment::{CONFIRMATION_PATH, Charge, ChargeOutcome, ChargeSource, Confirmation};

use super::token::Token;
use super::{MODULE, SandboxCard, held};

/// What nobody approved in this time is refused.
pub(super) const CONFIRMED_WITHIN: SignedDuration = SignedDuration::from_hours(1);
/// Letters and digits of a secret: 190 bits, which nobody guesses.
const SECRET_CHARS: usize = 32;

/// A charge that was asked about.
#[derive(Debug, Clone)]
pub(super) struct Waiting {
    key: String,
    reference: String,
    amount: Money,
    last_four: String,
    since: Timestamp,
    answered: bool,
}

impl SandboxCard {
    /// Asks the client; gives the address of the page.
    pub(super) fn ask(&self, charge: &Charge, reference: &str) -> String {
        let last_four = match &charge.source {
            ChargeSource::Card(card) => card.last_four(),
            ChargeSource::Token(text) => {
                Token::read(text).map(|token| token.last_four).unwrap_or_default()
            }
            ChargeSource::Hosted { .. } => String::new(),
        };
        let secret = format!("{MODULE}-{}", self.chance.base62(SECRET_CHARS));
        let waiting = Waiting {
            key: charge.idempotency_key.clone(),
            reference: reference.to_owned(),
            amount: charge.amount,
            last_four,
            since: self.clock.now(),
            answered: false,
        };
        held(&self.memory.waiting).put(&secret, waiting);
        format!("{CONFIRMATION_PATH}{secret}")
    }

    pub(super) fn asked(&self, secret: &str) -> Option<Confirmation> {
        let memory = held(&self.memory.waiting);
        let waiting = memory.get(secret).filter(|waiting| self.is_open(waiting))?;
        Some(Confirmation {
            idempotency_key: waiting.key.clone(),
            amount: waiting.amount,
            last_four: waiting.last_four.clone(),
        })
    }

    /// Whoever is first decides.
    pub(super) fn answered(&self, secret: &str, agrees: bool) -> bool {
        let waiting = {
            let mut memory = held(&self.memory.waiting);
            let Some(waiting) = memory.get_mut(secret) else { return false };
            if !self.is_open(waiting) {
                return false;
            }
            waiting.answered = true;
            waiting.clone()
        };
        let outcome = match agrees {
            true => self.paid(waiting.reference, waiting.amount),
            false => not_approved(),
        };
        self.memory.bank.settle(&waiting.key, outcome)
    }

    fn is_open(&self, waiting: &Waiting) -> bool {
        let waited = self.clock.now().duration_since(waiting.since);
        !waiting.answered && waited < CONFIRMED_WITHIN
    }
}

/// The client said no, or nothing.
pub(super) fn not_approved() -> ChargeOutcome {
    ChargeOutcome::Refused(Refused::new("not_approved", "The payment was not approved"))
}
