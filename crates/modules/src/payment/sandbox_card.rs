//! `sandboxcard`: a card gateway that takes test numbers and no real money.
//!
//! The number decides what happens (see `numbers`). Tokens and transaction ids carry what they
//! stand for, so that they stay good after a restart; everything else is kept in memory, also what
//! waits for a client to approve it (see `confirming`).

mod confirming;
mod numbers;
mod token;

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use model::money::{Money, Percent};
use ports::fake::{Bank, Remembered};
use ports::payment::{
    Asked, CardEntry, CardOwner, Charge, ChargeOutcome, ChargeSource, Confirmation,
    GatewayCapabilities, PaymentGateway, Refund, RefundOutcome, StoreOutcome, StoredMethod,
};
use ports::{Asking, Chance, Clock, PortError, Refused, SettingField, Settings, ready};

use confirming::{CONFIRMED_WITHIN, Waiting, not_approved};
use numbers::Behaviour;
use token::{Token, payment_reference, reference_amount};

const MODULE: &str = "sandboxcard";

/// A pending charge is paid when it is looked up so long after it was made.
const SETTLES_AFTER: SignedDuration = SignedDuration::from_hours(24);

const FIELDS: [SettingField; 1] = [SettingField::text(
    "fee_percent",
    "Fee in percent",
    "What the sandbox keeps of each payment, to see fees in the books.",
)
.default_value("0")];

/// The gateway `sandboxcard`.
#[derive(Clone)]
pub struct SandboxCard {
    capabilities: GatewayCapabilities,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
    fee: Percent,
    memory: Arc<Memory>,
}

#[derive(Default)]
struct Memory {
    bank: Bank,
    begun: Mutex<Remembered<(Timestamp, Money)>>,
    /// By the secrets of their addresses.
    waiting: Mutex<Remembered<Waiting>>,
    forgotten: Mutex<Remembered<()>>,
}

impl SandboxCard {
    /// A gateway that has not seen a card yet.
    pub fn new(clock: Arc<dyn Clock>, chance: Arc<dyn Chance>) -> SandboxCard {
        SandboxCard {
            capabilities: GatewayCapabilities {
                sandbox: true,
                automatic_capture: true,
                stores_cards: true,
                card_entry: true,
                asynchronous_settlement: true,
                refunds: true,
                partial_refunds: true,
                ..GatewayCapabilities::none(MODULE, "Credit Card (sandbox)")
            },
            clock,
            chance,
            fee: Percent::ZERO,
            memory: Arc::default(),
        }
    }

    /// The transaction id that a charge of this amount with this key has. A payment that was only
    /// written down under it can be given back like any other.
    pub fn transaction_id(amount: Money, idempotency_key: &str) -> String {
        payment_reference(amount, idempotency_key)
    }

    fn take(&self, charge: &Charge) -> ChargeOutcome {
        let reference = SandboxCard::transaction_id(charge.amount, &charge.idempotency_key);
        self.memory.bank.charge(charge, || match self.behaviour(&charge.source) {
            Err(no) | Ok(Behaviour::RefuseCharge(no) | Behaviour::Refuse(no)) => {
                ChargeOutcome::Refused(no)
            }
            Ok(Behaviour::Pay) => self.paid(reference, charge.amount),
            Ok(Behaviour::Confirm) => {
                self.begin(charge);
                let url = self.ask(charge, &reference);
                ChargeOutcome::ActionNeeded { reference, url }
            }
            Ok(Behaviour::Wait) => {
                self.begin(charge);
                ChargeOutcome::Pending { reference }
            }
        })
    }

    fn begin(&self, charge: &Charge) {
        let since = (self.clock.now(), charge.amount);
        held(&self.memory.begun).put(&charge.idempotency_key, since);
    }

    fn behaviour(&self, source: &ChargeSource) -> Result<Behaviour, Refused> {
        let today = self.clock.utc_date();
        match source {
            ChargeSource::Card(card) => match card.check(today) {
                Err(fault) => Err(Refused::new(numbers::fault_code(fault.field), fault.why)),
                Ok(()) => Ok(numbers::behaviour_of(card.digits().expose())),
            },
            ChargeSource::Token(text) => {
                let token = Token::read(text);
                let token = token.filter(|_| held(&self.memory.forgotten).get(text).is_none());
                match token {
                    None => Err(Refused::new("no_such_token", "There is no such stored card")),
                    Some(token) if token.expires_on < today => {
                        Err(Refused::new("expired_card", "The card has expired"))
                    }
                    Some(token) => Ok(token.behaviour),
                }
            }
            ChargeSource::Hosted { .. } => {
                Err(Refused::new("no_hosted_page", "The sandbox has no page of its own"))
            }
        }
    }

