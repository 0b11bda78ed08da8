//! The module `mollie` against an account in memory that Mollie's own client takes for a real one.

mod fake;
mod mandates;

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
use serde_json::json;

use crate::counterpart::{Counterpart, Mishap};
use crate::hosted::{asked, begun, charge, ten_euros};
use crate::{clock, peers};
use fake::{KEY, Mollie};

fn settings(cloud: &Counterpart<Mollie>, more: &[(&str, &str)]) -> Settings {
    let url = format!("http://127.0.0.1:{}", cloud.port);
    let hooks = "https://us.example/hooks/mollie";
    let usual = [("api_key", KEY), ("api_url", &url), ("webhook_url", hooks)];
    Settings::from_iter(usual.iter().chain(more).copied())
}

fn open(cloud: &Counterpart<Mollie>, more: &[(&str, &str)]) -> Arc<dyn PaymentGateway> {
    let gateway = modules::payment::Mollie::new(Pool::default());
    Arc::new(gateway).open(&settings(cloud, more)).unwrap()
}

fn paid(payment: &str) -> ChargeOutcome {
    let fee = Money::from_minor(0, Currency::EUR);
    ChargeOutcome::paid(payment, fee)
}

#[tokio::test]
async fn mollie_keeps_the_contract_and_tells_what_became_of_a_payment() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    contract::payment::run(&*gateway, &GatewayTrial::usual("suite", clock().utc_date())).await;
    let payment = begun(&*gateway, ten_euros("pay")).await;
    assert_eq!(
        begun(&*gateway, ten_euros("pay")).await,
        payment,
        "the same key is the same payment"
    );
    let made = cloud.see(|cloud| cloud.payments[&payment].clone());
    assert_eq!(made["description"], "Invoice 7");
    assert_eq!(made["webhookUrl"], "https://us.example/hooks/mollie");
    let refused = |status: &str| {
        ChargeOutcome::Refused(ports::Refused::new(status, format!("The payment is {status}")))
    };
    let pending = ChargeOutcome::Pending { reference: payment.clone() };
    for (status, expected) in [
        ("pending", pending),
        ("canceled", refused("canceled")),
        ("expired", refused("expired")),
        ("failed", refused("failed")),
        ("paid", paid(&payment)),
    ] {
        cloud.see(|cloud| cloud.becomes(&payment, status));
        let found = gateway.look_up(&asked("pay", &payment)).await.unwrap();
        assert_eq!(found, Some(expected), "{status}");
    }
    let unknown = gateway.look_up(&asked("pay", "tr_99")).await.unwrap_err();
    assert!(unknown.is_unknown(), "{unknown}");
}

#[tokio::test]
async fn lost_answers_take_nothing_twice() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    for (mishap, unknown) in
        [(Mishap::ReplyLost, true), (Mishap::Down, true), (Mishap::Busy, false)]
    {
        let key = format!("{mishap:?}");
        cloud.arm("/payments", mishap);
        let error = gateway.charge(ten_euros(&key)).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{error}");
        let found = gateway.look_up(&asked(&key, "")).await.unwrap();
        assert_eq!(found.is_some(), mishap == Mishap::ReplyLost, "{found:?}");
        begun(&*gateway, ten_euros(&key)).await;
    }
    assert_eq!(cloud.see(|cloud| cloud.payments.len()), 3);
}

#[tokio::test]
async fn refunds_are_given_once_and_never_too_much() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    let payment = begun(&*gateway, ten_euros("pay")).await;
    cloud.see(|cloud| {
        cloud.becomes(&payment, "paid");
        cloud.is_forgetful = true;
    });
    let refund = |key: &str, minor: i64| Refund {
        idempotency_key: key.to_owned(),
        reference: payment.clone(),
        amount: Money::from_minor(minor, Currency::EUR),
    };
    cloud.arm("/refunds", Mishap::ReplyLost);
    gateway.refund(refund("part", 400)).await.unwrap_err();
    let part = gateway.refund(refund("part", 400)).await.unwrap();
    assert_eq!(part, RefundOutcome::Pending { reference: "re_1".to_owned() });
    for (key, minor) in [("too much", 601), ("nothing", 0)] {
        let no = gateway.refund(refund(key, minor)).await.unwrap();
        assert!(matches!(&no, RefundOutcome::Refused(no) if no.code == "amount"), "{no:?}");
    }
    let rest = gateway.refund(refund("rest", 600)).await.unwrap();
    assert_eq!(rest, RefundOutcome::Pending { reference: "re_2".to_owned() });
    // Asked for again when it is not on the first page of them any more.
    cloud.see(|cloud| cloud.page = 1);
    assert_eq!(gateway.refund(refund("part", 400)).await.unwrap(), part);
    let stranger = Refund { reference: "tr_99".to_owned(), ..refund("stranger", 100) };
    let no = gateway.refund(stranger).await.unwrap();
    assert!(matches!(&no, RefundOutcome::Refused(no) if no.code == "404"), "{no:?}");
}

