//! The module `contabo` against an account in memory that a client generated from the vendor's
//! description takes for the real one.

mod fake;

use std::sync::Arc;

use jiff::{SignedDuration, Timestamp};
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{ProvisionOutcome, Provisioner as _, ServiceAction};
use ports::{ChoiceKind, Clock, FakeClock, PortError, contract};

use crate::clouds::{self, Subject};
use crate::counterpart::Counterpart;
use crate::peers;
use fake::Contabo;

#[tokio::test]
async fn contabo_is_a_cloud_as_the_others() {
    clouds::tried::<Contabo>().await;
}

#[tokio::test]
async fn a_generated_client_takes_the_fake_for_contabo_and_asks_as_we_do() {
    let contabo = Counterpart::<Contabo>::start().await;
    let port = contabo.port.to_string();
    let drive = move || peers::run("drive_contabo.py", &[&port], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "23 calls");
    let theirs = contabo.requests();
    contabo.forget_requests();
    let trial = ProvisionerTrial { call: clouds::call::<Contabo>(contabo.port, "suite") };
    contract::provisioning::run(&*Contabo::module(), &trial).await;
    // The client leaves the log-in to others.
    let alien = contabo.requests();
    let alien = alien.difference(&theirs).filter(|each| !each.contains("/openid-connect/"));
    let alien: Vec<_> = alien.cloned().collect();
    assert!(alien.is_empty(), "the client sends nothing like {alien:#?}; it sends {theirs:#?}");
}

#[tokio::test]
async fn what_there_is_to_choose_is_listed() {
    let contabo = Counterpart::<Contabo>::start().await;
    let image = "afecbb85-e2fc-46f0-9684-b46b1faf00bb: ubuntu-22.04 (Ubuntu 22.04 LTS)";
    let ours = "9b1deb4d-3b7d-4bad-9bdd-2b0d7b3dcb6d: ours (of this account)";
    let regions = ["EU: European Union (VPS, VDS)", "SIN: Asia (Singapore) (VPS)"];
    let lists = [(ChoiceKind::Image, [image, ours]), (ChoiceKind::Region, regions)];
    let lists = lists.each_ref().map(|(kind, lines)| (*kind, lines.as_slice()));
    clouds::lists::<Contabo>(&contabo, &lists).await;
    // The vendor has no list of products but that in its description. What the account has already
    // is told as it is there, and may be a product that the description does not know.
    let plans = async || {
        let server = clouds::server::<Contabo>(contabo.port);
        let plans = Contabo::module().choices(&server, ChoiceKind::Plan).await.unwrap();
        let words = |plan: ports::Choice| format!("{}: {} ({})", plan.id, plan.name, plan.note);
        plans.into_iter().map(words).collect::<Vec<_>>()
    };
    let known = plans().await;
    assert_eq!(known[..2], ["V91: VPS 10 NVMe (75 GB NVMe)", "V92: VPS 10 SSD (150 GB SSD)"]);
    clouds::done(&contabo, &ServiceAction::Create, "make").await;
    contabo.see(|contabo| {
        contabo.instances[0]["productId"] = "V999".into();
        contabo.instances[0]["productName"] = "VPS of tomorrow".into();
    });
    let more = plans().await;
    assert_eq!(more[0], "V999: VPS of tomorrow (4 cores, 8 GiB, 75 GB of disk, in use)");
    assert_eq!(more[1..], known);
    for wrong in ["wr0ng", "client-1:client-S3cret", "client-1:client-S3cret:wr0ng"] {
        let stranger = clouds::server_with::<Contabo>(contabo.port, wrong);
        let error = Contabo::module().choices(&stranger, ChoiceKind::Plan).await.unwrap_err();
        assert!(matches!(error, PortError::Configuration { .. }), "{error}");
        assert!(!error.to_string().contains("wr0ng"), "{error}");
    }
}

