//! Web hooks: those that localstripe sends, and signatures of Stripe's own library.

use axum::Router;
use axum::body::Bytes;
use axum::http::{HeaderMap, Method};
use jiff::Timestamp;
use ports::payment::{ChargeOutcome, GatewayEvent, GatewayNews, WebHook, WebHookOutcome};
use ports::{Clock, SystemClock};
use serde_json::{Value, json};
use tokio::sync::mpsc;

use super::front::{Front, serve};
use super::{HOOK_SECRET, charge, open, settings, stored};
use crate::peers;

const TIME: i64 = 1_767_258_000;

fn hook(header: &str, body: &[u8], seconds: i64) -> WebHook {
    WebHook {
        headers: vec![("stripe-signature".to_owned(), header.to_owned())],
        body: body.to_vec(),
        received_at: Timestamp::from_second(seconds).unwrap(),
    }
}

/// The headers that Stripe's own library makes for these bodies.
fn signed(secret: &str, bodies: &[&str]) -> Vec<String> {
    let input = json!(bodies).to_string();
    let headers = peers::run("sign_as_stripe.py", &[secret, &TIME.to_string()], &input);
    headers.lines().map(str::to_owned).collect()
}

#[tokio::test]
async fn what_localstripe_sends_is_taken() {
    let front = Front::start().await;
    let (send, mut receive) = mpsc::unbounded_channel();
    let receiver = move |headers: HeaderMap, body: Bytes| {
        let signature = headers["stripe-signature"].to_str().unwrap().to_owned();
        send.send((signature, body)).unwrap();
        std::future::ready(())
    };
    let url = serve(Router::new().fallback(receiver)).await;
    let target = [("url", url.as_str()), ("secret", HOOK_SECRET)];
    front.ask(Method::POST, "/_config/webhooks/w1", &target).await;

    let gateway = open(&settings(&front.url)).unwrap();
    let card = stored(&front, &*gateway).await;
    let ChargeOutcome::Paid { reference, .. } =
        gateway.charge(charge("hooked", card)).await.unwrap()
    else {
        panic!("paid");
    };
    loop {
        let (signature, body) = receive.recv().await.unwrap();
        let now = SystemClock.now().as_second();
        match gateway.read_web_hook(&hook(&signature, &body, now)).await.unwrap() {
            WebHookOutcome::Ignored => {}
            WebHookOutcome::Forged { why } => panic!("forged: {why}"),
            WebHookOutcome::Event(event) => {
                assert_eq!(event.idempotency_key.as_deref(), Some("hooked"));
                assert_eq!(event.amount.unwrap().minor, 1_595);
                let GatewayNews::Charge(ChargeOutcome::Paid { reference: told, .. }) = event.what
                else {
                    panic!("paid: {:?}", event.what);
                };
                assert_eq!(told, reference);
                return;
            }
        }
    }
}

#[tokio::test]
async fn only_fresh_signatures_over_these_bytes_count() {
    let gateway = open(&settings("https://api.stripe.com")).unwrap();
    let body = "{\"id\":\"evt_1\",\"type\":\"customer.created\",\"data\":{\"object\":{}}}";
    let ours = signed(HOOK_SECRET, &[body]).remove(0);
    let theirs = signed("whsec_other", &[body]).remove(0);
    let both = format!("{theirs},{}", ours.split_once(',').unwrap().1);
    let older = ours.replacen(&TIME.to_string(), &(TIME - 1).to_string(), 1);
    let spaced = body.replace("\":", "\": ");
    for (what, header, body, now, good) in [
        ("as it was sent", &ours, body, TIME, true),
        ("five minutes late", &ours, body, TIME + 300, true),
        ("a second too late", &ours, body, TIME + 301, false),
        ("from the future", &ours, body, TIME - 301, false),
        ("another time than was signed", &older, body, TIME, false),
        ("another secret", &theirs, body, TIME, false),
        ("two secrets while one replaces the other", &both, body, TIME, true),
        ("the same JSON in other bytes", &ours, spaced.as_str(), TIME, false),
        ("no signature", &String::new(), body, TIME, false),
    ] {
        let outcome = gateway.read_web_hook(&hook(header, body.as_bytes(), now)).await.unwrap();
        let expected = if good { "Ignored" } else { "Forged" };
        assert!(format!("{outcome:?}").starts_with(expected), "{what}: {outcome:?}");
    }
}

