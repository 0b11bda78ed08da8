//! `openprovider` against a fake that is held against the vendor's description of the API.

mod fake;

use std::sync::Arc;

use jiff::civil::date;
use model::money::{Currency, Money};
use modules::http::Pool;
use ports::contract::registrar::{self, RegistrarTrial, sample_contacts};
use ports::provisioning::ConnectionOutcome;
use ports::registrar::{
    AvailabilityState, DomainDone, DomainSyncState, PremiumCost, Registrar, Renewal, Transfer,
};
use ports::{Clock as _, PortError, Settings};
use serde_json::json;

use crate::clock;
use crate::counterpart::{Counterpart, Mishap};
use fake::OpenProvider;

fn settings(port: u16, password: &str) -> Settings {
    let address = format!("http://127.0.0.1:{port}");
    let all = [("username", "reseller"), ("password", password), ("address", &address)];
    Settings::from_iter(all)
}

fn opened(port: u16) -> Arc<dyn Registrar> {
    let module = modules::registrar::OpenProvider::new(clock(), Pool::default());
    Arc::new(module).open(&settings(port, "pass \"word\"")).unwrap()
}

fn registration(key: &str, domain: &str) -> ports::registrar::Registration {
    ports::registrar::Registration {
        idempotency_key: key.to_owned(),
        id: model::ids::DomainId(1),
        domain: domain.to_owned(),
        years: 2,
        name_servers: vec!["ns1.example.com".to_owned()],
        contacts: sample_contacts("Zoë"),
        id_protection: true,
        fields: [("vat".to_owned(), "NL1".to_owned())].into(),
        fee: None,
    }
}

#[tokio::test]
async fn the_contract_is_kept() {
    let other = Counterpart::<OpenProvider>::start().await;
    let registrar = opened(other.port);
    let trial = RegistrarTrial {
        taken: Some("taken.com".to_owned()),
        premium: Some("gold.com".to_owned()),
        ..RegistrarTrial::usual("suite", clock().utc_date())
    };
    registrar::run(&*registrar, &trial).await;
    let (sessions, customers) = other.see(|fake| (fake.sessions, fake.customers.len()));
    assert_eq!(sessions, 1, "one log-in is enough");
    assert_eq!(customers, 2, "equal contacts are one customer");
}

#[tokio::test]
async fn what_got_lost_is_known_again_and_never_done_twice() {
    for (mishap, orders) in [(Mishap::ReplyLost, 1), (Mishap::Down, 0), (Mishap::Busy, 0)] {
        let other = Counterpart::<OpenProvider>::start().await;
        let registrar = opened(other.port);
        other.arm("/domains", mishap);
        let wish = || registration("one", "lost.com");
        let error = registrar.register(wish()).await.unwrap_err();
        assert_eq!(error.is_unknown(), mishap != Mishap::Busy, "{error}");
        let known = registrar.sync("lost.com").await.unwrap();
        assert_eq!(known.is_some(), orders == 1, "{mishap:?}");
        let expires_on = date(2028, 1, 1);
        let done = Ok(DomainDone::Done { expires_on: Some(expires_on) });
        assert_eq!(registrar.register(wish()).await.unwrap(), done, "{mishap:?}");
        assert!(registrar.register(registration("two", "lost.com")).await.unwrap().is_err());
        assert_eq!(other.see(|fake| fake.orders), 1, "{mishap:?}");

        other.arm("/renew", mishap);
        let renewal = || Renewal {
            idempotency_key: "renew".to_owned(),
            id: model::ids::DomainId(1),
            domain: "lost.com".to_owned(),
            years: 1,
            expires_on,
            restore: false,
            fee: None,
            restore_fee: None,
        };
        registrar.renew(renewal()).await.unwrap_err();
        let done = Ok(DomainDone::Done { expires_on: Some(date(2029, 1, 1)) });
        assert_eq!(registrar.renew(renewal()).await.unwrap(), done, "{mishap:?}");
        assert_eq!(other.see(|fake| fake.orders), 2, "{mishap:?}");
    }
}

