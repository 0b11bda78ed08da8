//! The vault: accounts kept with a payment, charged without the client, taken out again.

use model::ids::ClientId;
use model::money::{Currency, Money};
use ports::Clock;
use ports::contract;
use ports::contract::payment::GatewayTrial;
use ports::payment::{
    CardOwner, Charge, ChargeOutcome, ChargeSource, GatewayNews, KeptMethod, PaymentGateway,
    WebHookOutcome,
};
use serde_json::json;

use super::fake::{APP, PayPal};
use super::{NOW, hook, open};
use crate::clock;
use crate::counterpart::{Counterpart, Mishap};
use crate::hosted::{asked, ten_euros};

/// A charge whose payer wants it kept.
pub(super) fn first(key: &str) -> Charge {
    let email = "ann@example.com".to_owned();
    let owner = CardOwner { client: ClientId(3), email, tokens: Vec::new() };
    let return_url = "https://us.example/invoice/7".to_owned();
    let source = ChargeSource::Hosted { return_url, keep: Some(owner) };
    Charge { source, ..ten_euros(key) }
}

fn later(key: &str, token: &str) -> Charge {
    Charge { source: ChargeSource::Token(token.to_owned()), ..ten_euros(key) }
}

/// What is kept once the client paid.
pub(super) async fn given(
    cloud: &Counterpart<PayPal>,
    gateway: &dyn PaymentGateway,
    charge: Charge,
) -> KeptMethod {
    let key = charge.idempotency_key.clone();
    let ChargeOutcome::ActionNeeded { reference, .. } = gateway.charge(charge).await.unwrap()
    else {
        panic!("{key} is to be approved")
    };
    cloud.see(|cloud| cloud.approve(&reference));
    match gateway.look_up(&asked(&key, &reference)).await.unwrap() {
        Some(ChargeOutcome::Paid { kept: Some(kept), .. }) => kept,
        other => panic!("paid and kept, not {other:?}"),
    }
}

/// The order of a charge from the vault.
async fn under_way(gateway: &dyn PaymentGateway, key: &str, token: &str) -> String {
    match gateway.charge(later(key, token)).await.unwrap() {
        ChargeOutcome::Pending { reference } => reference,
        other => panic!("under way, not {other:?}"),
    }
}

#[tokio::test]
async fn paypal_keeps_what_a_client_pays_with() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    let trial = GatewayTrial::usual("kept", clock().utc_date());
    let pays = |reference: &str| cloud.see(|cloud| cloud.approve(reference));
    contract::payment::run_hosted(&*gateway, &trial, pays).await;

    let kept = given(&cloud, &*gateway, first("a")).await;
    assert_eq!((kept.brand.as_str(), kept.description.as_str()), ("PayPal", "ann@example.com"));
    // Whoever knows the capture only is told it as well, as after a web hook.
    let order = cloud.see(|cloud| format!("ORDER{}", cloud.orders.len()));
    let found = gateway.look_up(&asked("a", &format!("CAP-{order}"))).await.unwrap();
    let Some(ChargeOutcome::Paid { kept: told, .. }) = found else { panic!("{found:?}") };
    assert_eq!(told, Some(kept));
}

#[tokio::test]
async fn money_is_taken_from_the_vault_once_and_only_when_its_order_is_known() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    let token = given(&cloud, &*gateway, first("first")).await.token;
    let captured = |order: &str| cloud.see(|cloud| !cloud.capture_of(order).is_null());
    let order = under_way(&*gateway, "a", &token).await;
    assert!(!captured(&order), "nothing is taken before the order is written down");
    assert_eq!(gateway.look_up(&asked("a", "")).await.unwrap(), None);
    for (mishap, taken) in [(Mishap::Down, false), (Mishap::Busy, false), (Mishap::ReplyLost, true)]
    {
        cloud.arm("/capture", mishap);
        gateway.look_up(&asked("a", &order)).await.unwrap_err();
        assert_eq!(captured(&order), taken, "{mishap:?}");
    }
    let fee = Money::from_minor(65, Currency::EUR);
    let paid = ChargeOutcome::paid(format!("CAP-{order}"), fee);
    for _ in 0..2 {
        assert_eq!(gateway.look_up(&asked("a", &order)).await.unwrap(), Some(paid.clone()));
    }
    // An order whose answer was lost is given up, and has cost nothing.
    cloud.arm("/orders", Mishap::ReplyLost);
    gateway.charge(later("b", &token)).await.unwrap_err();
    assert_eq!(gateway.look_up(&asked("b", "")).await.unwrap(), None);
    let orders = cloud.see(|cloud| cloud.orders.len());
    assert!(!captured(&format!("ORDER{orders}")));
}

#[tokio::test]
async fn what_is_not_in_the_vault_is_refused() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    let token = given(&cloud, &*gateway, first("first")).await.token;
    let order = under_way(&*gateway, "a", &token).await;
    gateway.forget(&token).await.unwrap();
    gateway.forget(&token).await.unwrap();
    let found = gateway.look_up(&asked("a", &order)).await.unwrap();
    assert!(matches!(&found, Some(ChargeOutcome::Refused(no)) if no.code == "TOKEN_ID_NOT_FOUND"));
    for odd in ["", "../orders", "a b"] {
        let outcome = gateway.charge(later("odd", odd)).await.unwrap();
        assert!(matches!(&outcome, ChargeOutcome::Refused(no) if no.code == "no_such_token"));
    }
}

#[tokio::test]
async fn an_account_that_is_kept_later_is_told_by_web_hook() {
    let cloud = Counterpart::<PayPal>::start().await;
    let gateway = open(&cloud, APP.1);
    cloud.see(|cloud| cloud.is_vault_slow = true);
    let ChargeOutcome::ActionNeeded { reference, .. } =
        gateway.charge(first("slow")).await.unwrap()
    else {
        panic!("to be approved")
    };
    cloud.see(|cloud| cloud.approve(&reference));
    let found = gateway.look_up(&asked("slow", &reference)).await.unwrap();
    assert!(matches!(found, Some(ChargeOutcome::Paid { kept: None, .. })), "{found:?}");
    let made = cloud.see(|cloud| cloud.vault.values().next().unwrap().clone());
    let mut foreign = made.clone();
    foreign["metadata"]["order_id"] = json!("ORDER99");
    for (token, ours) in [(&made, true), (&foreign, false), (&json!({}), false)] {
        let kind = "VAULT.PAYMENT-TOKEN.CREATED";
        let event = json!({"id": "WH-V", "event_type": kind, "resource": token});
        match gateway.read_web_hook(&hook(&event, "good", NOW)).await.unwrap() {
            WebHookOutcome::Event(event) if ours => {
                assert_eq!(event.idempotency_key.as_deref(), Some("slow"));
                let GatewayNews::Kept(kept) = event.what else { panic!("{:?}", event.what) };
                assert_eq!((kept.token.as_str(), kept.brand.as_str()), ("8kk1", "PayPal"));
            }
            outcome => assert!(outcome == WebHookOutcome::Ignored && !ours, "{outcome:?}"),
        }
    }
}

/// Everything of it once, for who compares the requests.
pub(super) async fn use_all_of_it(cloud: &Counterpart<PayPal>, gateway: &dyn PaymentGateway) {
    let token = given(cloud, gateway, first("kept")).await.token;
    let order = under_way(gateway, "from the vault", &token).await;
    gateway.look_up(&asked("from the vault", &order)).await.unwrap();
    gateway.forget(&token).await.unwrap();
}
