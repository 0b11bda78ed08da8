//! The module `bkash` against an account in memory that a client of bKash takes for the real one.

mod fake;

use std::sync::Arc;

use model::money::{Currency, Money};
use modules::http::Pool;
use ports::contract::payment::GatewayTrial;
use ports::payment::{Asked, ChargeOutcome, PaymentGateway, Refund, RefundOutcome};
use ports::provisioning::ConnectionOutcome;
use ports::{Clock as _, FakeClock, PortError, Settings, contract};

use crate::counterpart::{Counterpart, Mishap};
use crate::taka::{begun, charge, found, taka};
use crate::{clock, peers};
use fake::{BKash, LOGIN};

fn opened(
    cloud: &Counterpart<BKash>,
    clock: Arc<FakeClock>,
    secret: &str,
) -> Arc<dyn PaymentGateway> {
    let gateway = modules::payment::BKash::new(clock, Pool::default());
    let url = format!("http://127.0.0.1:{}", cloud.port);
    let settings = Settings::from_iter([
        ("username", LOGIN.0),
        ("password", LOGIN.1),
        ("app_key", LOGIN.2),
        ("app_secret", secret),
        ("api_url", &url),
    ]);
    Arc::new(gateway).open(&settings).unwrap()
}

fn paid(payment: &str) -> ChargeOutcome {
    let reference = format!("TRX{payment} {payment}");
    ChargeOutcome::paid(reference, Money::zero(taka()))
}

#[tokio::test]
async fn bkash_keeps_the_contract_and_takes_the_money_once_it_is_agreed_to() {
    let cloud = Counterpart::<BKash>::start().await;
    let gateway = opened(&cloud, clock(), LOGIN.3);
    contract::payment::run(&*gateway, &GatewayTrial::usual("suite", clock().utc_date())).await;
    assert_eq!(found(&*gateway, "").await, None);
    let payment = begun(&*gateway).await;
    let pending = ChargeOutcome::Pending { reference: payment.clone() };
    assert_eq!(found(&*gateway, &payment).await, Some(pending));
    cloud.see(|cloud| cloud.agree(&payment));
    for reference in [payment.clone(), payment.clone(), format!("TRX{payment} {payment}")] {
        assert_eq!(found(&*gateway, &reference).await, Some(paid(&payment)), "{reference}");
    }
    assert_eq!(cloud.see(|cloud| cloud.payments[&payment]["amount"].clone()), "1050.50");
    assert_eq!(cloud.see(|cloud| cloud.tokens), 1);
}

#[tokio::test]
async fn lost_answers_take_nothing_twice() {
    let cloud = Counterpart::<BKash>::start().await;
    let gateway = opened(&cloud, clock(), LOGIN.3);
    for mishap in [Mishap::ReplyLost, Mishap::Down, Mishap::Busy] {
        cloud.arm("/create", mishap);
        let error = gateway.charge(charge(1_000, taka())).await.unwrap_err();
        assert_eq!(error.is_unknown(), mishap != Mishap::Busy, "{error}");
        let payment = begun(&*gateway).await;
        cloud.see(|cloud| cloud.agree(&payment));
        cloud.arm("/execute", mishap);
        let asked = Asked { reference: payment.clone(), ..Asked::key("pay") };
        gateway.look_up(&asked).await.unwrap_err();
        assert_eq!(found(&*gateway, &payment).await, Some(paid(&payment)), "{mishap:?}");
    }
}

#[tokio::test]
async fn what_is_agreed_to_too_late_is_not_executed() {
    let cloud = Counterpart::<BKash>::start().await;
    let later = clock();
    let gateway = opened(&cloud, later.clone(), LOGIN.3);
    let payment = begun(&*gateway).await;
    later.advance_days(2);
    cloud.see(|cloud| cloud.agree(&payment));
    for reference in [payment.as_str(), "TR001199"] {
        let outcome = found(&*gateway, reference).await;
        assert!(matches!(&outcome, Some(ChargeOutcome::Refused(no)) if no.code == "expired"));
    }
    assert_eq!(
        cloud.see(|cloud| cloud.payments[&payment]["transactionStatus"].clone()),
        "Initiated"
    );
}