#[tokio::test]
async fn a_name_in_quarantine_is_restored_and_not_renewed() {
    let renewal = |key: &str, years: u8, restore: bool| Renewal {
        idempotency_key: key.to_owned(),
        id: model::ids::DomainId(1),
        domain: "late.com".to_owned(),
        years,
        expires_on: date(2028, 1, 1),
        restore,
        fee: None,
        restore_fee: None,
    };
    for (soft_until, years, restore, refused) in [
        ("2026-01-01 23:59:59", 1, false, None),
        ("2026-01-20 00:00:00", 1, true, None),
        ("2026-01-20 00:00:00", 2, false, Some("period")),
        ("2025-12-31 00:00:00", 1, false, Some("quarantine")),
        ("", 1, false, Some("quarantine")),
        ("2025-12-31 00:00:00", 1, true, None),
    ] {
        let other = Counterpart::<OpenProvider>::start().await;
        let registrar = opened(other.port);
        registrar.register(registration("one", "late.com")).await.unwrap().unwrap();
        other.see(|fake| {
            let name = fake.names.values_mut().next().unwrap();
            name["status"] = json!("DEL");
            name["soft_quarantine_expiry_date"] = json!(soft_until);
        });
        let answer = registrar.renew(renewal("renew", years, restore)).await.unwrap();
        let code = answer.as_ref().err().map(|no| no.code.as_str());
        assert_eq!(code, refused, "{soft_until} {years} {restore}: {answer:?}");
        let orders = if refused.is_none() { 2 } else { 1 };
        assert_eq!(other.see(|fake| fake.orders), orders, "{soft_until} {years} {restore}");
        if refused.is_none() {
            // The same again is not ordered again, and another one is not taken for it.
            let again = registrar.renew(renewal("renew", years, restore)).await.unwrap();
            assert!(matches!(again, Ok(DomainDone::Pending { .. })), "{again:?}");
            assert!(registrar.renew(renewal("other", 1, true)).await.unwrap().is_err());
            assert_eq!(other.see(|fake| fake.orders), orders);
        }
    }
}

#[tokio::test]
async fn a_session_that_ended_is_begun_anew_and_what_is_wrong_is_named() {
    let other = Counterpart::<OpenProvider>::start().await;
    let registrar = opened(other.port);
    registrar.register(registration("one", "kept.com")).await.unwrap().unwrap();
    other.see(|fake| fake.sessions = 40);
    assert_eq!(registrar.lock("kept.com").await.unwrap(), Ok(false));
    assert_eq!(other.see(|fake| fake.sessions), 41);
    let module = || modules::registrar::OpenProvider::new(clock(), Pool::default());
    let wrong = Arc::new(module()).open(&settings(other.port, "wrong")).unwrap();
    let error = wrong.sync("kept.com").await.unwrap_err();
    let named = matches!(&error, PortError::Configuration { setting, .. } if setting == "password");
    assert!(named && !error.to_string().contains("pass \""), "{error}");
    let refused = wrong.test_connection().await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let reached = registrar.test_connection().await.unwrap();
    assert!(matches!(reached, ConnectionOutcome::Reached { .. }), "{reached:?}");
    for missing in ["username", "password"] {
        let mut settings = settings(other.port, "x");
        settings.set(missing, "");
        let Err(error) = Arc::new(module()).open(&settings) else { panic!("{missing}") };
        assert!(error.to_string().contains(missing), "{error}");
    }
}

#[tokio::test]
async fn states_prices_and_premium_names_are_told() {
    let other = Counterpart::<OpenProvider>::start().await;
    let registrar = opened(other.port);
    registrar.register(registration("one", "state.com")).await.unwrap().unwrap();
    let past = [("DEL", "2026-01-20", DomainSyncState::Expired)];
    let gone = [("DEL", "2025-12-31", DomainSyncState::Cancelled)];
    for (status, until, expected) in past.into_iter().chain(gone) {
        other.see(|fake| {
            let name = fake.names.values_mut().next().unwrap();
            name["status"] = json!(status);
            name["restorable_until"] = json!(until);
        });
        assert_eq!(registrar.sync("state.com").await.unwrap().unwrap().state, expected);
    }
    let names = ["gold.com", "plain.com"].map(str::to_owned);
    let found = registrar.availability(&names).await.unwrap();
    assert!(found.iter().all(|name| name.state == AvailabilityState::Free));
    let eur = |minor| Some(Money::from_minor(minor, Currency::EUR));
    let cost = PremiumCost {
        register: eur(125_050),
        renew: eur(11_025),
        transfer: eur(12_000),
        restore: eur(30_000),
    };
    assert_eq!(found[0].premium, Some(cost));
    assert_eq!(found[1].premium, None);
    let prices = registrar.price_list().await.unwrap();
    let com = prices.iter().find(|price| price.tld == "com").unwrap();
    assert_eq!(com.register, Some(Money::from_minor(849, Currency::EUR)));
    assert_eq!(com.renew, Some(Money::from_minor(905, Currency::EUR)));
    assert!(com.needs_transfer_code);
}

#[tokio::test]
async fn a_premium_name_is_moved_for_the_agreed_fee_only() {
    let other = Counterpart::<OpenProvider>::start().await;
    let registrar = opened(other.port);
    let wish = |key: &str, fee: Option<i64>| Transfer {
        transfer_code: "right".into(),
        registration: ports::registrar::Registration {
            fee: fee.map(|minor| Money::from_minor(minor, Currency::EUR)),
            ..registration(key, "gold.com")
        },
    };
    for (key, fee, why) in [("one", None, "was not sold as one"), ("two", Some(1), "was agreed")] {
        let no = registrar.transfer(wish(key, fee)).await.unwrap().unwrap_err();
        assert!(no.message.contains(why), "{no}");
    }
    assert_eq!(other.see(|fake| fake.orders), 0, "nothing was bought");
    let begun = registrar.transfer(wish("three", Some(12_000))).await.unwrap();
    assert!(matches!(begun, Ok(DomainDone::Pending { .. })), "{begun:?}");
}
