//! The module `minfraud`: what it asks, MaxMind's own library would ask, too.

use std::net::IpAddr;
use std::sync::Arc;

use modules::fraud::MinFraud;
use modules::http::Pool;
use ports::contract::fraud::{harmless_order, run};
use ports::fraud::FraudDecision::{Fail, Pass, Review};
use ports::fraud::{FraudCheck, OrderFacts};
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Settings};
use serde_json::{Value, json};

use crate::counterpart::{Asked, Counterpart, Fake, Mishap, Reply};
use crate::peers;

/// It scores by the last part of the address on the network.
#[derive(Default)]
struct MaxMind {
    asked: Vec<Value>,
    action: Option<&'static str>,
    looks_at_bodies_first: bool,
}

impl Fake for MaxMind {
    fn answer(&mut self, asked: &Asked) -> Reply {
        let login = asked.headers.get("authorization").and_then(|it| it.to_str().ok());
        let no = |status: u16, code: &str| (status, json!({"code": code, "error": "it is so"}));
        // Whatever is no object is no question, and costs nothing.
        if self.looks_at_bodies_first && !asked.body.is_object() {
            return no(400, "JSON_INVALID");
        }
        // The user is 42; behind it stand license-key, nothing, broke and elsewhere.
        match login {
            Some("Basic NDI6bGljZW5zZS1rZXk=") => {}
            Some("Basic NDI6") => return no(401, "LICENSE_KEY_REQUIRED"),
            Some("Basic NDI6YnJva2U=") => return no(402, "INSUFFICIENT_FUNDS"),
            Some("Basic NDI6ZWxzZXdoZXJl") => return no(403, "PERMISSION_REQUIRED"),
            _ => return no(401, "AUTHORIZATION_INVALID"),
        }
        if !asked.body.is_object() {
            return no(400, "JSON_INVALID");
        }
        self.asked.push(asked.body.clone());
        let ip = asked.body["device"]["ip_address"].as_str().unwrap_or("0.0.0.0");
        let score = ip.rsplit('.').next().unwrap().parse::<u32>().unwrap_or(1);
        let score: Value = serde_json::from_str(&format!("{score}.25")).unwrap();
        let mut body = json!({"id": "27d26476-e2bc-11e4-92b8-962e705b4af5", "risk_score": score,
            "funds_remaining": 10.0, "queries_remaining": 1000, "ip_address": {"risk": 0.5},
            "warnings": []});
        if let Some(action) = self.action {
            body["disposition"] = json!({"action": action, "reason": "custom_rule",
                "rule_label": "ours"});
        }
        (200, body)
    }
}

fn open(cloud: &Counterpart<MaxMind>, key: &str) -> Arc<dyn FraudCheck> {
    let url = format!("http://127.0.0.1:{}", cloud.port);
    let settings =
        Settings::from_iter([("account_id", "42"), ("license_key", key), ("api_url", &url)]);
    Arc::new(MinFraud::new(Pool::default())).open(&settings).unwrap()
}

fn from(ip: &str) -> OrderFacts {
    OrderFacts { ip: ip.parse::<IpAddr>().ok(), ..harmless_order() }
}

#[tokio::test]
async fn minfraud_keeps_the_contract_and_its_bounds() {
    let cloud = Counterpart::<MaxMind>::start().await;
    let check = open(&cloud, "license-key");
    run(&*check, from("192.0.2.7"), Some(from("192.0.2.80"))).await;
    for (ip, action, score, decision) in [
        ("192.0.2.19", None, 19, Pass),
        ("192.0.2.20", None, 20, Review),
        ("192.0.2.70", None, 70, Fail),
        ("192.0.2.1", Some("reject"), 1, Fail),
        ("192.0.2.1", Some("manual_review"), 1, Review),
        ("192.0.2.70", Some("accept"), 70, Fail),
    ] {
        cloud.see(|cloud| cloud.action = action);
        let verdict = check.check(from(ip)).await.unwrap();
        assert_eq!((verdict.score, verdict.decision), (score, decision), "{ip}: {verdict:?}");
        assert_eq!(verdict.reasons.is_empty(), decision == Pass, "{verdict:?}");
    }
}

#[tokio::test]
async fn no_answer_is_no_verdict() {
    let cloud = Counterpart::<MaxMind>::start().await;
    let reached = open(&cloud, "license-key").test_connection().await.unwrap();
    let version = "MaxMind minFraud score, v2.0".to_owned();
    assert_eq!(reached, ConnectionOutcome::Reached { version });
    for (key, code) in [
        ("wr0ng", "AUTHORIZATION_INVALID"),
        ("broke", "INSUFFICIENT_FUNDS"),
        ("elsewhere", "PERMISSION_REQUIRED"),
    ] {
        let refused = open(&cloud, key).test_connection().await.unwrap();
        assert!(
            matches!(&refused, ConnectionOutcome::Refused(no) if no.code == code),
            "{key}: {refused:?}"
        );
    }
    // Whoever looks at the body before the key has not said that the key is good.
    cloud.see(|cloud| cloud.looks_at_bodies_first = true);
    for key in ["license-key", "wr0ng"] {
        let error = open(&cloud, key).test_connection().await.unwrap_err();
        assert!(error.is_unknown(), "{key}: {error}");
    }
    cloud.see(|cloud| cloud.looks_at_bodies_first = false);
    assert!(cloud.see(|cloud| cloud.asked.is_empty()), "no question was asked");
    let error = open(&cloud, "broke").check(from("192.0.2.7")).await.unwrap_err();
    assert!(error.may_repeat(), "{error}");
    let error = open(&cloud, "elsewhere").check(from("192.0.2.7")).await.unwrap_err();
    assert!(
        matches!(&error, PortError::Configuration { setting, .. } if setting == "service"),
        "{error}"
    );
    let error = open(&cloud, "wr0ng").check(from("192.0.2.7")).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("wr0ng"), "{error}");
    cloud.arm("/score", Mishap::Down);
    let error = open(&cloud, "license-key").check(from("192.0.2.7")).await.unwrap_err();
    assert!(error.is_unknown(), "{error}");
    cloud.see(|cloud| cloud.asked.clear());
}

#[tokio::test]
async fn maxminds_own_library_takes_our_questions_and_the_fakes_answers() {
    let cloud = Counterpart::<MaxMind>::start().await;
    let check = open(&cloud, "license-key");
    let bare = OrderFacts {
        ip: None,
        name: "Plato".to_owned(),
        phone: String::new(),
        state: String::new(),
        ..harmless_order()
    };
    for facts in [from("192.0.2.7"), from("2001:db8::1"), bare] {
        check.check(facts).await.unwrap();
    }
    let asked = cloud.see(|cloud| json!(cloud.asked).to_string());
    assert!(asked.contains("15.95"), "{asked}");
    let port = cloud.port.to_string();
    let drive = move || peers::run("drive_minfraud.py", &[&port], &asked);
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "3 asked, 5 refused");
}
