//! The module `paypal` against an account in memory that PayPal's own SDK takes for the real one.

mod fake;
mod vault;

use std::sync::Arc;

use jiff::Timestamp;
use model::money::{Currency, Money};
use modules::http::Pool;
use ports::contract::payment::GatewayTrial;
use ports::payment::{
    ChargeOutcome, GatewayNews, GatewayRecord, PaymentGateway, Recorded, Refund, RefundOutcome,
    WebHook, WebHookOutcome,
};
use ports::provisioning::ConnectionOutcome;
use ports::{Clock, PortError, Settings, contract};
use serde_json::{Value, json};

use crate::counterpart::{Counterpart, Mishap};
use crate::hosted::{asked, begun, charge, ten_euros};
use crate::{clock, peers};
use fake::{APP, PayPal};

fn open(cloud: &Counterpart<PayPal>, secret: &str) -> Arc<dyn PaymentGateway> {
    let gateway = modules::payment::PayPal::new(clock(), Pool::default());
    let url = format!("http://127.0.0.1:{}", cloud.port);
    let settings = Settings::from_iter([
        ("client_id", APP.0),
        ("client_secret", secret),
        ("webhook_id", "WH-1"),
        ("api_url", &url),
    ]);
    Arc::new(gateway).open(&settings).unwrap()
}

fn paid(order: &str) -> ChargeOutcome {
    let fee = Money::from_minor(65, Currency::EUR);
    ChargeOutcome::paid(format!("CAP-{order}"), fee)
}

#[tokio::test]
async fn paypal_keeps_the_contract_and_takes_the_money_once_it_is_approved() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    contract::payment::run(&*gateway, &GatewayTrial::usual("suite", clock().utc_date())).await;
    let order = begun(&*gateway, ten_euros("pay")).await;
    // The same key is the same order.
    assert_eq!(begun(&*gateway, ten_euros("pay")).await, order);
    let waits = gateway.look_up(&asked("pay", &order)).await.unwrap();
    assert!(matches!(waits, Some(ChargeOutcome::ActionNeeded { .. })), "{waits:?}");
    cloud.see(|cloud| cloud.approve(&order));
    for reference in [order.as_str(), &order, &format!("CAP-{order}")] {
        let found = gateway.look_up(&asked("pay", reference)).await.unwrap();
        assert_eq!(found, Some(paid(&order)), "{reference}");
    }
    assert_eq!(cloud.see(|cloud| (cloud.orders.len(), cloud.tokens)), (1, 1));
    let gone = gateway.look_up(&asked("old", "ORDER99")).await.unwrap();
    assert!(matches!(gone, Some(ChargeOutcome::Refused(no)) if no.code == "expired"));
}

#[tokio::test]
async fn lost_answers_take_nothing_twice() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    for (mishap, unknown) in
        [(Mishap::ReplyLost, true), (Mishap::Down, true), (Mishap::Busy, false)]
    {
        let key = format!("{mishap:?}");
        cloud.arm("/orders", mishap);
        let error = gateway.charge(ten_euros(&key)).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{error}");
        assert_eq!(gateway.look_up(&asked(&key, "")).await.unwrap(), None);
        let order = begun(&*gateway, ten_euros(&key)).await;
        cloud.see(|cloud| cloud.approve(&order));
        cloud.arm("/capture", mishap);
        gateway.look_up(&asked(&key, &order)).await.unwrap_err();
        assert_eq!(gateway.look_up(&asked(&key, &order)).await.unwrap(), Some(paid(&order)));
    }
    assert_eq!(cloud.see(|cloud| cloud.orders.len()), 3);
}

#[tokio::test]
async fn refunds_are_given_once_and_never_too_much() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    let order = begun(&*gateway, ten_euros("pay")).await;
    cloud.see(|cloud| cloud.approve(&order));
    gateway.look_up(&asked("pay", &order)).await.unwrap();
    let refund = |key: &str, minor: i64| Refund {
        idempotency_key: key.to_owned(),
        reference: format!("CAP-{order}"),
        amount: Money::from_minor(minor, Currency::EUR),
    };
    let part = gateway.refund(refund("part", 400)).await.unwrap();
    assert_eq!(part, RefundOutcome::Refunded { reference: "REF1".to_owned() });
    assert_eq!(gateway.refund(refund("part", 400)).await.unwrap(), part);
    for (key, minor, code) in
        [("too much", 601, "REFUND_AMOUNT_EXCEEDED"), ("nothing", 0, "amount")]
    {
        let no = gateway.refund(refund(key, minor)).await.unwrap();
        assert!(matches!(&no, RefundOutcome::Refused(no) if no.code == code), "{no:?}");
    }
    // What was given back was paid before.
    let found = gateway.look_up(&asked("pay", &format!("CAP-{order}"))).await.unwrap();
    assert_eq!(found, Some(paid(&order)));
}

