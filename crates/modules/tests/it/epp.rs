//! `epp` against a registry that foreign software drives, and whose every frame is checked by the
//! schemas of the RFCs.

use std::sync::Arc;

use jiff::civil::date;
use model::ids::DomainId;
use model::money::{Currency, Money};
use modules::registrar::Epp;
use ports::contract::registrar::{self, RegistrarTrial, sample_contacts};
use ports::provisioning::ConnectionOutcome;
use ports::registrar::{
    AvailabilityState, DomainDone, DomainSyncState, KeyForm, KeyRecord, PremiumCost, Registrar,
    Registration, Renewal, Transfer,
};
use ports::{Clock as _, PortError, Settings};

use crate::peers::{self, Peer};
use crate::{chance, clock};

/// A registry of its own per test, as its names are.
struct Registry {
    peer: Peer,
    authority: tempfile::NamedTempFile,
}

impl Registry {
    fn start() -> Registry {
        Registry::start_with(&[])
    }

    fn start_with(more: &[&str]) -> Registry {
        let authority = tempfile::NamedTempFile::new().unwrap();
        let path = authority.path().to_str().unwrap();
        let arguments = [&[path], more].concat();
        let peer = Peer::start_with("run_epp_registry.py", &arguments);
        Registry { peer, authority }
    }

    fn settings(&self, more: &[(&str, &str)]) -> Settings {
        let port = self.peer.port.to_string();
        let authority = std::fs::read_to_string(self.authority.path()).unwrap();
        let usual = [
            ("host", "localhost"),
            ("port", &port),
            ("username", "hostler"),
            ("password", "pw-S3cret"),
            ("tlds", "com, net"),
            ("authority", &authority),
        ];
        Settings::from_iter(usual.iter().chain(more).copied())
    }

    /// The module as a process has it that has just begun.
    fn opened(&self, more: &[(&str, &str)]) -> Arc<dyn Registrar> {
        Arc::new(Epp::new(clock(), chance())).open(&self.settings(more)).unwrap()
    }
}

fn registration(key: &str, domain: &str) -> Registration {
    Registration {
        idempotency_key: key.to_owned(),
        id: DomainId(1),
        domain: domain.to_owned(),
        years: 2,
        name_servers: vec!["ns1.hostler.example".to_owned()],
        contacts: sample_contacts("Zoë & <Co>"),
        id_protection: false,
        fields: Default::default(),
        fee: None,
    }
}

#[tokio::test]
async fn it_keeps_the_contract_whatever_the_registry_keeps() {
    let thin = [("contacts", "none"), ("hosts", "attributes"), ("dnssec", "none")];
    let keys = [("dnssec", "keys")];
    for (kind, more) in [(None, &[][..]), (None, &thin[..]), (Some("keys"), &keys[..])] {
        let registry = Registry::start_with(kind.as_slice());
        let registrar = registry.opened(more);
        let trial = RegistrarTrial {
            taken: Some("taken.com".to_owned()),
            premium: Some("gold.com".to_owned()),
            transferable: Some(("contract-transfer.com".to_owned(), "right-code".into())),
            ..RegistrarTrial::usual("suite", clock().utc_date())
        };
        registrar::run(&*registrar, &trial).await;
        assert_eq!(registrar.capabilities().contacts, more.len() < 3);
    }
}

#[tokio::test]
async fn a_registration_without_an_answer_is_known_again() {
    let registry = Registry::start();
    let wish = registration("first", "lost-name.com");
    let lost = registry.opened(&[]).register(wish.clone()).await.unwrap_err();
    assert!(lost.is_unknown(), "{lost}");
    // Another process, which remembers nothing.
    let registrar = registry.opened(&[]);
    let state = registrar.sync("lost-name.com").await.unwrap().unwrap();
    assert_eq!(state.state, DomainSyncState::Active);
    let done = DomainDone::Done { expires_on: Some(date(2028, 1, 1)) };
    assert_eq!(registrar.register(wish).await.unwrap(), Ok(done));
    let other = registrar.register(registration("second", "lost-name.com")).await.unwrap();
    assert_eq!(other.unwrap_err().code, "2302");
    let owner = registrar.contacts("lost-name.com").await.unwrap().unwrap().registrant;
    assert_eq!(owner, sample_contacts("Zoë").registrant.with_last_name("& <Co> Lovelace"));
}

trait WithLastName {
    fn with_last_name(self, last_name: &str) -> Self;
}

impl WithLastName for ports::registrar::Contact {
    fn with_last_name(self, last_name: &str) -> Self {
        Self { last_name: last_name.to_owned(), ..self }
    }
}

