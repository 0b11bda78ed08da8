//! What every payment gateway must show.

mod hosted;
mod records;

use jiff::civil::Date;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};

pub use hosted::run as run_hosted;
use records::agree as records_agree;

use super::{answered, broken, names, settings, unsupported};
use crate::Secret;
use crate::payment::{
    Asked, CardEntry, CardField, CardOwner, Charge, ChargeOutcome, ChargeSource, PaymentGateway,
    Refund, RefundOutcome, StoreOutcome, StoredMethod,
};

/// What a suite needs to try a gateway.
#[derive(Debug, Clone)]
pub struct GatewayTrial {
    /// Beginning of every idempotency key; not used before.
    pub key: String,
    /// The gateway's date.
    pub today: Date,
    /// A card that is stored and charged.
    pub card: CardEntry,
    /// What the gateway's own form made of it, where the gateway takes no numbers.
    pub made: Option<CardEntry>,
    /// A card that is refused when it is stored or, at the latest, when it is charged.
    pub refused_card: Option<CardEntry>,
    /// A currency that the gateway takes.
    pub currency: Currency,
}

/// Runs the suite.
pub async fn run(gateway: &dyn PaymentGateway, trial: &GatewayTrial) {
    capabilities_agree(gateway);
    let can = gateway.capabilities();
    if !can.records {
        unsupported(can.module, "records", gateway.records(0).await);
    }
    if can.manual {
        return manual_only_instructs(gateway, trial).await;
    }
    let unknown = gateway.look_up(&Asked::key(&trial.key("never sent"))).await;
    assert_eq!(
        answered(can.module, "a look-up of an unknown key", unknown),
        None,
        "{}: a charge that never arrived is None",
        can.module
    );
    if !can.stores_cards {
        return unsupported(
            can.module,
            "store",
            gateway.store(trial.owner(), trial.card.clone(), "x").await,
        );
    }
    if can.card_entry {
        faulty_cards_name_the_field(gateway, trial).await;
    } else {
        numbers_are_refused(gateway, trial).await;
    }
    let method = stored_without_its_number(gateway, trial).await;
    if can.automatic_capture {
        let reference = charged_once_per_key(gateway, trial, &method).await;
        unlawful_charges_are_refused(gateway, trial, &method.token).await;
        refused_card_takes_nothing(gateway, trial).await;
        refunds_never_exceed(gateway, trial, &reference).await;
        records_agree(gateway, &reference).await;
    }
    forgotten(gateway, trial, &method.token).await;
}

fn capabilities_agree(gateway: &dyn PaymentGateway) {
    let can = gateway.capabilities();
    names(can.module, can.display_name);
    settings::run(can.module, gateway.settings());
    let name = can.module;
    assert!(!can.partial_refunds || can.refunds, "{name}: partial refunds are refunds");
    let stores = can.stores_cards || can.keeps_methods;
    assert!(!can.automatic_capture || stores, "{name}: captures need stored methods");
    assert!(!can.keeps_methods || can.redirect, "{name}: methods are kept on pages");
    assert!(!can.settles_when_asked || can.automatic_capture, "{name}: it settles captures");
    assert!(!can.card_entry || can.sandbox, "{name}: only sandboxes see card numbers");
    let automatic = can.automatic_capture || can.stores_cards || can.redirect;
    assert!(can.manual != automatic, "{name}: a gateway works by hand or by itself");
    assert_eq!(can.manual, gateway.instructions().is_some(), "{name}: manual means instructions");
    let codes = can.currencies.unwrap_or_default();
    let code = |text: &&str| text.len() == 3 && text.bytes().all(|b| b.is_ascii_uppercase());
    assert!(codes.iter().all(code), "{name}: currencies are codes");
}

async fn manual_only_instructs(gateway: &dyn PaymentGateway, trial: &GatewayTrial) {
    let name = gateway.capabilities().module;
    let charge = trial.charge("manual", 1_000, ChargeSource::Token("x".to_owned()));
    unsupported(name, "charge", gateway.charge(charge).await);
    unsupported(name, "look_up", gateway.look_up(&Asked::key(&trial.key("manual"))).await);
    unsupported(name, "refund", gateway.refund(trial.refund("manual", "x", 1)).await);
    unsupported(name, "store", gateway.store(trial.owner(), trial.card.clone(), "x").await);
    unsupported(name, "forget", gateway.forget("x").await);
    let text = gateway.instructions().unwrap_or_default();
    assert!(!text.trim().is_empty(), "{name}: the instructions say something");
}

async fn faulty_cards_name_the_field(gateway: &dyn PaymentGateway, trial: &GatewayTrial) {
    let name = gateway.capabilities().module;
    let number = CardEntry { number: "4242424242424241".into(), ..trial.card.clone() };
    let expiry = CardEntry { expiry_year: trial.today.year() - 1, ..trial.card.clone() };
    let code = CardEntry { security_code: Some("1".into()), ..trial.card.clone() };
    for (card, field) in
        [(number, CardField::Number), (expiry, CardField::Expiry), (code, CardField::SecurityCode)]
    {
        let key = trial.key(&format!("faulty {field:?}"));
        match answered(
            name,
            "storing a faulty card",
            gateway.store(trial.owner(), card, &key).await,
        ) {
            StoreOutcome::Faulty(fault) if fault.field == field => {}
            other => broken(name, &format!("a fault in {field:?} is named"), other),
        }
    }
}

