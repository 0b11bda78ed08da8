//! The module `fraudrecord`: a client library of others asks for the same as we do.

use std::collections::BTreeMap;
use std::sync::Arc;

use modules::fraud::FraudRecord;
use modules::http::Pool;
use ports::contract::fraud::{harmless_order, run};
use ports::fraud::FraudDecision::{Fail, Pass, Review};
use ports::fraud::{FraudCheck, OrderFacts};
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Settings};
use serde_json::{Value, json};

use crate::counterpart::{Asked, Counterpart, Fake, Mishap, Reply};
use crate::peers;

const CODE: &str = "abcdef0123456789";

/// It has points of whole questions, by what they ask about.
#[derive(Default)]
struct Reports {
    points: BTreeMap<String, u32>,
    asked: Vec<BTreeMap<String, String>>,
}

impl Fake for Reports {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let mut values: BTreeMap<String, String> = asked.query.clone();
        for (name, value) in asked.body.as_object().into_iter().flatten() {
            values.insert(name.clone(), value.as_str().unwrap_or_default().to_owned());
        }
        assert_eq!(asked.path, ["api"]);
        if values.remove("_action").as_deref() != Some("query") {
            return (200, json!("ERR:ACTION"));
        }
        if values.remove("_api").as_deref() != Some(CODE) {
            return (200, json!("ERR:API"));
        }
        let points = self.points.get(&values["email"]).copied().unwrap_or_default();
        self.asked.push(values);
        let (reports, reliability) = if points == 0 { (0, "0.0") } else { (2, "7.5") };
        let said = format!("<report>{points}-{reports}-{reliability}-0f5dac5aab7762e6</report>");
        (200, Value::String(said))
    }
}

fn open(cloud: &Counterpart<Reports>, code: &str) -> Arc<dyn FraudCheck> {
    let url = format!("http://127.0.0.1:{}", cloud.port);
    let settings = Settings::from_iter([("api_code", code), ("api_url", &url)]);
    Arc::new(FraudRecord::new(Pool::default())).open(&settings).unwrap()
}

fn known() -> OrderFacts {
    OrderFacts { email: "john@compuserve.net".to_owned(), ..harmless_order() }
}

#[tokio::test]
async fn fraudrecord_keeps_the_contract_and_its_bounds() {
    let cloud = Counterpart::<Reports>::start().await;
    let check = open(&cloud, CODE);
    // The vendor's own example of a hash.
    let hash = "ddb48c18cf40686416e811256b47c6f96485d70a".to_owned();
    cloud.see(|cloud| cloud.points.insert(hash.clone(), 30));
    run(&*check, harmless_order(), Some(known())).await;
    for (points, decision) in [(0, Pass), (1, Review), (19, Review), (20, Fail), (4_000, Fail)] {
        cloud.see(|cloud| cloud.points.insert(hash.clone(), points));
        let verdict = check.check(known()).await.unwrap();
        assert_eq!(verdict.decision, decision, "{points}: {verdict:?}");
        assert_eq!(verdict.reasons.is_empty(), decision == Pass, "{verdict:?}");
        assert_eq!(u32::from(verdict.score), points.min(100));
    }
}

#[tokio::test]
async fn what_is_wrong_is_no_verdict() {
    let cloud = Counterpart::<Reports>::start().await;
    let reached = open(&cloud, CODE).test_connection().await.unwrap();
    assert!(matches!(reached, ConnectionOutcome::Reached { .. }), "{reached:?}");
    let refused = open(&cloud, "wrong00000000000").test_connection().await.unwrap();
    assert!(matches!(&refused, ConnectionOutcome::Refused(no) if no.code == "api_code"));
    let error = open(&cloud, "wrong00000000000").check(known()).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("wrong0000"), "{error}");
    cloud.arm("/api/", Mishap::Down);
    let error = open(&cloud, CODE).check(known()).await.unwrap_err();
    assert!(error.is_unknown(), "{error}");
    let settings = Settings::from_iter([("api_code", "short")]);
    let Err(error) = Arc::new(FraudRecord::new(Pool::default())).open(&settings) else {
        panic!("it opens");
    };
    assert!(error.to_string().contains("api_code"), "{error}");
}

#[tokio::test]
async fn a_library_of_others_asks_for_the_same() {
    let cloud = Counterpart::<Reports>::start().await;
    open(&cloud, CODE).check(known()).await.unwrap();
    let ours = cloud.see(|cloud| cloud.asked.pop().unwrap());
    cloud.see(|cloud| cloud.points.insert(ours["email"].clone(), 12));
    let (port, facts) = (cloud.port.to_string(), known());
    let drive = move || {
        let ip = facts.ip.unwrap().to_string();
        let arguments = [&*port, &*facts.name, &*facts.email, "442079460000", &*ip];
        peers::run("drive_fraudrecord.py", &arguments, "")
    };
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "12 2 0f5dac5aab7762e6");
    assert_eq!(cloud.see(|cloud| cloud.asked.pop().unwrap()), ours);
}
