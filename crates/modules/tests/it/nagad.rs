//! The module `nagad` against a Nagad in memory that has the cryptography of other people, and that
//! a client of Nagad takes for the real one.

use std::collections::BTreeSet;
use std::sync::Arc;

use model::money::{Currency, Money};
use modules::http::Pool;
use ports::contract::payment::GatewayTrial;
use ports::payment::{Asked, ChargeOutcome, PaymentGateway};
use ports::provisioning::ConnectionOutcome;
use ports::{Clock as _, PortError, Settings, SystemChance, contract};
use serde_json::{Value, json};

use crate::clock;
use crate::peers::{self, Peer};
use crate::stripe::front::client;
use crate::taka::{begun, charge, found, taka};

struct Nagad {
    peer: Peer,
    keys: Value,
}

impl Nagad {
    async fn start() -> Nagad {
        let peer = Peer::start("run_nagad.py");
        let keys = told(peer.port, "keys").await;
        Nagad { peer, keys }
    }

    fn key(&self, name: &str) -> &str {
        self.keys[name].as_str().unwrap()
    }

    fn settings(&self, changes: &[(&str, &str)]) -> Settings {
        let url = format!("http://127.0.0.1:{}/api/dfs", self.peer.port);
        let mut settings = Settings::from_iter([
            ("merchant_id", self.key("merchant")),
            ("private_key", self.key("pkcs8")),
            ("public_key", self.key("public")),
            ("server_ip", "192.0.2.1"),
            ("api_url", &url),
        ]);
        for (name, value) in changes {
            settings.set(*name, *value);
        }
        settings
    }

    fn open(&self, changes: &[(&str, &str)]) -> Arc<dyn PaymentGateway> {
        module().open(&self.settings(changes)).unwrap()
    }

    /// Something happens on Nagad's page, or on the way there.
    async fn control(&self, what: Value) {
        let url = format!("http://127.0.0.1:{}/control", self.peer.port);
        let sent = client().post(url).json(&what).send().await.unwrap();
        assert!(sent.status().is_success());
    }
}

async fn told(port: u16, what: &str) -> Value {
    let url = format!("http://127.0.0.1:{port}/{what}");
    client().get(url).send().await.unwrap().json().await.unwrap()
}

fn module() -> Arc<modules::payment::Nagad> {
    Arc::new(modules::payment::Nagad::new(clock(), Arc::new(SystemChance), Pool::default()))
}

#[tokio::test]
async fn nagad_keeps_the_contract_and_tells_what_becomes_of_a_payment() {
    let nagad = Nagad::start().await;
    for form in ["pkcs1", "pkcs8"] {
        let gateway = nagad.open(&[("private_key", nagad.key(form))]);
        contract::payment::run(&*gateway, &GatewayTrial::usual(form, clock().utc_date())).await;
        let payment = begun(&*gateway).await;
        let pending = ChargeOutcome::Pending { reference: payment.clone() };
        assert_eq!(found(&*gateway, &payment).await, Some(pending));
        nagad.control(json!({"becomes": {&payment: "Success"}})).await;
        let reference = format!("7{}XYZ {payment}", &payment[payment.len() - 4..]);
        let paid = ChargeOutcome::paid(reference, Money::zero(taka()));
        let ChargeOutcome::Paid { reference, .. } = &paid else { panic!("{paid:?}") };
        for known in [&payment, reference] {
            assert_eq!(found(&*gateway, known).await, Some(paid.clone()), "{known}");
        }
        let orders = told(nagad.peer.port, "orders").await;
        assert_eq!(orders[&payment]["amount"], "1050.50");
    }
    let gateway = nagad.open(&[]);
    let payment = begun(&*gateway).await;
    for (status, is_final) in [("Aborted", true), ("Cancelled", true), ("PinGiven", false)] {
        nagad.control(json!({"becomes": {&payment: status}})).await;
        let outcome = found(&*gateway, &payment).await;
        let refused = matches!(outcome, Some(ChargeOutcome::Refused(_)));
        assert_eq!(refused, is_final, "{outcome:?}");
    }
    let asked = Asked { reference: "n0ne".to_owned(), ..Asked::key("pay") };
    assert!(gateway.look_up(&asked).await.unwrap_err().is_unknown());
}