#[tokio::test]
async fn a_system_that_does_not_hear_is_switched_off_and_is_cancelled_at_the_end() {
    let contabo = Counterpart::<Contabo>::start().await;
    clouds::done(&contabo, &ServiceAction::Create, "make").await;
    contabo.see(|contabo| contabo.is_deaf = true);
    clouds::done(&contabo, &ServiceAction::Suspend, "suspend").await;
    assert_eq!(contabo.see(|contabo| contabo.instances[0]["status"].clone()), "stopped");
    let call = |key| clouds::call::<Contabo>(contabo.port, key);
    assert!(Contabo::module().state(&call("x")).await.unwrap().unwrap().suspended);
    let outcome = clouds::settled::<Contabo>(&call("no"), &ServiceAction::PowerOn).await;
    assert!(matches!(&outcome, ProvisionOutcome::Refused(no) if no.code == "suspended"));
    clouds::done(&contabo, &ServiceAction::Terminate, "end").await;
    assert_eq!(Contabo::module().state(&call("x")).await.unwrap(), None);
    let left = contabo.see(|contabo| contabo.instances[0].clone());
    assert_eq!((&left["status"], &left["cancelDate"]), (&"stopped".into(), &"2026-01-31".into()));
    // The service may have another machine, which is paid anew.
    clouds::done(&contabo, &ServiceAction::Create, "make anew").await;
    assert_eq!(contabo.see(|contabo| contabo.count()), (1, 2));
}

/// A clock by which every look at it takes some seconds; it begins when the counterpart's does.
struct Ticking(FakeClock);

impl Clock for Ticking {
    fn now(&self) -> Timestamp {
        self.0.advance(SignedDuration::from_secs(3));
        self.0.now()
    }
}

#[tokio::test]
async fn a_system_has_its_time_to_stop_before_it_is_switched_off() {
    let start: Timestamp = "2026-01-01T08:00:00Z".parse().unwrap();
    for is_deaf in [false, true] {
        let contabo = Counterpart::<Contabo>::start().await;
        clouds::done(&contabo, &ServiceAction::Create, "make").await;
        contabo.see(|contabo| contabo.is_deaf = is_deaf);
        contabo.forget_requests();
        let clock = Arc::new(Ticking(FakeClock::at(start)));
        let pool = modules::http::Pool::default();
        let module = modules::provisioning::Contabo::new(clock.clone(), crate::chance(), pool);
        let call = clouds::call::<Contabo>(contabo.port, "off");
        let outcome = module.run(&ServiceAction::PowerOff, &call).await.unwrap();
        assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{is_deaf}: {outcome:?}");
        let asked = contabo.requests();
        let was = |act: &str| asked.iter().any(|each| each.contains(act));
        assert_eq!((was("/actions/shutdown"), was("/actions/stop")), (true, is_deaf));
        assert_eq!(contabo.see(|contabo| contabo.instances[0]["status"].clone()), "stopped");
        // As long as the product says, which is ten seconds.
        let passed = clock.0.now().as_second() - start.as_second();
        assert!(!is_deaf || passed > 10, "{passed}");
    }
}

#[tokio::test]
async fn a_new_password_is_a_secret_that_goes_with_the_machine() {
    let contabo = Counterpart::<Contabo>::start().await;
    clouds::done(&contabo, &ServiceAction::Create, "make").await;
    let id = contabo.see(|contabo| contabo.instances[0]["instanceId"].as_u64().unwrap());
    for (key, password, code) in [
        ("first", "An0ther_12", None),
        ("second", "Th1rd_!word", None),
        ("weak", "withoutany", Some("400")),
        ("none", "", Some("no_password")),
    ] {
        let mut change = clouds::call::<Contabo>(contabo.port, key);
        change.password = password.into();
        let outcome = clouds::settled::<Contabo>(&change, &ServiceAction::ChangePassword).await;
        match (&outcome, code) {
            (ProvisionOutcome::Done(changes), None) => {
                assert_eq!(changes.password.as_ref().unwrap().expose(), password);
                assert_eq!(contabo.see(|contabo| contabo.passwords[&id].clone()), password);
            }
            (ProvisionOutcome::Refused(no), Some(code)) => assert_eq!(no.code, code),
            _ => panic!("{key}: {outcome:?}"),
        }
        assert_eq!(contabo.see(|contabo| contabo.secrets.len()), 1, "{key}");
    }
    assert_eq!(contabo.see(|contabo| contabo.passwords[&id].clone()), "Th1rd_!word");
    clouds::done(&contabo, &ServiceAction::Terminate, "end").await;
    assert!(contabo.see(|contabo| contabo.secrets.is_empty()));
}