#[tokio::test]
async fn events_say_what_happened_to_ours() {
    let gateway = open(&settings("https://api.stripe.com")).unwrap();
    let intent = |status: &str, installation: &str| {
        json!({"id": "pi_1", "status": status, "amount": 1595, "currency": "eur",
            "metadata": {"hostler_key": "k", "hostler_installation": installation},
            "last_payment_error": {"code": "card_declined", "decline_code": "lost_card",
                "message": "No."}})
    };
    let refund = |status: &str| {
        json!({"id": "re_1", "payment_intent": "pi_1", "amount": 500, "currency": "eur",
            "status": status})
    };
    let mut hosted = intent("requires_payment_method", "test");
    hosted["metadata"]["hostler_hosted"] = json!("1");
    let mut asked = intent("requires_payment_method", "test");
    asked["last_payment_error"]["code"] = json!("authentication_required");
    let cases = [
        ("payment_intent.succeeded", intent("succeeded", "test"), "Charge(Paid"),
        ("payment_intent.succeeded", intent("succeeded", "other"), ""),
        ("payment_intent.processing", intent("processing", "test"), "Charge(Pending"),
        ("payment_intent.canceled", intent("canceled", "test"), "Charge(Refused"),
        ("payment_intent.payment_failed", intent("x", "test"), "Charge(Refused"),
        ("payment_intent.payment_failed", hosted, ""),
        ("payment_intent.payment_failed", asked, ""),
        ("payment_intent.created", intent("requires_confirmation", "test"), ""),
        ("refund.created", refund("succeeded"), "Refunded"),
        ("refund.created", refund("pending"), ""),
        ("refund.updated", refund("succeeded"), "Refunded"),
        ("refund.failed", refund("failed"), "RefundFailed"),
        ("charge.refund.updated", refund("canceled"), "RefundFailed"),
        ("charge.dispute.created", refund("needs_response"), "Disputed"),
        ("charge.dispute.updated", refund("under_review"), ""),
        ("charge.dispute.closed", refund("won"), "DisputeEnded { payment: \"pi_1\", won: true"),
        ("charge.dispute.closed", refund("lost"), "DisputeEnded { payment: \"pi_1\", won: false"),
        ("charge.dispute.closed", refund("warning_closed"), "DisputeEnded"),
        ("checkout.session.expired", intent("expired", "test"), "Charge(Refused"),
    ];
    let body = |(kind, object, _): &(&str, Value, &str)| {
        json!({"id": "evt_1", "type": kind, "data": {"object": object}}).to_string()
    };
    let bodies: Vec<String> = cases.iter().map(body).collect();
    let headers = signed(HOOK_SECRET, &bodies.iter().map(String::as_str).collect::<Vec<_>>());
    for ((kind, _, expected), (body, header)) in cases.iter().zip(bodies.iter().zip(&headers)) {
        let outcome = gateway.read_web_hook(&hook(header, body.as_bytes(), TIME)).await.unwrap();
        match outcome {
            WebHookOutcome::Ignored => assert_eq!(*expected, "", "{kind}: ignored"),
            WebHookOutcome::Event(GatewayEvent { what, .. }) => {
                let said = format!("{what:?}");
                assert!(!expected.is_empty() && said.starts_with(expected), "{kind}: {said}");
            }
            WebHookOutcome::Forged { why } => panic!("{kind}: {why}"),
        }
    }
}