#[tokio::test]
async fn a_name_in_redemption_is_restored_and_renewed() {
    let registry = Registry::start();
    let registrar = registry.opened(&[]);
    let renewal = |key: &str, restore| Renewal {
        domain: "redeem.com".to_owned(),
        restore,
        fee: None,
        ..late_renewal(key)
    };
    let found = registrar.sync("redeem.com").await.unwrap().unwrap();
    assert_eq!(found.state, DomainSyncState::Expired);
    let without = registrar.renew(renewal("without", false)).await.unwrap();
    assert_eq!(without.unwrap_err().code, "2105");
    let later = Some(date(2026, 11, 1));
    let done = registrar.renew(renewal("with", true)).await.unwrap();
    assert_eq!(done, Ok(DomainDone::Done { expires_on: later }));
    let found = registrar.sync("redeem.com").await.unwrap().unwrap();
    assert_eq!((found.state, found.expires_on), (DomainSyncState::Active, later));
}

#[tokio::test]
async fn a_restoration_without_an_answer_goes_on_with_the_report() {
    let registry = Registry::start();
    let wish = Renewal { domain: "lost-redeem.com".to_owned(), fee: None, ..late_renewal("lost") };
    let lost = registry.opened(&[]).renew(wish.clone()).await.unwrap_err();
    assert!(lost.is_unknown(), "{lost}");
    // Another process, which remembers nothing: the registry waits for the report, and would
    // refuse to have the name asked back twice.
    let registrar = registry.opened(&[]);
    let later = Some(date(2026, 11, 1));
    let done = registrar.renew(wish).await.unwrap();
    assert_eq!(done, Ok(DomainDone::Done { expires_on: later }));
    let found = registrar.sync("lost-redeem.com").await.unwrap().unwrap();
    assert_eq!((found.state, found.expires_on), (DomainSyncState::Active, later));
}

fn late_renewal(key: &str) -> Renewal {
    Renewal {
        idempotency_key: key.to_owned(),
        id: DomainId(1),
        domain: "redeem-gold.com".to_owned(),
        years: 1,
        expires_on: date(2025, 11, 1),
        restore: true,
        fee: usd(10_000),
        restore_fee: None,
    }
}

#[tokio::test]
async fn a_premium_name_is_restored_for_the_agreed_fee_only() {
    let registry = Registry::start();
    let registrar = registry.opened(&[]);
    for (key, fee, restore_fee) in [
        ("as any", usd(10_000), None),
        ("for less", usd(10_000), usd(24_999)),
        ("renewed as any", None, usd(25_000)),
    ] {
        let wish = Renewal { fee, restore_fee, ..late_renewal(key) };
        assert_eq!(registrar.renew(wish).await.unwrap().unwrap_err().code, "2004", "{key}");
        let found = registrar.sync("redeem-gold.com").await.unwrap().unwrap();
        assert_eq!(found.state, DomainSyncState::Expired, "{key}");
    }
    let wish = Renewal { restore_fee: usd(25_000), ..late_renewal("agreed") };
    let later = Some(date(2026, 11, 1));
    let done = registrar.renew(wish).await.unwrap();
    assert_eq!(done, Ok(DomainDone::Done { expires_on: later }));
    // One that needs no restoring is not held up by a fee for it.
    let wish = Renewal { expires_on: date(2026, 11, 1), ..late_renewal("early") };
    let done = registrar.renew(wish).await.unwrap();
    assert_eq!(done, Ok(DomainDone::Done { expires_on: Some(date(2027, 11, 1)) }));
}

#[tokio::test]
async fn names_of_others_are_told_apart() {
    let registry = Registry::start();
    let registrar = registry.opened(&[]);
    let failed =
        DomainSyncState::TransferFailed { why: "The transfer is clientRejected".to_owned() };
    for (name, expected) in [
        ("turned-down.com", Some(failed)),
        ("gone.com", Some(DomainSyncState::TransferredAway)),
        ("taken.com", None),
        ("nobody-has-it.com", None),
    ] {
        let found = registrar.sync(name).await.unwrap();
        assert_eq!(found.map(|found| found.state), expected, "{name}");
    }
}

#[tokio::test]
async fn messages_wait_in_their_order_until_they_are_taken_away() {
    let registry = Registry::start_with(&["messages"]);
    let registrar = registry.opened(&[]);
    let mut read = Vec::new();
    while let Some(message) = registrar.message().await.unwrap() {
        assert_eq!(registrar.message().await.unwrap().as_ref(), Some(&message), "it waits");
        registrar.take_message(&message.id).await.unwrap();
        registrar.take_message(&message.id).await.unwrap();
        read.push((message.id, message.text, message.domain.unwrap_or_default()));
    }
    let expected = [
        ("12345", "Transfer requested & approved.", "gone.com"),
        ("12346", "Transfer rejected.", "turned-down.com"),
        ("12347", "Your balance is low.", ""),
    ];
    let expected = expected.map(|(id, text, name)| (id.into(), text.into(), name.into()));
    assert_eq!(read, expected);
}

