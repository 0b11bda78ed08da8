//! Every fake keeps the promises that every module must keep.
#![expect(clippy::unwrap_used, reason = "a test that cannot go on should say where")]
#![expect(clippy::panic, reason = "a test that cannot go on should say where")]

mod faults;
mod liars;

use jiff::Timestamp;
use model::ids::ServiceId;
use ports::contract;
use ports::contract::payment::GatewayTrial;
use ports::contract::provisioning::ProvisionerTrial;
use ports::contract::registrar::RegistrarTrial;
use ports::fake::{FakeAnswer, FakeWorld};
use ports::fraud::FraudDecision;
use ports::mail::{MailSecurity, Mailbox};
use ports::mailbox::{MailboxAccount, MailboxProtocol};
use ports::resolver::Record;
use ports::{Clock, World};

#[tokio::test]
async fn gateways() {
    let fake = World::fake();
    let trial = GatewayTrial::usual("suite", fake.clock.utc_date());
    contract::payment::run(&*fake.gateway, &trial).await;
    contract::payment::run(&*fake.manual_gateway, &trial).await;
    fake.gateway.answer_amount(700, FakeAnswer::Refuse("card_declined"));
    let trial = GatewayTrial {
        refused_card: Some(trial.card.clone()),
        key: "with a refused card".to_owned(),
        ..trial
    };
    contract::payment::run(&*fake.gateway, &trial).await;
}

#[tokio::test]
async fn provisioners() {
    let fake = World::fake();
    let trial = ProvisionerTrial::usual("suite", ServiceId(1));
    contract::provisioning::run(&*fake.provisioner, &trial).await;
    assert_eq!(fake.provisioner.service_count(), 0);
}

#[tokio::test]
async fn registrars() {
    let fake = FakeWorld::at(Timestamp::constant(1_767_258_000, 0));
    fake.registrar.registry.take("example.com");
    let trial = RegistrarTrial {
        taken: Some("example.com".to_owned()),
        ..RegistrarTrial::usual("suite", fake.clock.utc_date())
    };
    contract::registrar::run(&*fake.registrar, &trial).await;
}

#[tokio::test]
async fn the_others() {
    let fake = World::fake();
    let (from, to) = (Mailbox::new("Us", "us@example.com"), Mailbox::new("A", "a@example.com"));
    contract::mail::run(&*fake.mailer, &from, &to).await;
    assert_eq!(fake.mailer.take().len(), 2);
    let messages: [&[u8]; 2] = [b"Subject: one\r\n\r\nText\r\n", b"Subject: two\r\n\r\n.\r\n"];
    messages.iter().for_each(|message| fake.mailboxes.put("box", message));
    let account = MailboxAccount {
        protocol: MailboxProtocol::Imap,
        host: "mail.example.com".to_owned(),
        port: 993,
        security: MailSecurity::Tls,
        user: "box".to_owned(),
        password: "mailbox-pass".into(),
    };
    contract::mailbox::run(&fake.mailboxes, &account, messages).await;
    fake.fraud.answer_next(FraudDecision::Pass);
    fake.fraud.answer_next(FraudDecision::Fail);
    let order = contract::fraud::harmless_order();
    contract::fraud::run(&*fake.fraud, order.clone(), Some(order)).await;
    fake.resolver.add("www.example.com", Record::A([192, 0, 2, 1].into()));
    contract::resolver::run(&*fake.resolver, "www.example.com", "missing.example.com").await;
    contract::rates::run(&*fake.rates).await;
}