async fn numbers_are_refused(gateway: &dyn PaymentGateway, trial: &GatewayTrial) {
    let name = gateway.capabilities().module;
    let key = trial.key("a number");
    let stored = gateway.store(trial.owner(), trial.card.clone(), &key).await;
    match answered(name, "storing a card number", stored) {
        StoreOutcome::Refused(no) if !no.code.is_empty() && !no.message.is_empty() => {}
        other => broken(name, "only sandboxes take card numbers", other),
    }
}

async fn stored_without_its_number(
    gateway: &dyn PaymentGateway,
    trial: &GatewayTrial,
) -> StoredMethod {
    let name = gateway.capabilities().module;
    let key = trial.key("store");
    let stored = gateway.store(trial.owner(), trial.given(), &key).await;
    let StoreOutcome::Stored(method) = answered(name, "storing a good card", stored) else {
        broken(name, "a good card is stored", "a refusal");
    };
    let digits = trial.card.digits();
    let body = digits.expose().get(..12).unwrap_or_default();
    assert!(!method.token.is_empty(), "{name}: a token is not empty");
    assert!(!method.token.contains(body), "{name}: a token does not hold the number");
    assert_eq!(method.last_four, trial.card.last_four(), "{name}: the last four digits");
    assert_eq!(method.brand, trial.card.brand(), "{name}: the brand");
    assert_eq!(Some(method.expires_on), trial.card.expires_on(), "{name}: the expiry (B24)");
    let again = gateway.store(trial.owner(), trial.given(), &key).await;
    match answered(name, "storing again", again) {
        StoreOutcome::Stored(same) if same == method => method,
        other => broken(name, "the same key stores once", other),
    }
}

async fn charged_once_per_key(
    gateway: &dyn PaymentGateway,
    trial: &GatewayTrial,
    method: &StoredMethod,
) -> String {
    let name = gateway.capabilities().module;
    let token = || ChargeSource::Token(method.token.clone());
    let charge = trial.charge("charge", 1_595, token());
    let first = answered(name, "a charge", gateway.charge(charge.clone()).await);
    let ChargeOutcome::Paid { reference, fee, .. } = &first else {
        broken(name, "the good card pays", &first);
    };
    assert!(!reference.is_empty(), "{name}: a payment has a transaction id (B18)");
    assert_eq!(fee.currency, trial.currency, "{name}: the fee is in the charge's currency");
    assert!(!fee.is_negative() && fee.minor < 1_595, "{name}: the fee is a part of the charge");
    let again = answered(name, "the same charge", gateway.charge(charge.clone()).await);
    assert_eq!(again, first, "{name}: the same key charges once (B23)");
    let found = gateway.look_up(&Asked::key(&charge.idempotency_key)).await;
    let found = answered(name, "a look-up", found);
    assert_eq!(found.as_ref(), Some(&first), "{name}: a look-up tells the outcome (B23)");
    let reused = Charge { amount: trial.money(9_999), ..charge };
    match gateway.charge(reused).await {
        Ok(ChargeOutcome::Refused(_)) | Err(_) => {}
        Ok(other) => broken(name, "a key is not reused for another amount", other),
    }
    let other = gateway.charge(trial.charge("other charge", 1_595, token())).await;
    match answered(name, "another charge", other) {
        ChargeOutcome::Paid { reference: second, .. } if second != *reference => second,
        found => broken(name, "another key is another payment (B18)", found),
    }
}

async fn unlawful_charges_are_refused(
    gateway: &dyn PaymentGateway,
    trial: &GatewayTrial,
    token: &str,
) {
    let name = gateway.capabilities().module;
    let token = ChargeSource::Token(token.to_owned());
    for (what, minor, source) in [
        ("a charge of nothing", 0, token.clone()),
        ("a charge below nothing", -100, token),
        ("an unknown token", 100, ChargeSource::Token("no such token".to_owned())),
    ] {
        match settled(gateway, what, trial.charge(what, minor, source)).await {
            ChargeOutcome::Refused(no) if !no.code.is_empty() && !no.message.is_empty() => {}
            other => broken(name, &format!("{what} is refused with code and sentence"), other),
        }
    }
}

/// The outcome of a charge, also at gateways that come to one only when they are asked.
async fn settled(gateway: &dyn PaymentGateway, what: &str, charge: Charge) -> ChargeOutcome {
    let can = gateway.capabilities();
    let mut asked = Asked::key(&charge.idempotency_key);
    let outcome = answered(can.module, what, gateway.charge(charge).await);
    match outcome {
        ChargeOutcome::Pending { reference } if can.settles_when_asked => {
            asked.reference = reference;
            let found = answered(can.module, what, gateway.look_up(&asked).await);
            found.unwrap_or_else(|| broken(can.module, "what is begun is known", what))
        }
        outcome => outcome,
    }
}

