//! What the test numbers do.

use std::sync::Arc;

use jiff::SignedDuration;
use model::ids::{ClientId, InvoiceId};
use model::money::{Currency, Money};
use modules::payment::SandboxCard;
use ports::payment::{
    Asked, CONFIRMATION_PATH, CardEntry, CardOwner, Charge, ChargeOutcome, ChargeSource,
    PaymentGateway, Refund, RefundOutcome, StoreOutcome,
};
use ports::{FakeChance, FakeClock, Secret, Settings};

use crate::clock;

/// The gateway at a time, with secrets that are the same in each test.
fn gateway_at(clock: Arc<FakeClock>) -> SandboxCard {
    SandboxCard::new(clock, Arc::new(FakeChance::seeded(7)))
}

pub(crate) fn card(number: &str) -> CardEntry {
    CardEntry {
        number: Secret::new(number),
        expiry_month: 3,
        expiry_year: 2029,
        security_code: Some(if number.starts_with("37") { "1234" } else { "123" }.into()),
        holder: "A. Client".to_owned(),
    }
}

fn charge(key: &str, source: ChargeSource) -> Charge {
    Charge {
        idempotency_key: key.to_owned(),
        amount: Money::from_minor(10_000, Currency::EUR),
        invoice: InvoiceId(1),
        client: ClientId(1),
        source,
        description: String::new(),
    }
}

fn owner() -> CardOwner {
    CardOwner { client: ClientId(1), email: String::new(), tokens: Vec::new() }
}

async fn token(gateway: &dyn PaymentGateway, number: &str) -> Option<String> {
    match gateway.store(owner(), card(number), number).await {
        Ok(StoreOutcome::Stored(method)) => Some(method.token),
        _ => None,
    }
}

fn word(outcome: &ChargeOutcome) -> &str {
    match outcome {
        ChargeOutcome::Paid { .. } => "paid",
        ChargeOutcome::Pending { .. } => "pending",
        ChargeOutcome::ActionNeeded { .. } => "action",
        ChargeOutcome::Refused(no) => &no.code,
    }
}

#[tokio::test]
async fn numbers_decide() {
    let gateway = gateway_at(clock());
    for (number, stored, charged) in [
        ("4242424242424242", true, "paid"),
        ("4111 1111 1111 1111", true, "paid"),
        ("378282246310005", true, "paid"),
        ("4000000000000341", true, "card_declined"),
        ("4000000000000259", true, "pending"),
        ("4000002500003155", true, "action"),
        ("4000000000000002", false, "card_declined"),
        ("4000000000009995", false, "insufficient_funds"),
        ("4000000000000069", false, "expired_card"),
        ("4000000000000127", false, "incorrect_cvc"),
        ("4539578763621486", false, "not_a_test_card"),
        ("4242424242424241", false, "invalid_number"),
    ] {
        let kept = gateway.store(owner(), card(number), number).await.unwrap();
        assert_eq!(matches!(kept, StoreOutcome::Stored(_)), stored, "{number}: {kept:?}");
        if let StoreOutcome::Stored(method) = kept {
            let once = charge(&format!("t{number}"), ChargeSource::Token(method.token));
            assert_eq!(word(&gateway.charge(once).await.unwrap()), charged, "{number} stored");
        }
        let once = charge(&format!("c{number}"), ChargeSource::Card(card(number)));
        assert_eq!(word(&gateway.charge(once).await.unwrap()), charged, "{number} once");
    }
}

#[tokio::test]
async fn pending_settles_after_a_day() {
    let clock = clock();
    let gateway = gateway_at(clock.clone());
    let source = ChargeSource::Token(token(&gateway, "4000000000000259").await.unwrap());
    gateway.charge(charge("a", source)).await.unwrap();
    for (days, expected) in [(0, "pending"), (1, "paid"), (1, "paid")] {
        clock.advance_days(days);
        let found = gateway.look_up(&Asked::key("a")).await.unwrap().unwrap();
        assert_eq!(word(&found), expected, "after {days} more days");
    }
}

/// A charge of a card that wants to be confirmed; gives the secret of the page.
async fn waiting(gateway: &SandboxCard, key: &str) -> String {
    let source = ChargeSource::Token(token(gateway, "4000002500003155").await.unwrap());
    match gateway.charge(charge(key, source)).await.unwrap() {
        ChargeOutcome::ActionNeeded { url, .. } => {
            url.strip_prefix(CONFIRMATION_PATH).unwrap().to_owned()
        }
        other => panic!("to be confirmed, not {other:?}"),
    }
}