    fn paid(&self, reference: String, amount: Money) -> ChargeOutcome {
        // A fee that cannot be computed must not become a payment without one.
        match amount.percent(self.fee) {
            Ok(fee) => ChargeOutcome::paid(reference, fee),
            Err(error) => ChargeOutcome::Refused(Refused::new("fee", error.to_string())),
        }
    }

    fn find(&self, key: &str) -> Option<ChargeOutcome> {
        let outcome = self.memory.bank.look_up(key)?;
        let after = match outcome {
            ChargeOutcome::Pending { .. } => SETTLES_AFTER,
            ChargeOutcome::ActionNeeded { .. } => CONFIRMED_WITHIN,
            ChargeOutcome::Paid { .. } | ChargeOutcome::Refused(_) => return Some(outcome),
        };
        let (since, amount) = *held(&self.memory.begun).get(key)?;
        if self.clock.now().duration_since(since) < after {
            return Some(outcome);
        }
        let settled = match outcome {
            ChargeOutcome::Pending { reference } => self.paid(reference, amount),
            _ => not_approved(),
        };
        self.memory.bank.settle(key, settled);
        self.memory.bank.look_up(key)
    }

    fn keep(&self, card: &CardEntry, key: &str) -> StoreOutcome {
        if let Err(fault) = card.check(self.clock.utc_date()) {
            return StoreOutcome::Faulty(fault);
        }
        let behaviour = numbers::behaviour_of(card.digits().expose());
        if let Behaviour::Refuse(no) = behaviour {
            return StoreOutcome::Refused(no);
        }
        let Some(expires_on) = card.expires_on() else {
            return StoreOutcome::Refused(Refused::new("expired_card", "The card has no expiry"));
        };
        let token = Token { behaviour, last_four: card.last_four(), expires_on };
        StoreOutcome::Stored(StoredMethod {
            token: token.write(key),
            brand: card.brand(),
            last_four: token.last_four,
            expires_on,
            fingerprint: String::new(),
        })
    }

    fn give_back(&self, refund: &Refund) -> RefundOutcome {
        let bank = &self.memory.bank;
        if !bank.knows(&refund.reference)
            && let Some(amount) = reference_amount(&refund.reference)
        {
            bank.adopt(&refund.reference, amount);
        }
        bank.refund(refund, format!("sbx_re_{}", token::mark(&refund.idempotency_key)))
    }
}

impl PaymentGateway for SandboxCard {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &FIELDS
    }

    fn open(self: Arc<Self>, settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        let fee = Percent::parse(settings.get("fee_percent").unwrap_or("0"));
        let fee = fee.ok().filter(|fee| *fee < Percent::WHOLE);
        let fee = fee.ok_or_else(|| PortError::Configuration {
            module: MODULE,
            setting: "fee_percent".to_owned(),
            why: "is not a percentage below 100".to_owned(),
        })?;
        Ok(Arc::new(SandboxCard { fee, ..(*self).clone() }))
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        ready(Ok(self.take(&charge)))
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        ready(Ok(self.find(&asked.idempotency_key)))
    }

    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome> {
        ready(Ok(self.give_back(&refund)))
    }

    fn store(
        &self,
        _owner: CardOwner,
        card: CardEntry,
        idempotency_key: &str,
    ) -> Asking<'_, StoreOutcome> {
        ready(Ok(self.keep(&card, idempotency_key)))
    }

    fn confirmation(&self, secret: &str) -> Option<Confirmation> {
        self.asked(secret)
    }

    fn confirm(&self, secret: &str, agrees: bool) -> bool {
        self.answered(secret, agrees)
    }

    fn forget(&self, token: &str) -> Asking<'_, ()> {
        held(&self.memory.forgotten).put(token, ());
        ready(Ok(()))
    }
}

fn held<T>(mutex: &Mutex<T>) -> std::sync::MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
