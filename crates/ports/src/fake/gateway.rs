//! A payment gateway whose answers tests decide.

mod confirming;
mod report;

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use model::money::Money;

use super::{Bank, Faults};
use crate::payment::{
    Asked, CONFIRMATION_PATH, CardEntry, CardOwner, Charge, ChargeOutcome, ChargeSource,
    Confirmation, GatewayCapabilities, GatewayRecord, KeptMethod, PaymentGateway, Refund,
    RefundOutcome, StoreOutcome, StoredMethod, TAKES_NO_NUMBERS, WebHook, WebHookOutcome,
};
use crate::provisioning::ConnectionOutcome;
use crate::{Asking, Clock, PortError, Refused, SettingField, Settings, held, ready};

/// What a fake gateway says to a charge.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FakeAnswer {
    /// Paid; the fee is this many minor units.
    Pay {
        /// What the gateway keeps, in minor units.
        fee_minor: i64,
    },
    /// Accepted, not settled.
    Pending,
    /// The client must confirm.
    ActionNeeded,
    /// The client must confirm on a page of ours.
    AskedHere,
    /// Refused with this code.
    Refuse(&'static str),
}

/// A gateway in memory: pays everything, unless told otherwise.
pub struct FakeGateway {
    capabilities: GatewayCapabilities,
    clock: Arc<dyn Clock>,
    bank: Bank,
    script: Mutex<Script>,
    upon_refund: Mutex<Option<UponRefund>>,
    /// Mishaps to order.
    pub faults: Arc<Faults>,
}

#[derive(Default)]
struct Script {
    next: VecDeque<FakeAnswer>,
    by_amount: BTreeMap<i64, FakeAnswer>,
    tokens: BTreeMap<String, StoredMethod>,
    kept: BTreeMap<String, KeptMethod>,
    token_keys: BTreeMap<String, String>,
    charges: Vec<Charge>,
    refunds: Vec<Refund>,
}

/// What is done with the number of a refund.
type UponRefund = Box<dyn Fn(&str) + Send>;

impl FakeGateway {
    /// How many stored cards and kept methods it knows.
    pub fn tokens(&self) -> usize {
        let script = held(&self.script);
        script.tokens.len() + script.kept.len()
    }

    /// A gateway that can do everything.
    pub fn automatic(module: &'static str, clock: Arc<dyn Clock>) -> FakeGateway {
        FakeGateway {
            capabilities: GatewayCapabilities {
                automatic_capture: true,
                stores_cards: true,
                card_entry: true,
                asynchronous_settlement: true,
                refunds: true,
                partial_refunds: true,
                web_hooks: true,
                records: true,
                sandbox: true,
                ..GatewayCapabilities::none(module, "Fake Card")
            },
            clock,
            bank: Bank::default(),
            script: Mutex::default(),
            upon_refund: Mutex::default(),
            faults: Arc::default(),
        }
    }

    /// A gateway that only tells the client where to pay.
    pub fn manual(module: &'static str, clock: Arc<dyn Clock>) -> FakeGateway {
        let capabilities = GatewayCapabilities {
            manual: true,
            sandbox: true,
            ..GatewayCapabilities::none(module, "Fake Transfer")
        };
        FakeGateway { capabilities, ..FakeGateway::automatic(module, clock) }
    }

    /// A gateway that is paid on its own page and keeps what it was paid with, if asked to, and
    /// what its form made of a card (`made-4242`).
    pub fn hosted(module: &'static str, clock: Arc<dyn Clock>) -> FakeGateway {
        let capabilities = GatewayCapabilities {
            card_entry: false,
            redirect: true,
            keeps_methods: true,
            settles_when_asked: true,
            display_name: "Fake Wallet",
            ..FakeGateway::automatic(module, clock.clone()).capabilities
        };
        FakeGateway { capabilities, ..FakeGateway::automatic(module, clock) }
    }

    /// The client pays a charge on the page that it was sent to; false if there is none.
    pub fn client_pays(&self, reference: &str) -> bool {
        let mut script = held(&self.script);
        let number = reference.rsplit('-').next().and_then(|number| number.parse::<usize>().ok());
        let charge = number.and_then(|number| script.charges.get(number.checked_sub(1)?)).cloned();
        let Some(charge) = charge else { return false };
        let ChargeSource::Hosted { keep, .. } = &charge.source else { return false };
        let kept = keep.as_ref().map(|_| KeptMethod {
            token: format!("kept-{reference}"),
            brand: "Wallet".to_owned(),
            description: "someone@wallet.example".to_owned(),
            last_four: String::new(),
            expires_on: None,
        });
        script.kept.extend(kept.clone().map(|method| (method.token.clone(), method)));
        let (reference, fee) = (reference.to_owned(), Money::zero(charge.amount.currency));
        self.bank.settle(&charge.idempotency_key, ChargeOutcome::Paid { reference, fee, kept })
    }

