//! The log of module calls: what went over the wire is in it, secrets are not.

use std::sync::{Arc, Mutex};

use ports::Settings;
use ports::calls::{CallLog, CallOutcome, LoggedCall};
use ports::fake::{FakeMailboxes, FakeVatNumbers, FakeWhois};
use ports::logged::logged;
use ports::mail::MailSecurity;
use ports::mailbox::{MailboxAccount, MailboxProtocol};
use ports::provisioning::ServiceAction;
use ports::sign_in::{Back, Journey, Provider};

use crate::clouds;
use crate::counterpart::{Counterpart, Mishap};
use crate::own_interface::House;
use crate::world;

#[derive(Default)]
pub(crate) struct Memory(pub(crate) Mutex<Vec<LoggedCall>>);

impl CallLog for Memory {
    fn wanted(&self) -> bool {
        true
    }

    fn keep(&self, call: LoggedCall) {
        self.0.lock().unwrap().push(call);
    }
}

#[tokio::test]
async fn what_goes_over_the_wire_is_kept_without_secrets() {
    let memory = Arc::new(Memory::default());
    let log: Arc<dyn CallLog> = memory.clone();
    let module = logged(world(), &log).provisioners["http"].clone();
    let house = Counterpart::<House>::start().await;
    let mut call = clouds::call::<House>(house.port, "make it");
    call.password = "a \"quoted\" secret".into();
    module.run(&ServiceAction::Create, &call).await.unwrap();
    house.arm("/again", Mishap::Down);
    let again = clouds::call::<House>(house.port, "again");
    module.run(&ServiceAction::Reboot, &again).await.unwrap_err();
    // Who stops waiting is in the log as well.
    drop(module.run(&ServiceAction::PowerOn, &again));

    let calls = std::mem::take(&mut *memory.0.lock().unwrap());
    let outcomes: Vec<_> = calls.iter().map(|call| call.outcome).collect();
    let expected = [CallOutcome::Done, CallOutcome::Unknown, CallOutcome::Abandoned];
    assert_eq!(outcomes, expected);
    let create = &calls[0];
    assert_eq!((create.subject.port, create.subject.module), ("server", "http"));
    assert_eq!((&*create.subject.action, &*create.subject.target), ("create", "service 42"));
    let sent = format!("POST http://127.0.0.1:{}/v1/boxes", house.port);
    assert!(create.request.contains(&sent), "{}", create.request);
    assert!(create.request.contains("\"secret\":(removed)"), "{}", create.request);
    assert!(create.answer.contains("HTTP 201"), "{}", create.answer);
    assert!(create.answer.contains("192.0.2.9"), "{}", create.answer);
    let whole = format!("{calls:?}");
    for secret in ["quoted", "in-house-token"] {
        assert!(!whole.contains(secret), "{secret}: {whole}");
    }
}

#[tokio::test]
async fn files_and_sign_ins_are_kept_without_what_is_in_them() {
    let memory = Arc::new(Memory::default());
    let log: Arc<dyn CallLog> = memory.clone();
    let world = logged(world(), &log);
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("files").display().to_string();
    let settings = Settings::from_iter([("path", path.as_str())]);
    let store = world.file_stores["folder"].clone().open(&settings).unwrap();
    let content = b"what a client wrote to us".to_vec();
    store.put("a1", content.clone()).await.unwrap();
    assert_eq!(store.get("a1").await.unwrap(), Some(content));
    store.remove("a1").await.unwrap();
    assert_eq!(store.get("a1").await.unwrap(), None);
    // Nobody listens there.
    let provider = Provider {
        issuer: "http://127.0.0.1:1".to_owned(),
        client_id: "us".to_owned(),
        client_secret: "client-s3cret".into(),
    };
    let journey = Journey {
        redirect_uri: "https://hosting.example/back".to_owned(),
        state: "state-of-a-journey".to_owned(),
        nonce: "nonce-of-a-journey".into(),
        verifier: "verifier-of-a-journey".into(),
    };
    let back = Back { code: "code-of-a-journey".into(), issuer: None };
    world.sign_in.begin(&provider, &journey).await.unwrap_err();
    world.sign_in.finish(&provider, &journey, &back).await.unwrap_err();
    world.sign_in.test_connection(&provider).await.unwrap_err();

    let calls = std::mem::take(&mut *memory.0.lock().unwrap());
    let seen: Vec<(&str, &str, &str)> = calls
        .iter()
        .map(|call| (call.subject.port, call.subject.action.as_str(), call.outcome.word()))
        .collect();
    assert_eq!(
        seen,
        [
            ("files", "put", "Done"),
            ("files", "get", "Done"),
            ("files", "remove", "Done"),
            ("files", "get", "Done"),
            ("sign-in", "begin", "Not Sent"),
            ("sign-in", "finish", "Not Sent"),
            ("sign-in", "test connection", "Not Sent"),
        ]
    );
    assert_eq!((&*calls[0].request, &*calls[1].answer), ("25 bytes", "25 bytes"));
    assert_eq!(calls[4].subject.target, "http://127.0.0.1:1");
    let whole = format!("{calls:?}");
    for secret in ["what a client", "s3cret", "of-a-journey"] {
        assert!(!whole.contains(secret), "{secret}: {whole}");
    }
}

#[tokio::test]
async fn mailboxes_and_directories_are_kept_without_mails_and_passwords() {
    let memory = Arc::new(Memory::default());
    let log: Arc<dyn CallLog> = memory.clone();
    let boxes = FakeMailboxes::default();
    boxes.put("help", b"what a client wrote to us");
    let mut world = world();
    world.mailboxes = Arc::new(boxes.clone());
    world.vat = Arc::new(FakeVatNumbers::with_faults(Arc::default()));
    world.whois = Arc::new(FakeWhois::with_faults(Arc::default()));
    let world = logged(world, &log);
    let account = MailboxAccount {
        protocol: MailboxProtocol::Imap,
        host: "mail.example".to_owned(),
        port: 993,
        security: MailSecurity::Tls,
        user: "help".to_owned(),
        password: "mailbox-pass".into(),
    };
    let mut open = world.mailboxes.open(&account).await.unwrap();
    let waiting = open.waiting().await.unwrap();
    assert_eq!(open.message(&waiting[0], 100).await.unwrap().map(|mail| mail.len()), Some(25));
    open.remove(&waiting[0]).await.unwrap();
    open.close().await.unwrap();
    assert_eq!(boxes.count("help"), 0);
    world.vat.check("DE", "0000").await.unwrap();
    world.whois.look_up("taken.test", None).await.unwrap();

    let calls = std::mem::take(&mut *memory.0.lock().unwrap());
    let line = |call: &LoggedCall| {
        let subject = &call.subject;
        [subject.port, &subject.action, &subject.target, call.outcome.word()].join(" / ")
    };
    assert_eq!(
        calls.iter().map(line).collect::<Vec<_>>(),
        [
            "mailbox / open / help@mail.example / Done",
            "mailbox / list / help@mail.example / Done",
            "mailbox / fetch / help@mail.example / Done",
            "mailbox / remove / help@mail.example / Done",
            "mailbox / close / help@mail.example / Done",
            "vat / check / DE0000 / Refused",
            "whois / look up / taken.test / Done",
        ]
    );
    assert_eq!(calls[2].answer, "25 bytes");
    let whole = format!("{calls:?}");
    for secret in ["what a client", "mailbox-pass"] {
        assert!(!whole.contains(secret), "{secret}: {whole}");
    }
}
