//! Our own rules for orders.

use std::sync::Arc;

use model::money::{Currency, Money};
use modules::fraud::Rules;
use ports::Settings;
use ports::contract::fraud::{harmless_order, run};
use ports::fraud::FraudDecision::{Fail, Pass, Review};
use ports::fraud::{FraudCheck, OrderFacts};

#[tokio::test]
async fn rules_keep_the_contract() {
    let abroad = OrderFacts {
        ip_country: Some("US".to_owned()),
        email: "x@mailinator.com".to_owned(),
        paid_invoices: 0,
        ..harmless_order()
    };
    run(&Rules::default(), harmless_order(), Some(abroad)).await;
}

#[tokio::test]
async fn each_rule_adds_its_points() {
    let settings = Settings::from_iter([
        ("blocked_countries", "kp, XX"),
        ("suspect_mail_domains", "Bad.example\nworse.example"),
        ("value_max", "100"),
    ]);
    let rules = Arc::new(Rules::default()).open(&settings).unwrap();
    let fresh = OrderFacts { paid_invoices: 0, ..harmless_order() };
    let money = |minor, currency| Money::from_minor(minor, currency);
    let abroad = Some("US".to_owned());
    let bad = "a@bad.EXAMPLE".to_owned();
    for (what, facts, score, decision) in [
        ("harmless", fresh.clone(), 0, Pass),
        ("abroad", OrderFacts { ip_country: abroad.clone(), ..fresh.clone() }, 40, Review),
        ("regular abroad", OrderFacts { ip_country: abroad, ..harmless_order() }, 20, Pass),
        ("blocked", OrderFacts { country: "KP".to_owned(), ..fresh.clone() }, 100, Fail),
        ("bad mail", OrderFacts { email: bad.clone(), ..fresh.clone() }, 45, Review),
        (
            "100 is not above",
            OrderFacts { total: money(10_000, Currency::EUR), ..fresh.clone() },
            0,
            Pass,
        ),
        ("above", OrderFacts { total: money(10_001, Currency::EUR), ..fresh.clone() }, 30, Pass),
        ("yen", OrderFacts { total: money(101, Currency::JPY), ..fresh.clone() }, 30, Pass),
        ("hasty", OrderFacts { recent_orders: 5, ..fresh.clone() }, 40, Review),
        ("hasty bad mail", OrderFacts { recent_orders: 9, email: bad, ..fresh.clone() }, 85, Fail),
        ("from nowhere", OrderFacts { ip: None, ip_country: None, ..fresh }, 10, Pass),
    ] {
        let verdict = rules.check(facts).await.unwrap();
        assert_eq!((verdict.score, verdict.decision), (score, decision), "{what}: {verdict:?}");
        assert_eq!(verdict.reasons.is_empty(), what == "harmless" || what.starts_with("100"));
    }
}

#[tokio::test]
async fn a_wrong_setting_is_named() {
    let settings = Settings::from_iter([("fail_score", "high")]);
    let Err(error) = Arc::new(Rules::default()).open(&settings) else {
        panic!("a word is not a number");
    };
    assert_eq!(error.to_string(), "rules: setting fail_score: is not a whole number");
}