#[tokio::test]
async fn what_is_wrong_with_an_account_is_named() {
    let registry = Registry::start();
    let reached = registry.opened(&[]).test_connection().await.unwrap();
    assert!(matches!(reached, ConnectionOutcome::Reached { .. }), "{reached:?}");
    let wrong = registry.opened(&[("password", "Wr0ng-one")]);
    let refused = wrong.test_connection().await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let error = wrong.register(registration("x", "x.com")).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("Wr0ng-one"), "{error}");
    // A server that nobody vouches for gets no password.
    let stranger = registry.opened(&[("authority", "")]);
    let error = stranger.sync("x.com").await.unwrap_err();
    assert!(error.may_repeat(), "{error}");
}

fn usd(minor: i64) -> Option<Money> {
    Some(Money::from_minor(minor, Currency::USD))
}

#[tokio::test]
async fn premium_names_are_told_and_had_for_the_agreed_fee_only() {
    let registry = Registry::start();
    let registrar = registry.opened(&[]);
    let names = ["gold.com", "bronze.com", "odd.com", "plain.com"].map(str::to_owned);
    let found = registrar.availability(&names).await.unwrap();
    let told: Vec<_> = found.iter().map(|each| (each.state, each.premium)).collect();
    let gold = PremiumCost {
        register: usd(100_000),
        renew: usd(10_000),
        transfer: usd(10_000),
        restore: usd(25_000),
    };
    let bronze = PremiumCost { register: usd(5_000), ..PremiumCost::default() };
    let free = AvailabilityState::Free;
    let expected = [(free, Some(gold)), (free, Some(bronze)), (AvailabilityState::Unknown, None)];
    assert_eq!(told, [&expected[..], &[(free, None)]].concat());
    // A fee that cannot be read is no fee that was agreed.
    let wish = Registration { years: 1, ..registration("odd", "odd.com") };
    let no = registrar.register(wish).await.unwrap().unwrap_err();
    assert!(no.message.contains("cannot be read"), "{no}");
    // One whose renewal is no dearer than others' is renewed like them.
    let wish = Registration { years: 1, fee: usd(5_000), ..registration("bronze", "bronze.com") };
    let expires_on = date(2027, 1, 1);
    let done = DomainDone::Done { expires_on: Some(expires_on) };
    assert_eq!(registrar.register(wish).await.unwrap(), Ok(done));
    let renewal = Renewal {
        idempotency_key: "bronze again".to_owned(),
        id: DomainId(1),
        domain: "bronze.com".to_owned(),
        years: 2,
        expires_on,
        restore: false,
        fee: None,
        restore_fee: None,
    };
    let done = DomainDone::Done { expires_on: Some(date(2029, 1, 1)) };
    assert_eq!(registrar.renew(renewal).await.unwrap(), Ok(done));
    let transfer = |key: &str, fee| Transfer {
        transfer_code: "right-code".into(),
        registration: Registration { years: 1, fee, ..registration(key, "moving-gold.com") },
    };
    for (key, fee) in [("as any", None), ("for less", usd(9_999))] {
        assert_eq!(registrar.transfer(transfer(key, fee)).await.unwrap().unwrap_err().code, "2004");
    }
    let begun = registrar.transfer(transfer("agreed", usd(10_000))).await.unwrap();
    assert!(matches!(begun, Ok(DomainDone::Pending { .. })), "{begun:?}");
}

#[tokio::test]
async fn a_registry_without_extensions_is_not_asked_for_them() {
    let registry = Registry::start_with(&["plain"]);
    let registrar = registry.opened(&[]);
    let found = registrar.availability(&["gold.com".to_owned()]).await.unwrap();
    assert_eq!((found[0].state, found[0].premium), (AvailabilityState::Free, None));
    registrar.register(registration("plain", "plain.com")).await.unwrap().unwrap();
    assert_eq!(registrar.ds_records("plain.com").await.unwrap(), Ok(Vec::new()));
    let record = KeyRecord::read(KeyForm::Ds, &format!("1 13 2 {}", "0".repeat(64))).unwrap();
    let error = registrar.set_ds_records("plain.com", &[record]).await.unwrap_err();
    assert!(matches!(&error, PortError::Unsupported { .. }), "{error}");
    // What it cannot be told is not bought: the fee would be whatever it likes.
    let wish = Registration { years: 1, fee: usd(1), ..registration("gold", "gold.com") };
    let no = registrar.register(wish).await.unwrap().unwrap_err();
    assert!(no.message.contains("no premium name any more"), "{no}");
}

#[tokio::test]
async fn foreign_software_takes_the_registry_for_one() {
    let registry = Registry::start();
    let port = registry.peer.port.to_string();
    let authority = registry.authority.path().to_str().unwrap();
    assert_eq!(peers::run("drive_pyepp.py", &[&port, authority], ""), "17 calls\n");
}
