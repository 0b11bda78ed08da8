//! Mandates: kept with a first payment, charged without the client, revoked.

use ports::Clock;
use ports::contract;
use ports::contract::payment::GatewayTrial;
use ports::payment::{
    Asked, CardOwner, Charge, ChargeOutcome, ChargeSource, GatewayNews, KeptMethod, PaymentGateway,
    WebHookOutcome,
};

use super::fake::Mollie;
use super::{hook, open};
use crate::clock;
use crate::counterpart::{Counterpart, Mishap};
use crate::hosted::{asked, charge, ten_euros};
use model::ids::ClientId;
use model::money::Currency;

/// A charge whose payer wants it kept.
pub(super) fn first(key: &str, tokens: &[&str]) -> Charge {
    let owner = CardOwner {
        client: ClientId(3),
        email: "ann@example.com".to_owned(),
        tokens: tokens.iter().map(|token| (*token).to_owned()).collect(),
    };
    let return_url = "https://us.example/invoice/7".to_owned();
    let source = ChargeSource::Hosted { return_url, keep: Some(owner) };
    Charge { source, ..ten_euros(key) }
}

fn later(key: &str, token: &str) -> Charge {
    Charge { source: ChargeSource::Token(token.to_owned()), ..ten_euros(key) }
}

/// What is kept once the client paid.
pub(super) async fn given(
    cloud: &Counterpart<Mollie>,
    gateway: &dyn PaymentGateway,
    charge: Charge,
) -> KeptMethod {
    let key = charge.idempotency_key.clone();
    let ChargeOutcome::ActionNeeded { reference, .. } = gateway.charge(charge).await.unwrap()
    else {
        panic!("{key} is to be paid")
    };
    cloud.see(|cloud| cloud.becomes(&reference, "paid"));
    match gateway.look_up(&asked(&key, &reference)).await.unwrap() {
        Some(ChargeOutcome::Paid { kept: Some(kept), .. }) => kept,
        other => panic!("paid and kept, not {other:?}"),
    }
}

#[tokio::test]
async fn mollie_keeps_what_a_client_pays_with() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    let trial = GatewayTrial { currency: Currency::EUR, ..trial() };
    let pays = |reference: &str| cloud.see(|cloud| cloud.becomes(reference, "paid"));
    contract::payment::run_hosted(&*gateway, &trial, pays).await;

    let kept = given(&cloud, &*gateway, first("a", &[])).await;
    let shown = (kept.brand.as_str(), kept.last_four.as_str(), kept.expires_on);
    assert_eq!(shown, ("Mastercard", "6787", Some(jiff::civil::date(2028, 5, 31))));
    let again = given(&cloud, &*gateway, first("b", &[&kept.token])).await;
    let customer = |token: &str| token.split_once('/').unwrap().0.to_owned();
    assert_ne!(again.token, kept.token);
    assert_eq!(customer(&again.token), customer(&kept.token), "a client is one customer");
    // A web hook tells it as well.
    let payment = cloud.see(|cloud| {
        let mut all = cloud.payments.iter();
        all.find(|(_, each)| each["metadata"]["key"] == "hostler|a").unwrap().0.clone()
    });
    match gateway.read_web_hook(&hook(&format!("id={payment}"))).await.unwrap() {
        WebHookOutcome::Event(event) => {
            let GatewayNews::Charge(ChargeOutcome::Paid { kept: told, .. }) = event.what else {
                panic!("{:?}", event.what)
            };
            assert_eq!(told, Some(kept));
        }
        other => panic!("an event, not {other:?}"),
    }
}

fn trial() -> GatewayTrial {
    GatewayTrial::usual("kept", clock().utc_date())
}

#[tokio::test]
async fn a_lost_answer_is_found_in_the_list_and_nothing_is_taken_twice() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    let token = given(&cloud, &*gateway, first("first", &[])).await.token;
    cloud.see(|cloud| {
        cloud.is_forgetful = true;
        cloud.page = 2;
    });
    for (key, mishap) in [("lost", Mishap::ReplyLost), ("down", Mishap::Down)] {
        cloud.arm("/payments", mishap);
        let error = gateway.charge(later(key, &token)).await.unwrap_err();
        assert!(error.is_unknown(), "{error}");
    }
    for number in 0..5 {
        gateway.charge(charge(&format!("other {number}"), 500, Currency::EUR)).await.unwrap();
    }
    let began = clock().now().as_second();
    for (key, since, found) in [
        ("lost", Some(began), true),
        ("lost", None, true),
        // What is older than the charge cannot be it.
        ("lost", Some(began + 7_200), false),
        ("down", Some(began), false),
    ] {
        let asked = Asked { since, ..Asked::key(key) };
        let outcome = gateway.look_up(&asked).await.unwrap();
        let paid = matches!(outcome, Some(ChargeOutcome::Paid { .. }));
        assert_eq!((paid, outcome.is_some()), (found, found), "{key} {since:?}: {outcome:?}");
    }
}

#[tokio::test]
async fn a_mandate_that_is_not_good_is_not_kept() {
    let cloud = Counterpart::<Mollie>::start().await;
    let gateway = open(&cloud, &[]);
    let ChargeOutcome::ActionNeeded { reference, .. } =
        gateway.charge(first("a", &[])).await.unwrap()
    else {
        panic!("to be paid")
    };
    cloud.see(|cloud| cloud.becomes(&reference, "paid"));
    let kept = async || match gateway.look_up(&asked("a", &reference)).await.unwrap() {
        Some(ChargeOutcome::Paid { kept, .. }) => kept,
        other => panic!("paid, not {other:?}"),
    };
    let token = kept().await.unwrap().token;
    cloud.see(|cloud| cloud.mandates.get_mut(&token).unwrap()["status"] = "invalid".into());
    assert_eq!(kept().await, None);
    gateway.forget(&token).await.unwrap();
    assert_eq!(kept().await, None);
    cloud.arm("/mandates/mdt_1", Mishap::Down);
    assert!(gateway.forget(&token).await.unwrap_err().is_unknown());
}

/// Everything of it once, for who compares the requests.
pub(super) async fn use_all_of_it(cloud: &Counterpart<Mollie>, gateway: &dyn PaymentGateway) {
    let token = given(cloud, gateway, first("kept", &[])).await.token;
    gateway.charge(later("by mandate", &token)).await.unwrap();
    cloud.see(|cloud| cloud.page = 1);
    gateway.look_up(&Asked::key("never")).await.unwrap();
    gateway.forget(&token).await.unwrap();
}