#[tokio::test]
async fn what_cannot_be_said_at_mollie_is_refused_unsent() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    let odd = [(550, Currency::new("JPY", 2).unwrap()), (500, Currency::iso("BDT").unwrap())];
    for (minor, currency) in odd {
        let outcome = gateway.charge(charge("odd", minor, currency)).await.unwrap();
        assert!(matches!(outcome, ChargeOutcome::Refused(_)), "{outcome:?}");
    }
    assert!(cloud.requests().is_empty());
    let wrong = open(&cloud, &[("api_key", "test_wr0ng")]);
    let error = wrong.charge(ten_euros("a")).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("wr0ng"), "{error}");
    let refused = wrong.test_connection().await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let reached = gateway.test_connection().await.unwrap();
    assert!(matches!(&reached, ConnectionOutcome::Reached { version } if version.contains("test")));
    for (name, value) in [
        ("api_key", "sk_live_of_another"),
        ("webhook_url", "http://us.example"),
        ("installation", "Big Co"),
    ] {
        let module = Arc::new(modules::payment::Mollie::new(Pool::default()));
        let Err(error) = module.open(&settings(&cloud, &[(name, value)])) else {
            panic!("{name} is taken")
        };
        assert!(error.to_string().contains(name), "{error}");
    }
}

fn hook(body: &str) -> WebHook {
    WebHook {
        headers: Vec::new(),
        body: body.as_bytes().to_vec(),
        received_at: Timestamp::constant(1_767_258_000, 0),
    }
}

#[tokio::test]
async fn a_web_hook_is_believed_as_far_as_mollie_confirms_it() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    let payment = begun(&*gateway, ten_euros("pay")).await;
    let foreign = begun(&*open(&cloud, &[("installation", "another")]), ten_euros("pay")).await;
    for body in ["", "id=", "id=../methods", "id=tr_99", "id=ord_1", "{}"] {
        let outcome = gateway.read_web_hook(&hook(body)).await.unwrap();
        assert!(matches!(outcome, WebHookOutcome::Forged { .. }), "{body}: {outcome:?}");
    }
    let outcome = gateway.read_web_hook(&hook(&format!("id={foreign}"))).await.unwrap();
    assert_eq!(outcome, WebHookOutcome::Ignored);

    let told = async || match gateway.read_web_hook(&hook(&format!("id={payment}"))).await {
        Ok(WebHookOutcome::Event(event)) => event,
        other => panic!("an event, not {other:?}"),
    };
    cloud.see(|cloud| cloud.becomes(&payment, "paid"));
    let event = told().await;
    assert_eq!(event.event, format!("{payment}/paid"));
    assert_eq!(event.idempotency_key.as_deref(), Some("pay"));
    assert_eq!(event.amount, Some(Money::from_minor(1_000, Currency::EUR)));
    assert_eq!(event.what, GatewayNews::Charge(paid(&payment)));
    let refund = Refund {
        idempotency_key: "r".to_owned(),
        reference: payment.clone(),
        amount: Money::from_minor(100, Currency::EUR),
    };
    gateway.refund(refund).await.unwrap();
    let event = told().await;
    let reference = "re_1".to_owned();
    assert_eq!(event.amount, Some(Money::from_minor(100, Currency::EUR)));
    assert_eq!(event.what, GatewayNews::Refunded { payment: payment.clone(), reference });
    let one = |reference: &str, minor, what| GatewayRecord {
        reference: reference.to_owned(),
        amount: Money::from_minor(minor, Currency::EUR),
        what,
    };
    let key = "pay".to_owned();
    let made = one(&payment, 1_000, Recorded::Payment { idempotency_key: key });
    let back = one("re_1", 100, Recorded::Refund { payment: payment.clone() });
    let records = gateway.records(0).await.unwrap();
    assert!(records.contains(&made) && records.contains(&back), "{records:#?}");
    let later = jiff::civil::date(2026, 1, 3).at(0, 0, 0, 0).in_tz("UTC").unwrap();
    let later = later.timestamp().as_second();
    assert_eq!(gateway.records(later).await.unwrap(), [], "they are older");
    cloud.see(|cloud| {
        let amount = json!({"currency": "EUR", "value": "10.00"});
        cloud.payments.get_mut(&payment).unwrap()["amountChargedBack"] = amount;
    });
    assert_eq!(told().await.what, GatewayNews::Disputed { payment: payment.clone() });
}

#[tokio::test]
async fn mollies_own_client_takes_the_fake_for_mollie_and_asks_as_we_do() {
    let cloud = Counterpart::<Mollie>::start().await;
    let payment = begun(&*open(&cloud, &[]), ten_euros("sdk")).await;
    cloud.see(|cloud| cloud.becomes(&payment, "paid"));
    mandates::given(&cloud, &*open(&cloud, &[]), mandates::first("sdk first", &[])).await;
    let first = cloud.see(|cloud| format!("tr_{}", cloud.payments.len()));
    cloud.forget_requests();
    let port = cloud.port.to_string();
    let drive = move || peers::run("drive_mollie.py", &[&port, KEY, &payment, &first], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "22 calls");
    let theirs = cloud.requests();
    cloud.forget_requests();

    let gateway = open(&cloud, &[]);
    let payment = begun(&*gateway, ten_euros("ours")).await;
    cloud.see(|cloud| cloud.becomes(&payment, "paid"));
    gateway.look_up(&asked("ours", &payment)).await.unwrap();
    let refund = Refund {
        idempotency_key: "r".to_owned(),
        reference: payment,
        amount: Money::from_minor(100, Currency::EUR),
    };
    gateway.refund(refund).await.unwrap();
    gateway.records(0).await.unwrap();
    gateway.test_connection().await.unwrap();
    mandates::use_all_of_it(&cloud, &*gateway).await;
    let alien: Vec<_> = cloud.requests().difference(&theirs).cloned().collect();
    assert!(alien.is_empty(), "the client sends nothing like {alien:#?}; it sends {theirs:#?}");
}