    /// The same gateway with mishaps shared with others.
    pub fn with_faults(mut self, faults: Arc<Faults>) -> FakeGateway {
        self.faults = faults;
        self
    }

    /// The next charge is answered so; several answers are given one after the other.
    pub fn answer_next(&self, answer: FakeAnswer) {
        held(&self.script).next.push_back(answer);
    }

    /// Every charge of this many minor units is answered so.
    pub fn answer_amount(&self, minor: i64, answer: FakeAnswer) {
        held(&self.script).by_amount.insert(minor, answer);
    }

    /// Brings a charge to another outcome, as time and clients do; false if it is not known.
    pub fn settle(&self, idempotency_key: &str, outcome: ChargeOutcome) -> bool {
        self.bank.settle(idempotency_key, outcome)
    }

    /// Every charge that was asked for, repetitions included.
    pub fn charges(&self) -> Vec<Charge> {
        held(&self.script).charges.clone()
    }

    /// How often a charge with this key was asked for; more than once is a fault of the caller.
    pub fn charge_count(&self, idempotency_key: &str) -> usize {
        let script = held(&self.script);
        script.charges.iter().filter(|charge| charge.idempotency_key == idempotency_key).count()
    }

    /// Every refund that was asked for, repetitions included.
    pub fn refunds(&self) -> Vec<Refund> {
        held(&self.script).refunds.clone()
    }

    /// What happens between a refund and its answer.
    pub fn upon_refund(&self, happens: impl Fn(&str) + Send + 'static) {
        *held(&self.upon_refund) = Some(Box::new(happens));
    }

    /// Every amount taken, without what was given back.
    pub fn takings(&self) -> Vec<Money> {
        self.bank.takings()
    }

    fn offer<'a, T: Send + 'a>(
        &'a self,
        offered: bool,
        capability: &'static str,
        work: impl FnOnce() -> T,
    ) -> Asking<'a, T> {
        let module = self.capabilities.module;
        if !offered {
            return ready(Err(PortError::Unsupported { module, capability }));
        }
        ready(self.faults.around(module, || Ok(work())))
    }

    fn carry_out(&self, charge: &Charge) -> ChargeOutcome {
        let mut script = held(&self.script);
        script.charges.push(charge.clone());
        let reference = format!("{}-{}", self.capabilities.module, script.charges.len());
        let known = match &charge.source {
            ChargeSource::Token(token) => {
                script.tokens.contains_key(token) || script.kept.contains_key(token)
            }
            ChargeSource::Card(_) | ChargeSource::Hosted { .. } => true,
        };
        self.bank.charge(charge, || {
            if !known {
                return ChargeOutcome::Refused(Refused::new("no_such_token", "No such method"));
            }
            let scripted = script.next.pop_front();
            let by_amount = || script.by_amount.get(&charge.amount.minor).copied();
            let usual = match &charge.source {
                ChargeSource::Hosted { .. } if self.capabilities.redirect => {
                    FakeAnswer::ActionNeeded
                }
                ChargeSource::Token(_) if self.capabilities.settles_when_asked => {
                    FakeAnswer::Pending
                }
                _ => FakeAnswer::Pay { fee_minor: 0 },
            };
            let answer = scripted.or_else(by_amount).unwrap_or(usual);
            outcome_of(answer, charge, reference)
        })
    }

    /// What became of a charge. A gateway that settles when it is asked takes the money once its
    /// reference is known to whoever asks.
    fn find(&self, asked: &Asked) -> Option<ChargeOutcome> {
        let found = self.bank.look_up(&asked.idempotency_key)?;
        let ChargeOutcome::Pending { reference } = &found else { return Some(found) };
        if !self.capabilities.settles_when_asked || asked.reference != *reference {
            return Some(found);
        }
        let script = held(&self.script);
        let mut charges = script.charges.iter();
        let charge = charges.find(|charge| charge.idempotency_key == asked.idempotency_key)?;
        let paid = ChargeOutcome::paid(reference, Money::zero(charge.amount.currency));
        self.bank.settle(&asked.idempotency_key, paid.clone());
        Some(paid)
    }

    fn keep(&self, card: &CardEntry, key: &str) -> StoreOutcome {
        let today = self.clock.utc_date();
        if !self.capabilities.card_entry {
            if card.holds_number() {
                let refused = Refused::new("card_numbers_off", TAKES_NO_NUMBERS);
                return StoreOutcome::Refused(refused);
            }
        } else if let Err(fault) = card.check(today) {
            return StoreOutcome::Faulty(fault);
        }
        let mut script = held(&self.script);
        let known = script.token_keys.get(key).and_then(|token| script.tokens.get(token));
        if let Some(method) = known {
            return StoreOutcome::Stored(method.clone());
        }
        let token = format!("token-{}", script.token_keys.len() + 1);
        let method = StoredMethod {
            token: token.clone(),
            brand: card.brand(),
            last_four: card.last_four(),
            expires_on: card.expires_on().unwrap_or(today),
            fingerprint: String::new(),
        };
        script.token_keys.insert(key.to_owned(), token.clone());
        script.tokens.insert(token, method.clone());
        StoreOutcome::Stored(method)
    }

    fn give_back(&self, refund: &Refund) -> RefundOutcome {
        let mut script = held(&self.script);
        script.refunds.push(refund.clone());
        let number = script.refunds.len();
        drop(script);
        let outcome = self.bank.refund(refund, format!("refund-{number}"));
        if let RefundOutcome::Refunded { reference } = &outcome
            && let Some(happens) = held(&self.upon_refund).as_ref()
        {
            happens(reference);
        }
        outcome
    }
}

