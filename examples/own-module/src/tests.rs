//! The contract of the port, the vendor's answers one by one, and the program as a whole.

use std::collections::{BTreeMap, BTreeSet};
use std::net::IpAddr;
use std::sync::{Arc, Mutex};

use axum::extract::{Form, RawQuery, State};
use axum::routing::post;
use axum::{Json, Router};
use modules::Port;
use modules::http::Pool;
use ports::contract::fraud::{harmless_order, run};
use ports::fraud::FraudDecision::{Fail, Pass, Review};
use ports::fraud::{FraudCheck, OrderFacts};
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Settings, SystemChance, SystemClock};
use serde_json::{Value, json};

use crate::OWN;
use crate::stop_forum_spam::StopForumSpam;

const SPAMMER: &str = "198.51.100.66";

/// It knows addresses with a confidence, and what it was asked; or it says only one thing.
#[derive(Default)]
struct Fake {
    known: BTreeMap<String, Value>,
    says: Option<Value>,
    asked: Vec<BTreeMap<String, String>>,
}

type Shared = Arc<Mutex<Fake>>;

async fn answer(
    State(fake): State<Shared>,
    RawQuery(query): RawQuery,
    Form(asked): Form<BTreeMap<String, String>>,
) -> Json<Value> {
    let mut fake = fake.lock().unwrap();
    assert!(query.unwrap().starts_with("json"));
    fake.asked.push(asked.clone());
    if let Some(only) = &fake.says {
        return Json(only.clone());
    }
    let mut all = json!({ "success": 1 });
    for (name, value) in asked {
        all[name] = match fake.known.get(&value) {
            Some(sure) => json!({ "appears": 1, "confidence": sure, "frequency": 17 }),
            None => json!({ "appears": 0, "frequency": 0 }),
        };
    }
    Json(all)
}

/// The fake, and its address.
async fn start() -> (Shared, String) {
    let fake = Shared::default();
    let router = Router::new().route("/api", post(answer)).with_state(fake.clone());
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let url = format!("http://{}", listener.local_addr().unwrap());
    tokio::spawn(async move { axum::serve(listener, router).await });
    (fake, url)
}

/// With what is required, unless it is given otherwise.
fn open(settings: &[(&str, &str)]) -> Result<Arc<dyn FraudCheck>, PortError> {
    let all = [("review_from", "25")].iter().chain(settings).copied();
    Arc::new(StopForumSpam::new(Pool::default())).open(&Settings::from_iter(all))
}

fn suspect() -> OrderFacts {
    OrderFacts { ip: Some(SPAMMER.parse::<IpAddr>().unwrap()), ..harmless_order() }
}

#[tokio::test]
async fn it_keeps_the_contract_and_its_bounds() {
    let (fake, url) = start().await;
    let check = open(&[("api_url", &url)]).unwrap();
    fake.lock().unwrap().known.insert(SPAMMER.to_owned(), json!(79.07));
    run(&*check, harmless_order(), Some(suspect())).await;
    for (sure, score, decision) in [
        (json!(24.99), 24, Pass),
        (json!(25), 25, Review),
        (json!("89.9"), 89, Review),
        (json!(100), 100, Fail),
    ] {
        fake.lock().unwrap().known.insert(SPAMMER.to_owned(), sure);
        let verdict = check.check(suspect()).await.unwrap();
        assert_eq!((verdict.score, verdict.decision), (score, decision), "{verdict:?}");
        assert_eq!(verdict.reasons.is_empty(), decision == Pass, "{verdict:?}");
    }
}

#[tokio::test]
async fn a_mail_address_is_told_only_where_the_operator_says_so() {
    let (fake, url) = start().await;
    for (tells, names) in [("", &["ip"][..]), ("on", &["email", "ip"])] {
        let check = open(&[("api_url", &url), ("tells_email", tells)]).unwrap();
        check.check(suspect()).await.unwrap();
        let asked = fake.lock().unwrap().asked.pop().unwrap();
        assert_eq!(asked.keys().collect::<Vec<_>>(), names);
        // Whoever is known by nothing is asked about with nothing.
        let nobody = OrderFacts { ip: None, email: String::new(), ..harmless_order() };
        assert_eq!(check.check(nobody).await.unwrap().decision, Pass);
        assert!(fake.lock().unwrap().asked.is_empty());
    }
}

#[tokio::test]
async fn what_is_no_answer_is_no_verdict() {
    let (fake, url) = start().await;
    let check = open(&[("api_url", &url)]).unwrap();
    fake.lock().unwrap().says = Some(json!({ "success": 0, "error": "too many today" }));
    let error = check.check(suspect()).await.unwrap_err();
    assert!(error.may_repeat() && error.to_string().contains("too many today"), "{error}");
    for (says, why) in [
        (json!({ "success": 1 }), "nothing about ip"),
        (json!({ "success": 1, "ip": { "appears": 1 } }), "without confidence"),
        (json!({ "success": 1, "ip": { "appears": 1, "confidence": 250 } }), "without confidence"),
    ] {
        fake.lock().unwrap().says = Some(says);
        let error = check.check(suspect()).await.unwrap_err();
        assert!(error.is_unknown() && error.to_string().contains(why), "{error}");
    }
    fake.lock().unwrap().says = Some(json!({ "success": 0, "error": "go away" }));
    let refused = check.test_connection().await.unwrap();
    assert!(matches!(&refused, ConnectionOutcome::Refused(no) if no.message == "go away"));
}

#[test]
fn settings_that_cannot_be_are_named() {
    for (settings, at_fault) in [
        (&[("review_from", "")][..], "review_from"),
        (&[("review_from", "some")], "review_from"),
        (&[("review_from", "0")], "review_from"),
        (&[("fail_from", "101")], "fail_from"),
        (&[("review_from", "60"), ("fail_from", "50")], "fail_from"),
        (&[("api_url", "http://example.com")], "api_url"),
    ] {
        let Err(PortError::Configuration { setting, .. }) = open(settings) else {
            panic!("{settings:?} are taken");
        };
        assert_eq!(setting, at_fault);
    }
}

/// `own-module modules` shows what the program then has, and nothing of Hostler's is lost.
#[test]
fn the_program_has_hostlers_modules_and_this_one() {
    let mut world = modules::world(Arc::new(SystemClock), Arc::new(SystemChance));
    (OWN.install)(&mut world);
    let listed = OWN.listed().into_iter().filter(|each| each.port == Port::Fraud);
    let listed: BTreeSet<&str> = listed.map(|each| each.module).collect();
    assert_eq!(listed, world.fraud_checks.keys().copied().collect());
    assert_eq!(listed, BTreeSet::from(["fraudrecord", "minfraud", "rules", "stopforumspam"]));
}
