//! Every module keeps the promises of its port, and the sandboxes do what they say.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod amazon;
mod bkash;
mod call_log;
mod clouds;
mod contabo;
mod counterpart;
mod cpanel;
mod digitalocean;
mod directadmin;
mod dkim;
mod dns;
mod epp;
mod files;
mod foreign_interface;
mod fraud;
mod fraudrecord;
mod hetzner;
mod hosted;
mod kms;
mod libvirt;
mod linode;
mod mailboxes;
mod minfraud;
mod mollie;
mod nagad;
mod openprovider;
mod own_interface;
mod paypal;
mod peers;
mod powerdns;
mod provisioning;
mod proxmox;
mod registrar;
mod sandbox_card;
mod sign_in;
mod smtp;
mod sources;
mod stripe;
mod taka;
mod vultr;
mod whois;

use std::collections::BTreeSet;
use std::sync::Arc;

use jiff::Timestamp;
use ports::contract::payment::GatewayTrial;
use ports::contract::{self, mail};
use ports::mail::{Mailbox, Mailer as _};
use ports::provisioning::ServiceAction;
use ports::{Chance, Clock, FakeChance, FakeClock, PortError, Settings, World};

/// A clock at 2026-01-01T09:00:00Z.
fn clock() -> Arc<FakeClock> {
    Arc::new(FakeClock::at(Timestamp::constant(1_767_258_000, 0)))
}

fn chance() -> Arc<dyn Chance> {
    Arc::new(FakeChance::seeded(7))
}

fn world() -> World {
    modules::world(clock(), chance())
}

#[tokio::test]
async fn gateways_keep_the_contract() {
    for (module, gateway) in world().gateways {
        // Those of vendors need an account, and have a test of their own.
        if gateway.settings().iter().any(|field| field.required) {
            let Err(error) = gateway.open(&Settings::default()) else { panic!("{module} opens") };
            assert!(matches!(error, PortError::Configuration { .. }), "{module}: {error}");
            continue;
        }
        let trial = GatewayTrial::usual("suite", clock().utc_date());
        contract::payment::run(&*gateway, &trial).await;
        let refused = sandbox_card::card("4000000000000341");
        let key = "refused when charged".to_owned();
        let trial = GatewayTrial { refused_card: Some(refused), key, ..trial };
        contract::payment::run(&*gateway, &trial).await;
        let opened = gateway.open(&Settings::default()).unwrap();
        assert_eq!(opened.capabilities().module, module);
    }
}

#[tokio::test]
async fn instructions_are_the_operators() {
    let gateway = world().gateways["banktransfer"].clone();
    let usual = gateway.instructions().unwrap();
    let settings = Settings::from_iter([("instructions", "IBAN GB33 BUKB 2020 1555 5555 55")]);
    let opened = gateway.clone().open(&settings).unwrap();
    assert_eq!(opened.instructions().unwrap(), "IBAN GB33 BUKB 2020 1555 5555 55");
    assert_eq!(gateway.instructions().unwrap(), usual);
}

#[tokio::test]
async fn the_outbox_keeps_the_contract_and_the_latest_mails() {
    let outbox = modules::mail::OutboxMailer::default();
    let (from, to) = (Mailbox::new("Us", "us@example.com"), Mailbox::new("A", "a@example.com"));
    mail::run(&outbox, &from, &to).await;
    assert!(!outbox.sends(), "what is kept is not sent");
    assert_eq!(outbox.mails().len(), 2);
    assert_eq!(outbox.mails()[0].to, [to]);
}

#[tokio::test]
async fn what_is_not_there_says_so() {
    let world = world();
    let rates = world.rates.rates().await.unwrap_err();
    assert!(matches!(rates, PortError::Unsupported { .. }), "{rates}");
    let names = world.resolver.names_of([192, 0, 2, 1].into()).await.unwrap_err();
    assert!(matches!(names, PortError::Unsupported { .. }), "{names}");
}

#[test]
fn the_list_is_the_world() {
    use modules::Port;
    let world = world();
    let listed = |port: Port| -> BTreeSet<&str> {
        let all = modules::all().into_iter();
        all.filter(|each| each.port == port).map(|each| each.module).collect()
    };
    assert_eq!(listed(Port::Payment), world.gateways.keys().copied().collect());
    assert_eq!(listed(Port::Provisioning), world.provisioners.keys().copied().collect());
    assert_eq!(listed(Port::Registrar), world.registrars.keys().copied().collect());
    assert_eq!(listed(Port::Dns), world.dns_hosts.keys().copied().collect());
    assert_eq!(listed(Port::Files), world.file_stores.keys().copied().collect());
    assert_eq!(listed(Port::Fraud), world.fraud_checks.keys().copied().collect());
    assert_eq!(listed(Port::Mail), BTreeSet::from(["mailbox", world.mailer.module(), "smtp"]));
    // The program takes the bank's feed where one is configured.
    assert_eq!(listed(Port::Rates), BTreeSet::from(["ecb", world.rates.module()]));
}

/// What a module has learnt since must not be denied in the list.
#[test]
fn the_list_says_what_servers_can_do_and_cannot() {
    let world = world();
    let all = modules::all().into_iter();
    for each in all.filter(|each| each.port == modules::Port::Provisioning) {
        let can = world.provisioners[each.module].capabilities();
        let (has, lacks) = each.capabilities.split_once("; no ").unwrap_or((each.capabilities, ""));
        for (word, is_there) in [
            ("console", can.actions.contains(&ServiceAction::Console)),
            ("password", can.actions.contains(&ServiceAction::ChangePassword)),
            ("usage", can.usage),
        ] {
            assert!(is_there || !has.contains(word), "{} has no {word}", each.module);
            assert!(!is_there || !lacks.contains(word), "{} has {word}", each.module);
        }
    }
}