#[tokio::test]
async fn lost_answers_lead_to_no_page() {
    let nagad = Nagad::start().await;
    let gateway = nagad.open(&[]);
    for at in ["check-out initialize", "check-out complete"] {
        for how in ["lost", "down"] {
            nagad.control(json!({"mishaps": [{"at": at, "how": how}]})).await;
            let error = gateway.charge(charge(1_000, taka())).await.unwrap_err();
            assert!(error.is_unknown(), "{at} {how}: {error}");
            assert_eq!(found(&*gateway, "").await, None);
            begun(&*gateway).await;
        }
    }
}

#[tokio::test]
async fn wrong_keys_are_named_and_never_said() {
    let nagad = Nagad::start().await;
    let stranger = Nagad::start().await;
    let gateway = nagad.open(&[]);
    let reached = gateway.test_connection().await.unwrap();
    assert!(matches!(reached, ConnectionOutcome::Reached { .. }), "{reached:?}");
    // Another's key: Nagad cannot read what is sent, or does not believe it.
    for (setting, key) in [("public_key", "public"), ("private_key", "pkcs8")] {
        let wrong = nagad.open(&[(setting, stranger.key(key))]);
        let refused = wrong.test_connection().await.unwrap();
        assert!(matches!(&refused, ConnectionOutcome::Refused(_)), "{setting}: {refused:?}");
        let outcome = wrong.charge(charge(1_000, taka())).await;
        assert!(matches!(outcome, Ok(ChargeOutcome::Refused(_))), "{setting}: {outcome:?}");
    }
    for (name, value) in [
        ("private_key", "AAAA"),
        ("private_key", nagad.key("public")),
        ("public_key", nagad.key("pkcs1")),
        ("merchant_id", "../1"),
        ("server_ip", "us.example"),
    ] {
        let Err(error) = module().open(&nagad.settings(&[(name, value)])) else {
            panic!("{name} is taken")
        };
        assert!(matches!(&error, PortError::Configuration { setting, .. } if setting == name));
        assert!(!error.to_string().contains(value), "{error}");
    }
    for (minor, currency) in [(1_000, Currency::EUR), (0, taka())] {
        let outcome = gateway.charge(charge(minor, currency)).await.unwrap();
        assert!(matches!(outcome, ChargeOutcome::Refused(_)), "{outcome:?}");
    }
}

#[tokio::test]
async fn a_client_of_nagad_takes_the_peer_for_one_and_asks_as_we_do() {
    let kinds = |asked: Value| -> BTreeSet<String> {
        asked.as_array().unwrap().iter().map(Value::to_string).collect()
    };
    let nagad = Nagad::start().await;
    let port = nagad.peer.port.to_string();
    let drive = move || peers::run("drive_nagad.py", &[&port], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "8 calls");
    let theirs = kinds(told(nagad.peer.port, "asked").await);
    let ours = Nagad::start().await;
    let gateway = ours.open(&[]);
    let payment = begun(&*gateway).await;
    found(&*gateway, &payment).await;
    // The client says nothing of itself when it verifies.
    let ours = kinds(told(ours.peer.port, "asked").await);
    let plain = |each: &String| each.split("[\"x-km").next().unwrap_or_default().to_owned();
    let theirs: BTreeSet<String> = theirs.iter().map(plain).collect();
    let alien: Vec<String> = ours.iter().map(plain).filter(|each| !theirs.contains(each)).collect();
    assert!(alien.len() <= 1, "the client sends nothing like {alien:#?}; it sends {theirs:#?}");
    assert!(alien.iter().all(|each| each.contains("verify payment")), "{alien:#?}");
}
