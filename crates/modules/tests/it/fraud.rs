//! Our own rules for orders.

use std::sync::Arc;

use model::money::{Currency, Money};
use modules::fraud::Rules;
use ports::Settings;
use ports::contract::fraud::{harmless_order, run};
use ports::fraud::FraudDecision::{Fail, Pass, Review};
use ports::fraud::{FraudCheck, OrderFacts};

use crate::peers;

#[tokio::test]
async fn rules_keep_the_contract() {
    let abroad =
        OrderFacts { email: "x@mailinator.com".to_owned(), paid_invoices: 0, ..harmless_order() };
    run(&Rules::default(), harmless_order(), Some(abroad)).await;
}

#[tokio::test]
async fn each_rule_adds_its_points() {
    let folder = tempfile::tempdir().unwrap();
    let [countries, proxies] =
        ["countries.mmdb", "proxies.txt"].map(|name| folder.path().join(name));
    let [countries, proxies] = [&countries, &proxies].map(|path| path.to_str().unwrap());
    let places = r#"{"198.51.100.0/24": "US", "192.0.2.0/24": "GB", "2001:db8::/32": "KP"}"#;
    peers::run("write_mmdb.py", &[countries, "country"], places);
    std::fs::write(proxies, "# Exits\n203.0.113.7\n2001:db8:1::/48 ; a network\n\n").unwrap();
    let settings = Settings::from_iter([
        ("country_database", countries),
        ("proxy_list", proxies),
        ("blocked_countries", "kp, XX"),
        ("suspect_mail_domains", "Bad.example\nworse.example"),
        ("value_max", "100"),
    ]);
    let rules = Arc::new(Rules::default()).open(&settings).unwrap();
    let fresh = OrderFacts { paid_invoices: 0, ..harmless_order() };
    let money = |minor, currency| Money::from_minor(minor, currency);
    let at = |ip: &str| Some(ip.parse().unwrap());
    let abroad = at("198.51.100.9");
    let bad = "a@bad.EXAMPLE".to_owned();
    let below = "a@x.Mailinator.com".to_owned();
    for (what, facts, score, decision) in [
        ("harmless", fresh.clone(), 0, Pass),
        ("abroad", OrderFacts { ip: abroad, ..fresh.clone() }, 40, Review),
        ("regular abroad", OrderFacts { ip: abroad, ..harmless_order() }, 20, Pass),
        ("in a blocked one", OrderFacts { ip: at("2001:db8::7"), ..fresh.clone() }, 100, Fail),
        ("a proxy", OrderFacts { ip: at("203.0.113.7"), ..fresh.clone() }, 45, Review),
        ("nowhere known", OrderFacts { ip: at("203.0.113.8"), ..fresh.clone() }, 0, Pass),
        ("blocked", OrderFacts { country: "KP".to_owned(), ..fresh.clone() }, 100, Fail),
        ("bad mail", OrderFacts { email: bad.clone(), ..fresh.clone() }, 45, Review),
        ("thrown away", OrderFacts { email: below, ..fresh.clone() }, 45, Review),
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
        ("from nowhere", OrderFacts { ip: None, ..fresh }, 10, Pass),
    ] {
        let verdict = rules.check(facts).await.unwrap();
        assert_eq!((verdict.score, verdict.decision), (score, decision), "{what}: {verdict:?}");
        assert_eq!(verdict.reasons.is_empty(), score == 0);
    }
}

#[tokio::test]
async fn a_database_is_read_again_when_it_changes_whoever_made_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("countries.mmdb");
    let path = path.to_str().unwrap();
    let settings = Settings::from_iter([("country_database", path), ("blocked_countries", "KP")]);
    let rules = Arc::new(Rules::default());
    for (form, place, score) in [("country", "GB", 0), ("flat", "KP", 80), ("registered", "GB", 0)]
    {
        let _ = std::fs::remove_file(path);
        peers::run("write_mmdb.py", &[path, form], &format!(r#"{{"192.0.2.0/24": "{place}"}}"#));
        let opened = Arc::clone(&rules).open(&settings).unwrap();
        let verdict = opened.check(harmless_order()).await.unwrap();
        let blocked = verdict.reasons.iter().any(|why| why == "Orders from KP are blocked");
        assert_eq!(blocked, score > 0, "{form}: {verdict:?}");
    }
}

#[tokio::test]
async fn a_wrong_setting_is_named() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("list");
    let path = path.to_str().unwrap();
    std::fs::write(path, "192.0.2.1\nnot a network\n").unwrap();
    for (name, value, said) in [
        ("fail_score", "high", "is not a whole number"),
        ("country_database", "/nowhere.mmdb", "No such file or directory (os error 2)"),
        ("country_database", "/", "this is no file of such a kind"),
        ("proxy_list", path, "line 2 is no network"),
    ] {
        let Err(error) = Arc::new(Rules::default()).open(&Settings::from_iter([(name, value)]))
        else {
            panic!("{name} {value}");
        };
        assert_eq!(error.to_string(), format!("rules: setting {name}: {said}"));
    }
    let text = Settings::from_iter([("country_database", path)]);
    assert!(Arc::new(Rules::default()).open(&text).is_err(), "a text is no database");
}