#[tokio::test]
async fn refunds_are_given_once_and_never_too_much() {
    let cloud = Counterpart::<BKash>::start().await;
    let gateway = opened(&cloud, clock(), LOGIN.3);
    let payment = begun(&*gateway).await;
    cloud.see(|cloud| cloud.agree(&payment));
    found(&*gateway, &payment).await;
    let refund = |minor: i64| Refund {
        idempotency_key: "refund".to_owned(),
        reference: format!("TRX{payment} {payment}"),
        amount: Money::from_minor(minor, taka()),
    };
    for (minor, code) in [(105_051, "2026"), (0, "amount")] {
        let no = gateway.refund(refund(minor)).await.unwrap();
        assert!(matches!(&no, RefundOutcome::Refused(no) if no.code == code), "{no:?}");
    }
    let given = RefundOutcome::Refunded { reference: format!("REF{payment}") };
    assert_eq!(gateway.refund(refund(5_050)).await.unwrap(), given);
    assert_eq!(gateway.refund(refund(5_050)).await.unwrap(), given, "asked again");
    let more = gateway.refund(refund(100_000)).await.unwrap();
    assert!(matches!(&more, RefundOutcome::Refused(no) if no.code == "2034"), "{more:?}");
    let never = Refund { reference: payment.clone(), ..refund(100) };
    let no = gateway.refund(never).await.unwrap();
    assert!(matches!(&no, RefundOutcome::Refused(no) if no.code == "2033"), "{no:?}");
}

#[tokio::test]
async fn what_cannot_be_said_is_refused_unsent_and_secrets_are_not_said() {
    let cloud = Counterpart::<BKash>::start().await;
    let gateway = opened(&cloud, clock(), LOGIN.3);
    for (minor, currency) in [(1_000, Currency::EUR), (15_951, Currency::new("BDT", 4).unwrap())] {
        let outcome = gateway.charge(charge(minor, currency)).await.unwrap();
        assert!(matches!(outcome, ChargeOutcome::Refused(_)), "{outcome:?}");
    }
    assert!(cloud.requests().is_empty());
    let wrong = opened(&cloud, clock(), "wr0ng-secret");
    let error = wrong.charge(charge(1_000, taka())).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("wr0ng"), "{error}");
    let refused = wrong.test_connection().await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let reached = gateway.test_connection().await.unwrap();
    assert!(matches!(reached, ConnectionOutcome::Reached { .. }), "{reached:?}");
}

#[tokio::test]
async fn a_client_of_bkash_takes_the_fake_for_one_and_asks_as_we_do() {
    let cloud = Counterpart::<BKash>::start().await;
    let payment = begun(&*opened(&cloud, clock(), LOGIN.3)).await;
    cloud.see(|cloud| cloud.agree(&payment));
    cloud.forget_requests();
    let arguments = [cloud.port.to_string(), payment];
    let drive = move || {
        let [port, payment] = &arguments;
        let all = [port.as_str(), LOGIN.0, LOGIN.1, LOGIN.2, LOGIN.3, payment];
        peers::run("drive_pybkash.py", &all, "")
    };
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "9 calls");
    let theirs = cloud.requests();
    cloud.forget_requests();

    let gateway = opened(&cloud, clock(), LOGIN.3);
    let payment = begun(&*gateway).await;
    cloud.see(|cloud| cloud.agree(&payment));
    found(&*gateway, &payment).await;
    let refund = Refund {
        idempotency_key: "r".to_owned(),
        reference: format!("TRX{payment} {payment}"),
        amount: Money::from_minor(100, taka()),
    };
    gateway.refund(refund).await.unwrap();
    // Asking after a refund is its own request without an amount, which the client does not have.
    let ours = cloud.requests().into_iter().filter(|each| !each.ends_with(" paymentID,trxID"));
    let alien: Vec<String> = ours.filter(|each| !theirs.contains(each)).collect();
    assert!(alien.is_empty(), "the client sends nothing like {alien:#?}; it sends {theirs:#?}");
}