async fn refused_card_takes_nothing(gateway: &dyn PaymentGateway, trial: &GatewayTrial) {
    let name = gateway.capabilities().module;
    let Some(card) = trial.refused_card.clone() else { return };
    let stored = gateway.store(trial.owner(), card, &trial.key("refused store")).await;
    let method = match answered(name, "storing a refused card", stored) {
        StoreOutcome::Stored(method) => method,
        StoreOutcome::Refused(_) => return,
        StoreOutcome::Faulty(fault) => broken(name, "a bank's no is not a fault", fault),
    };
    let charge = trial.charge("refused charge", 700, ChargeSource::Token(method.token));
    let key = charge.idempotency_key.clone();
    let outcome = answered(name, "a refused charge", gateway.charge(charge).await);
    if !matches!(outcome, ChargeOutcome::Refused(_)) {
        broken(name, "the refused card is refused", &outcome);
    }
    let found = answered(name, "its look-up", gateway.look_up(&Asked::key(&key)).await);
    assert!(
        found.is_none_or(|found| found == outcome),
        "{name}: a refusal is final, a look-up does not turn it into a payment"
    );
}

async fn refunds_never_exceed(gateway: &dyn PaymentGateway, trial: &GatewayTrial, reference: &str) {
    let can = gateway.capabilities();
    let name = can.module;
    let give = |what: &str, to: &str, minor| gateway.refund(trial.refund(what, to, minor));
    if !can.refunds {
        return unsupported(name, "refund", give("refund", reference, 1).await);
    }
    let refused = |what: &str, outcome| {
        if !matches!(outcome, RefundOutcome::Refused(_)) {
            broken(name, &format!("{what} is refused (B20)"), outcome);
        }
    };
    let stranger = give("unknown", "no such payment", 1).await;
    refused("a refund of an unknown payment", answered(name, "it", stranger));
    refused("a refund of nothing", answered(name, "it", give("zero", reference, 0).await));
    refused("more than was paid", answered(name, "it", give("more", reference, 1_596).await));
    let first = if can.partial_refunds { 595 } else { 1_595 };
    let outcome = answered(name, "a refund", give("first", reference, first).await);
    if matches!(outcome, RefundOutcome::Refused(_)) {
        broken(name, "a lawful refund is accepted", &outcome);
    }
    let again = answered(name, "it again", give("first", reference, first).await);
    assert_eq!(again, outcome, "{name}: the same key refunds once");
    let rest = 1_595 - first;
    refused("more than is left", answered(name, "it", give("left", reference, rest + 1).await));
    if can.partial_refunds {
        let outcome = answered(name, "the rest", give("rest", reference, rest).await);
        assert!(
            !matches!(outcome, RefundOutcome::Refused(_)),
            "{name}: the rest can be given back"
        );
    }
}

async fn forgotten(gateway: &dyn PaymentGateway, trial: &GatewayTrial, token: &str) {
    let name = gateway.capabilities().module;
    answered(name, "forgetting", gateway.forget(token).await);
    answered(name, "forgetting again", gateway.forget(token).await);
    let charge = trial.charge("forgotten", 100, ChargeSource::Token(token.to_owned()));
    if gateway.capabilities().automatic_capture {
        let outcome = settled(gateway, "a forgotten token", charge).await;
        if !matches!(outcome, ChargeOutcome::Refused(_)) {
            broken(name, "a forgotten token is refused", outcome);
        }
    }
}

impl GatewayTrial {
    /// A trial with Stripe-like test cards in US dollars.
    pub fn usual(key: &str, today: Date) -> GatewayTrial {
        let card = |number: &str| CardEntry {
            number: Secret::new(number),
            expiry_month: 12,
            expiry_year: today.year() + 3,
            security_code: Some("123".into()),
            holder: "Contract Suite".to_owned(),
        };
        GatewayTrial {
            key: key.to_owned(),
            today,
            card: card("4242424242424242"),
            made: None,
            refused_card: None,
            currency: Currency::USD,
        }
    }

    /// The card as the gateway takes it.
    fn given(&self) -> CardEntry {
        self.made.clone().unwrap_or_else(|| self.card.clone())
    }

    fn owner(&self) -> CardOwner {
        let email = "client@example.com".to_owned();
        CardOwner { client: ClientId(1), email, tokens: Vec::new() }
    }

    fn key(&self, what: &str) -> String {
        format!("{} {what}", self.key)
    }

    fn money(&self, minor: i64) -> Money {
        Money::from_minor(minor, self.currency)
    }

    fn charge(&self, what: &str, minor: i64, source: ChargeSource) -> Charge {
        Charge {
            idempotency_key: self.key(what),
            amount: self.money(minor),
            invoice: InvoiceId(1),
            client: ClientId(1),
            source,
            description: "Contract suite".to_owned(),
        }
    }

    fn refund(&self, what: &str, reference: &str, minor: i64) -> Refund {
        Refund {
            idempotency_key: self.key(&format!("refund {what}")),
            reference: reference.to_owned(),
            amount: self.money(minor),
        }
    }
}