#[tokio::test]
async fn what_cannot_be_said_at_paypal_is_refused_unsent() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    let odd = [(5, Currency::new("HUF", 2).unwrap()), (5, Currency::iso("BDT").unwrap())];
    for (minor, currency) in odd {
        let outcome = gateway.charge(charge("odd", minor, currency)).await.unwrap();
        assert!(matches!(outcome, ChargeOutcome::Refused(_)), "{outcome:?}");
    }
    assert!(cloud.requests().is_empty());
    let wrong = open(&cloud, "wr0ng-secret");
    let error = wrong.charge(ten_euros("a")).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("wr0ng"), "{error}");
    let refused = wrong.test_connection().await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let reached = gateway.test_connection().await.unwrap();
    assert!(matches!(reached, ConnectionOutcome::Reached { .. }), "{reached:?}");
}

fn hook(event: &Value, signature: &str, time: &str) -> WebHook {
    let headers = [
        ("paypal-auth-algo", "SHA256withRSA"),
        ("paypal-cert-url", "https://api.paypal.com/v1/notifications/certs/CERT-1"),
        ("paypal-transmission-id", "t-1"),
        ("paypal-transmission-sig", signature),
        ("paypal-transmission-time", time),
    ];
    WebHook {
        headers: headers.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        body: event.to_string().replace(':', ": ").into_bytes(),
        received_at: Timestamp::constant(1_767_258_000, 0),
    }
}

const NOW: &str = "2026-01-01T09:00:00Z";

#[tokio::test]
async fn only_what_paypal_takes_for_its_own_is_believed() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    let event = json!({"id": "WH-E", "event_type": "PAYMENT.SALE.COMPLETED", "resource": {}});
    for (signature, time, good) in [
        ("good", NOW, true),
        ("bad", NOW, false),
        ("good", "2026-01-01T07:00:00Z", false),
        ("good", "yesterday", false),
    ] {
        let outcome = gateway.read_web_hook(&hook(&event, signature, time)).await.unwrap();
        assert_eq!(outcome == WebHookOutcome::Ignored, good, "{signature} {time}: {outcome:?}");
    }
    let mut bare = hook(&event, "good", NOW);
    bare.headers.pop();
    let outcome = gateway.read_web_hook(&bare).await.unwrap();
    assert!(matches!(outcome, WebHookOutcome::Forged { .. }), "{outcome:?}");
    let asked = cloud.see(|cloud| cloud.verified[0].clone());
    assert_eq!((&asked["webhook_id"], &asked["webhook_event"]), (&json!("WH-1"), &event));
}

