//! The log of module calls: what went over the wire is in it, secrets are not.

use std::sync::{Arc, Mutex};

use ports::calls::{CallLog, CallOutcome, LoggedCall};
use ports::logged::logged;
use ports::provisioning::ServiceAction;

use crate::clouds;
use crate::counterpart::{Counterpart, Mishap};
use crate::own_interface::House;
use crate::world;

#[derive(Default)]
struct Memory(Mutex<Vec<LoggedCall>>);

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
