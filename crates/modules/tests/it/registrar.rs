//! The registrars: contract, transfers that take their time, grace and redemption.

use jiff::civil::date;
use model::ids::DomainId;
use modules::registrar::{Manual, Sandbox};
use ports::Clock;
use ports::contract;
use ports::contract::registrar::{RegistrarTrial, sample_contacts};
use ports::registrar::{DomainDone, DomainSyncState, Registrar, Registration, Renewal, Transfer};

use crate::{chance, clock, world};

fn registration(key: &str, domain: &str) -> Registration {
    Registration {
        idempotency_key: key.to_owned(),
        id: DomainId(1),
        domain: domain.to_owned(),
        years: 1,
        name_servers: vec!["ns1.example.com".to_owned()],
        contacts: sample_contacts("Ada"),
        id_protection: false,
        fields: Default::default(),
        fee: None,
    }
}

fn renewal(key: &str, domain: &str, expires_on: jiff::civil::Date, restore: bool) -> Renewal {
    Renewal {
        idempotency_key: key.to_owned(),
        id: DomainId(1),
        domain: domain.to_owned(),
        years: 1,
        expires_on,
        restore,
        fee: None,
        restore_fee: None,
    }
}

#[tokio::test]
async fn registrars_keep_the_contract() {
    let sandbox = Sandbox::new(clock(), chance());
    let trial = RegistrarTrial::usual("suite", clock().utc_date());
    let trial = RegistrarTrial {
        taken: Some("example.com".to_owned()),
        premium: Some("gold.com".to_owned()),
        ..trial
    };
    contract::registrar::run(&sandbox, &trial).await;
    contract::registrar::run(&Manual, &trial).await;
}

#[tokio::test]
async fn a_transfer_takes_five_days() {
    let clock = clock();
    let sandbox = Sandbox::new(clock.clone(), chance());
    let wish = Transfer {
        transfer_code: "right".into(),
        registration: registration("transfer", "moving.com"),
    };
    sandbox.transfer(wish).await.unwrap().unwrap();
    for (days, expected) in [(4, DomainSyncState::TransferPending), (1, DomainSyncState::Active)] {
        clock.advance_days(days);
        assert_eq!(sandbox.sync("moving.com").await.unwrap().unwrap().state, expected);
    }
}

#[tokio::test]
async fn late_renewals_cost_a_restoration_and_then_the_name() {
    for (days, restore, code) in [
        (365 + 30, false, None),
        (365 + 31, false, Some("2105")),
        (365 + 31, true, None),
        (365 + 60, true, None),
        (365 + 61, true, Some("2303")),
    ] {
        let clock = clock();
        let sandbox = Sandbox::new(clock.clone(), chance());
        sandbox.register(registration("register", "late.com")).await.unwrap().unwrap();
        clock.advance_days(days);
        let state = sandbox.sync("late.com").await.unwrap().unwrap().state;
        assert_eq!(state, DomainSyncState::Expired);
        let wish = renewal("renew", "late.com", date(2027, 1, 1), restore);
        let answer = sandbox.renew(wish).await.unwrap();
        assert_eq!(answer.err().map(|no| no.code).as_deref(), code, "{days} days, {restore}");
    }
}

#[tokio::test]
async fn a_name_from_before_a_restart_is_taken_up() {
    let registrar = world().registrars["sandbox"].clone();
    let expires_on = date(2026, 5, 31);
    let answer = registrar.renew(renewal("renew", "old.com", expires_on, false)).await.unwrap();
    let later = Some(date(2027, 5, 31));
    assert_eq!(answer, Ok(DomainDone::Done { expires_on: later }));
    assert_eq!(registrar.sync("old.com").await.unwrap().unwrap().expires_on, later);
    assert_eq!(registrar.lock("older.com").await.unwrap(), Ok(true));
    assert!(registrar.lock("older.no-such-tld").await.unwrap().is_err());
}
