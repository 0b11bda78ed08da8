//! A bank wants the client, who is handed over and comes back; and whether what is asked of Stripe
//! is what Stripe's own library would ask.

use std::collections::BTreeSet;

use axum::http::Method;
use ports::payment::{Asked, ChargeOutcome, ChargeSource, Refund, RefundOutcome};
use serde_json::Value;

use super::front::{Front, Mishap};
use super::{charge, intents, open, owner, settings, stored};
use crate::peers;

const RETURN: &str = "https://billing.example/invoices";

/// A stored card whose bank wants the client each time.
pub(super) async fn careful_card(front: &Front) -> ChargeSource {
    let customer = front.ask(Method::POST, "/v1/customers", &[("name", "A")]).await;
    let fields = [
        ("type", "card"),
        ("card[number]", "4000002760003184"),
        ("card[exp_month]", "3"),
        ("card[exp_year]", "2029"),
        ("card[cvc]", "123"),
    ];
    let method = front.ask(Method::POST, "/v1/payment_methods", &fields).await;
    let id = |object: &Value| object["id"].as_str().unwrap().to_owned();
    ChargeSource::Token(format!("{}/{}", id(&customer), id(&method)))
}

#[tokio::test]
async fn the_client_is_handed_to_the_bank_and_the_charge_goes_on_from_there() {
    for (agrees, key) in [(true, "agrees"), (false, "does not")] {
        let front = Front::start().await;
        front.bank_asks();
        let mut settings = settings(&front.url);
        settings.set("return_url", RETURN);
        let gateway = open(&settings).unwrap();
        let card = careful_card(&front).await;
        let opened = gateway.charge(charge(key, card.clone())).await.unwrap();
        let ChargeOutcome::ActionNeeded { reference, url } = &opened else {
            panic!("the bank: {opened:?}");
        };
        assert!(url.starts_with("https://hooks.stripe.example/"), "{url}");
        let (path, form) = front.forms().pop().unwrap();
        assert_eq!(path, format!("/v1/payment_intents/{reference}/confirm"));
        assert!(form.contains(&("return_url".to_owned(), RETURN.to_owned())), "{form:?}");
        assert!(form.iter().all(|(name, _)| name != "off_session"), "{form:?}");
        // Whoever asks again, or asks what became of it, is sent to the same place.
        assert_eq!(gateway.charge(charge(key, card)).await.unwrap(), opened);
        assert_eq!(gateway.look_up(&Asked::key(key)).await.unwrap(), Some(opened.clone()));
        assert_eq!(intents(&front, key).await, 1);

        front.client_answers(reference, agrees).await;
        match gateway.look_up(&Asked::key(key)).await.unwrap() {
            Some(ChargeOutcome::Paid { reference: paid, .. }) if agrees => {
                assert_eq!(paid, *reference);
            }
            Some(ChargeOutcome::Refused(no)) if !agrees => {
                assert_eq!(no.code, "payment_intent_authentication_failure");
            }
            other => panic!("{key}: {other:?}"),
        }
    }
}

#[tokio::test]
async fn without_a_way_back_or_an_answer_the_client_is_not_sent_away() {
    let front = Front::start().await;
    front.bank_asks();
    let gateway = open(&settings(&front.url)).unwrap();
    let card = careful_card(&front).await;
    let refused = gateway.charge(charge("no way back", card.clone())).await.unwrap();
    assert!(matches!(&refused, ChargeOutcome::Refused(no) if no.code == "authentication_required"));
    let found = gateway.look_up(&Asked::key("no way back")).await.unwrap();
    assert_eq!(found, Some(refused));

    // The bank's no got lost. It stands, and nothing was charged.
    let mut settings = settings(&front.url);
    settings.set("return_url", RETURN);
    let gateway = open(&settings).unwrap();
    front.arm(Mishap::ReplyLost);
    let error = gateway.charge(charge("lost", card)).await.unwrap_err();
    assert!(error.is_unknown(), "{error}");
    let found = gateway.look_up(&Asked::key("lost")).await.unwrap();
    let Some(ChargeOutcome::Refused(no)) = found else { panic!("{found:?}") };
    assert_eq!(no.code, "authentication_required");
}

#[tokio::test]
async fn what_is_asked_is_what_the_library_of_stripe_would_ask() {
    let front = Front::start().await;
    let mut settings = settings(&front.url);
    settings.set("return_url", RETURN);
    let gateway = open(&settings).unwrap();
    let careful = careful_card(&front).await;
    let given_up = gateway.charge(charge("given up", careful.clone())).await.unwrap();
    assert!(matches!(given_up, ChargeOutcome::Refused(_)), "{given_up:?}");
    front.bank_asks();
    gateway.charge(charge("asked", careful)).await.unwrap();
    let card = stored(&front, &*gateway).await;
    let paid = gateway.charge(charge("paid", card)).await.unwrap();
    let ChargeOutcome::Paid { reference, .. } = paid else { panic!("paid, not {paid:?}") };
    let amount = charge("", ChargeSource::Token(String::new())).amount;
    let refund = Refund { idempotency_key: "back".to_owned(), reference, amount };
    let back = gateway.refund(refund).await.unwrap();
    assert!(matches!(back, RefundOutcome::Refunded { .. }), "{back:?}");
    for (key, keep) in [("once", None), ("kept", Some(owner(&[])))] {
        let page = ChargeSource::Hosted { return_url: RETURN.to_owned(), keep };
        gateway.charge(charge(key, page)).await.unwrap();
    }

    let forms = front.forms();
    let kinds: BTreeSet<&str> = forms.iter().map(|(path, _)| kind(path)).collect();
    let all = [
        "/v1/checkout/sessions",
        "/v1/customers",
        "/v1/payment_intents",
        "/v1/refunds",
        "/v1/setup_intents",
        "cancel",
        "confirm",
    ];
    assert_eq!(kinds, BTreeSet::from(all));
    let (count, input) = (forms.len(), serde_json::to_string(&forms).unwrap());
    let check = move || peers::run("check_stripe_forms.py", &[], &input);
    let said = tokio::task::spawn_blocking(check).await.unwrap();
    assert_eq!(said.trim(), format!("{count} forms"));
}

/// The path of a request, or its last word where it has the id of something.
fn kind(path: &str) -> &str {
    let (before, last) = path.rsplit_once('/').unwrap();
    if before.matches('/').count() > 2 { last } else { path }
}