#[tokio::test]
async fn a_charge_is_approved_or_declined_once_by_its_secret() {
    for (agrees, expected) in [(true, "paid"), (false, "not_approved")] {
        let gateway = gateway_at(clock());
        let secret = waiting(&gateway, "a").await;
        assert!(secret.starts_with("sandboxcard-") && secret.len() > 40, "{secret}");
        let asked = gateway.confirmation(&secret).unwrap();
        assert_eq!((&*asked.idempotency_key, &*asked.last_four), ("a", "3155"));
        assert_eq!(asked.amount, Money::from_minor(10_000, Currency::EUR));
        for wrong in ["", "a", "sandboxcard-", "sandboxcard-0"] {
            assert_eq!(gateway.confirmation(wrong), None, "{wrong}");
            assert!(!gateway.confirm(wrong, true), "{wrong}");
        }
        assert!(gateway.confirm(&secret, agrees));
        assert_eq!(word(&gateway.look_up(&Asked::key("a")).await.unwrap().unwrap()), expected);
        assert!(!gateway.confirm(&secret, !agrees) && gateway.confirmation(&secret).is_none());
        assert_eq!(word(&gateway.look_up(&Asked::key("a")).await.unwrap().unwrap()), expected);
        assert_ne!(secret, waiting(&gateway, "b").await);
    }
}

#[tokio::test]
async fn what_nobody_approves_is_refused_after_an_hour() {
    let clock = clock();
    let gateway = gateway_at(clock.clone());
    let secret = waiting(&gateway, "a").await;
    for (minutes, expected) in [(59, "action"), (1, "not_approved")] {
        clock.advance(SignedDuration::from_mins(minutes));
        assert_eq!(gateway.confirmation(&secret).is_some(), expected == "action");
        let found = gateway.look_up(&Asked::key("a")).await.unwrap().unwrap();
        assert_eq!(word(&found), expected, "after {minutes} more minutes");
    }
    assert!(!gateway.confirm(&secret, true));
}

#[tokio::test]
async fn an_expired_token_is_refused() {
    let clock = clock();
    let gateway = gateway_at(clock.clone());
    let source = ChargeSource::Token(token(&gateway, "4242424242424242").await.unwrap());
    clock.advance_days(4 * 366);
    let outcome = gateway.charge(charge("a", source)).await.unwrap();
    assert_eq!(word(&outcome), "expired_card");
}

#[tokio::test]
async fn tokens_and_payments_outlive_a_restart() {
    let before = gateway_at(clock());
    let source = ChargeSource::Token(token(&before, "4242424242424242").await.unwrap());
    let ChargeOutcome::Paid { reference, .. } =
        before.charge(charge("a", source.clone())).await.unwrap()
    else {
        panic!("the card pays");
    };
    let after = gateway_at(clock());
    assert_eq!(word(&after.charge(charge("b", source)).await.unwrap()), "paid");
    for (minor, given_back) in [(10_001, false), (4_000, true), (6_001, false), (6_000, true)] {
        let refund = Refund {
            idempotency_key: format!("refund {minor}"),
            reference: reference.clone(),
            amount: Money::from_minor(minor, Currency::EUR),
        };
        let outcome = after.refund(refund).await.unwrap();
        assert_eq!(matches!(outcome, RefundOutcome::Refunded { .. }), given_back, "{minor}");
    }
}

#[tokio::test]
async fn a_payment_that_was_only_written_down_is_given_back_once() {
    let gateway = gateway_at(clock());
    let amount = Money::from_minor(1_595, Currency::USD);
    let id = SandboxCard::transaction_id(amount, "seeded");
    assert_ne!(id, SandboxCard::transaction_id(amount, "another"));
    let id = id.as_str();
    for (key, minor, reference, expected) in [
        ("a", 1_000, id, "given back"),
        ("a", 1_000, id, "given back"),
        ("b", 596, id, "amount_too_large"),
        ("c", 595, id, "given back"),
        ("d", 1, id, "amount_too_large"),
        ("e", 1, "ch-1", "no_such_payment"),
    ] {
        let refund = Refund {
            idempotency_key: key.to_owned(),
            reference: reference.to_owned(),
            amount: Money::from_minor(minor, Currency::USD),
        };
        let outcome = gateway.refund(refund).await.unwrap();
        let said = match &outcome {
            RefundOutcome::Refused(no) => &*no.code,
            _ => "given back",
        };
        assert_eq!(said, expected, "{key}");
    }
}

#[tokio::test]
async fn the_fee_is_a_setting() {
    let gateway = Arc::new(gateway_at(clock()));
    let opened = gateway.clone().open(&Settings::from_iter([("fee_percent", "2.9")])).unwrap();
    let source = ChargeSource::Token(token(&*opened, "4242424242424242").await.unwrap());
    match opened.charge(charge("a", source)).await.unwrap() {
        ChargeOutcome::Paid { fee, .. } => assert_eq!(fee.minor, 290),
        other => panic!("paid, not {other:?}"),
    }
    for bad in ["100", "-1", "many"] {
        let settings = Settings::from_iter([("fee_percent", bad)]);
        let Err(error) = gateway.clone().open(&settings) else { panic!("{bad} is refused") };
        assert!(error.to_string().contains("fee_percent"), "{error}");
    }
}