fn outcome_of(answer: FakeAnswer, charge: &Charge, reference: String) -> ChargeOutcome {
    match answer {
        FakeAnswer::Pay { fee_minor } => {
            let fee = Money::from_minor(fee_minor, charge.amount.currency);
            ChargeOutcome::paid(reference, fee)
        }
        FakeAnswer::Pending => ChargeOutcome::Pending { reference },
        FakeAnswer::ActionNeeded => {
            let url = format!("https://pay.example/{reference}");
            ChargeOutcome::ActionNeeded { reference, url }
        }
        FakeAnswer::AskedHere => {
            let url = format!("{CONFIRMATION_PATH}{reference}");
            ChargeOutcome::ActionNeeded { reference, url }
        }
        FakeAnswer::Refuse(code) => {
            ChargeOutcome::Refused(Refused::new(code, "The card was declined"))
        }
    }
}

impl PaymentGateway for FakeGateway {
    fn capabilities(&self) -> &GatewayCapabilities {
        &self.capabilities
    }

    fn settings(&self) -> &[SettingField] {
        &[]
    }

    fn open(self: Arc<Self>, _settings: &Settings) -> Result<Arc<dyn PaymentGateway>, PortError> {
        Ok(self)
    }

    fn charge(&self, charge: Charge) -> Asking<'_, ChargeOutcome> {
        self.offer(!self.capabilities.manual, "charges", || self.carry_out(&charge))
    }

    fn look_up<'a>(&'a self, asked: &'a Asked) -> Asking<'a, Option<ChargeOutcome>> {
        let offered = !self.capabilities.manual;
        self.offer(offered, "look-ups", || self.find(asked))
    }

    fn records(&self, _since: i64) -> Asking<'_, Vec<GatewayRecord>> {
        // No mishap is spent on it: those are meant for money.
        let module = self.capabilities.module;
        ready(match self.capabilities.records {
            true => Ok(self.bank.records()),
            false => Err(PortError::Unsupported { module, capability: "records" }),
        })
    }

    fn refund(&self, refund: Refund) -> Asking<'_, RefundOutcome> {
        self.offer(self.capabilities.refunds, "refunds", || self.give_back(&refund))
    }

    fn store(
        &self,
        _owner: CardOwner,
        card: CardEntry,
        idempotency_key: &str,
    ) -> Asking<'_, StoreOutcome> {
        let offered = self.capabilities.stores_cards;
        self.offer(offered, "stored cards", || self.keep(&card, idempotency_key))
    }

    fn forget(&self, token: &str) -> Asking<'_, ()> {
        let offered = self.capabilities.stores_cards || self.capabilities.keeps_methods;
        self.offer(offered, "stored cards", || {
            let mut script = held(&self.script);
            script.tokens.remove(token);
            script.kept.remove(token);
        })
    }

    fn read_web_hook<'a>(&'a self, hook: &'a WebHook) -> Asking<'a, WebHookOutcome> {
        ready(self.read_report(hook))
    }

    fn test_connection(&self) -> Asking<'_, ConnectionOutcome> {
        self.offer(!self.capabilities.manual, "a connection test", || ConnectionOutcome::Reached {
            version: "fake 1.0".to_owned(),
        })
    }

    fn instructions(&self) -> Option<String> {
        self.capabilities.manual.then(|| "Transfer the amount to the fake bank.".to_owned())
    }

    fn confirmation(&self, secret: &str) -> Option<Confirmation> {
        self.asked_here(secret)
    }

    fn confirm(&self, secret: &str, agrees: bool) -> bool {
        self.answered_here(secret, agrees)
    }
}