#[tokio::test]
async fn events_say_what_happened_to_ours() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    let order = begun(&*gateway, ten_euros("pay")).await;
    cloud.see(|cloud| cloud.approve(&order));
    let approved = cloud.see(|cloud| cloud.orders[&order].clone());
    gateway.look_up(&asked("pay", &order)).await.unwrap();
    let capture = cloud.see(|cloud| cloud.capture_of(&order));
    let mut foreign = capture.clone();
    foreign["custom_id"] = json!("another|pay");
    let refund = json!({"id": "REF9", "amount": {"currency_code": "EUR", "value": "4.00"},
        "links": [{"rel": "up", "href": format!("https://api.paypal.com/v2/payments/captures/CAP-{order}")}]});
    let dispute = json!({"disputed_transactions": [{"seller_transaction_id": "CAP-1"}]});
    let outcome = |code: &str| {
        let mut ended = dispute.clone();
        ended["dispute_outcome"] = json!({"outcome_code": code});
        ended
    };
    let (lost, kept) = (outcome("RESOLVED_BUYER_FAVOUR"), outcome("RESOLVED_WITH_PAYOUT"));
    let ended = |won| GatewayNews::DisputeEnded { payment: "CAP-1".to_owned(), won };
    let failed = GatewayNews::RefundFailed { reference: "REF9".to_owned() };
    let pending = GatewayNews::Charge(ChargeOutcome::Pending { reference: order.clone() });
    let payment = format!("CAP-{order}");
    let refunded = GatewayNews::Refunded { payment, reference: "REF9".to_owned() };
    let disputed = GatewayNews::Disputed { payment: "CAP-1".to_owned() };
    for (kind, resource, expected) in [
        ("CHECKOUT.ORDER.APPROVED", &approved, Some((Some("pay"), Some(1_000), pending))),
        (
            "PAYMENT.CAPTURE.COMPLETED",
            &capture,
            Some((Some("pay"), Some(1_000), GatewayNews::Charge(paid(&order)))),
        ),
        ("PAYMENT.CAPTURE.COMPLETED", &foreign, None),
        ("PAYMENT.CAPTURE.REFUNDED", &refund, Some((None, Some(400), refunded))),
        ("CUSTOMER.DISPUTE.CREATED", &dispute, Some((None, None, disputed))),
        ("CUSTOMER.DISPUTE.RESOLVED", &dispute, None),
        ("CUSTOMER.DISPUTE.RESOLVED", &lost, Some((None, None, ended(false)))),
        ("CUSTOMER.DISPUTE.RESOLVED", &kept, Some((None, None, ended(true)))),
        ("PAYMENT.REFUND.FAILED", &refund, Some((None, None, failed))),
        ("BILLING.SUBSCRIPTION.CREATED", &capture, None),
    ] {
        let event = json!({"id": "WH-E", "event_type": kind, "resource": resource});
        let outcome = gateway.read_web_hook(&hook(&event, "good", NOW)).await.unwrap();
        let found = match &outcome {
            WebHookOutcome::Event(event) => Some((
                event.idempotency_key.as_deref(),
                event.amount.map(|amount| amount.minor),
                event.what.clone(),
            )),
            _ => None,
        };
        assert_eq!(found, expected, "{kind}: {outcome:?}");
    }
}

#[tokio::test]
async fn paypals_own_sdk_takes_the_fake_for_paypal_and_asks_as_we_do() {
    let cloud = Counterpart::<PayPal>::start().await;
    let order = {
        let gateway = open(&cloud, APP.1);
        let order = begun(&*gateway, ten_euros("sdk")).await;
        cloud.see(|cloud| cloud.approve(&order));
        order
    };
    let token = vault::given(&cloud, &*open(&cloud, APP.1), vault::first("sdk first")).await.token;
    cloud.forget_requests();
    let port = cloud.port.to_string();
    let drive = move || peers::node("drive_paypal.cjs", &[&port, APP.0, APP.1, &order, &token]);
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "16 calls");
    let theirs = cloud.requests();
    cloud.forget_requests();

    let gateway = open(&cloud, APP.1);
    let order = begun(&*gateway, ten_euros("ours")).await;
    cloud.see(|cloud| cloud.approve(&order));
    gateway.look_up(&asked("ours", &order)).await.unwrap();
    gateway.look_up(&asked("ours", &format!("CAP-{order}"))).await.unwrap();
    let refund = Refund {
        idempotency_key: "r".to_owned(),
        reference: format!("CAP-{order}"),
        amount: Money::from_minor(100, Currency::EUR),
    };
    gateway.refund(refund).await.unwrap();
    let records = gateway.records(0).await.unwrap();
    let payment = format!("CAP-{order}");
    let one = |reference: &str, minor, what| GatewayRecord {
        reference: reference.to_owned(),
        amount: Money::from_minor(minor, Currency::EUR),
        what,
    };
    let key = "ours".to_owned();
    let paid = one(&payment, 1_000, Recorded::Payment { idempotency_key: key });
    assert!(records.contains(&paid), "{records:#?}");
    let refunded = Recorded::Refund { payment };
    let back = records.iter().find(|each| each.what == refunded).unwrap();
    assert_eq!(*back, one(&back.reference, 100, refunded));
    vault::use_all_of_it(&cloud, &*gateway).await;
    let alien: Vec<_> = cloud.requests().difference(&theirs).cloned().collect();
    assert!(alien.is_empty(), "the SDK sends nothing like {alien:#?}; it sends {theirs:#?}");
}
