//! The module `cpanel` against a server in memory that clients of WHM take for a real one.

mod fake;

use std::collections::BTreeSet;

use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{ConnectionOutcome, ProvisionOutcome, ServiceAction, ServiceCall};
use ports::{ChoiceKind, PortError};

use crate::clouds::{self, Subject};
use crate::counterpart::{Counterpart, Mishap};
use crate::peers;
use fake::{LOGIN, PASSWORD, Whm};

fn call(whm: &Counterpart<Whm>, key: &str) -> ServiceCall {
    clouds::call::<Whm>(whm.port, key)
}

async fn done(whm: &Counterpart<Whm>, action: &ServiceAction, call: &ServiceCall) {
    let outcome = Whm::module().run(action, call).await.unwrap();
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{action:?}: {outcome:?}");
    assert!(whm.see(|whm| whm.count().1) <= 1);
}

#[tokio::test]
async fn cpanel_keeps_the_contract() {
    let whm = Counterpart::<Whm>::start().await;
    let trial = ProvisionerTrial { call: call(&whm, "suite") };
    contract::provisioning::run(&*Whm::module(), &trial).await;
    assert_eq!(whm.see(|whm| whm.count()), (0, 1));
}

#[tokio::test]
async fn one_account_is_made_whatever_is_lost() {
    for (mishap, unknown, found) in
        [(Mishap::ReplyLost, true, true), (Mishap::Down, true, false), (Mishap::Busy, false, false)]
    {
        let whm = Counterpart::<Whm>::start().await;
        let make = call(&whm, "make");
        whm.arm(Whm::MAKE, mishap);
        let error = Whm::module().run(&ServiceAction::Create, &make).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{mishap:?}: {error}");
        let known = Whm::module().look_up(&ServiceAction::Create, &make).await.unwrap();
        assert_eq!(known.is_some(), found, "{mishap:?}: {known:?}");
        done(&whm, &ServiceAction::Create, &make).await;
        let again = call(&whm, "again");
        let second = Whm::module().run(&ServiceAction::Create, &again).await.unwrap();
        assert!(matches!(second, ProvisionOutcome::Refused(no) if no.code == "exists"));
        assert_eq!(whm.see(|whm| whm.count()), (1, 1), "{mishap:?}");
    }
}

#[tokio::test]
async fn what_was_asked_for_is_seen_at_the_account() {
    let whm = Counterpart::<Whm>::start().await;
    done(&whm, &ServiceAction::Create, &call(&whm, "make")).await;
    for (action, end) in [
        (ServiceAction::Suspend, "/suspendacct"),
        (ServiceAction::Unsuspend, "/unsuspendacct"),
        (ServiceAction::ChangePackage, "/changepackage"),
        (ServiceAction::Terminate, "/removeacct"),
    ] {
        let mut act = call(&whm, action.word());
        act.options.insert("package".to_owned(), "large".to_owned());
        whm.arm(end, Mishap::Down);
        Whm::module().run(&action, &act).await.unwrap_err();
        assert_eq!(Whm::module().look_up(&action, &act).await.unwrap(), None, "{action:?}");
        whm.arm(end, Mishap::ReplyLost);
        Whm::module().run(&action, &act).await.unwrap_err();
        let known = Whm::module().look_up(&action, &act).await.unwrap();
        assert!(matches!(known, Some(ProvisionOutcome::Done(_))), "{action:?}: {known:?}");
        // Whoever asks again with the same key is told the same.
        done(&whm, &action, &act).await;
    }
    assert_eq!(whm.see(|whm| whm.count()), (0, 1));
}

#[tokio::test]
async fn usage_is_told_by_domain_and_clients_get_a_link() {
    let whm = Counterpart::<Whm>::start().await;
    done(&whm, &ServiceAction::Create, &call(&whm, "make")).await;
    let usage = Whm::module().usage(&clouds::server::<Whm>(whm.port)).await.unwrap();
    let [only] = usage.as_slice() else { panic!("{usage:?}") };
    assert_eq!(only.domain, "contract.example.com");
    assert_eq!((only.disk_used_mib, only.disk_limit_mib), (14, Some(1_000)));
    assert_eq!((only.traffic_used_mib, only.traffic_limit_mib), (2, Some(5)));
    let outcome = Whm::module().run(&ServiceAction::Console, &call(&whm, "in")).await.unwrap();
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
    assert!(changes.link.unwrap().contains("/cpsess"), "a session of cPanel");
    let state = Whm::module().state(&call(&whm, "state")).await.unwrap().unwrap();
    assert_eq!((state.ips, state.suspended), (vec!["192.0.2.10".to_owned()], false));
}

#[tokio::test]
async fn packages_are_listed() {
    let whm = Counterpart::<Whm>::start().await;
    let packages: &[&str] = &[
        "small: small (1000 MB of disk, 20000 MB of traffic a month)",
        "large: large (unlimited disk, unlimited traffic a month)",
    ];
    clouds::lists::<Whm>(&whm, &[(ChoiceKind::Plan, packages)]).await;
}

#[tokio::test]
async fn what_is_wrong_is_named_and_secrets_are_not() {
    let whm = Counterpart::<Whm>::start().await;
    // A record has one secret: a token, or the password of whoever signs in.
    for secret in [LOGIN.1, PASSWORD] {
        let server = clouds::server_with::<Whm>(whm.port, secret);
        let reached = Whm::module().test_connection(&server).await.unwrap();
        let ConnectionOutcome::Reached { version } = reached else { panic!("{reached:?}") };
        assert!(version.contains("136"), "{version}");
    }
    let server = clouds::server_with::<Whm>(whm.port, "WR0NG");
    let refused = Whm::module().test_connection(&server).await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let bad = ServiceCall { server: Some(server), ..call(&whm, "bad") };
    let error = Whm::module().run(&ServiceAction::Create, &bad).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("WR0NG"), "{error}");
    for (name, value) in [("user_prefix", "H-1"), ("user_prefix", "test"), ("package", "")] {
        let mut bad = call(&whm, "bad");
        bad.product.insert(name.to_owned(), value.to_owned());
        let error = Whm::module().run(&ServiceAction::Create, &bad).await.unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
    for (user, domain, password, code) in [
        ("../root", "a.example.com", "S3cret-and-long", "user"),
        ("ada", "no domain", "S3cret-and-long", "domain"),
        ("ada", "a.example.com", "", "no_password"),
        ("ada", "a.example.com", "weak", "refused"),
    ] {
        let mut bad = call(&whm, "bad");
        (bad.username, bad.domain) = (user.to_owned(), domain.to_owned());
        bad.password = password.into();
        let outcome = Whm::module().run(&ServiceAction::Create, &bad).await.unwrap();
        assert!(
            matches!(&outcome, ProvisionOutcome::Refused(no) if no.code == code),
            "{outcome:?}"
        );
    }
    assert_eq!(whm.see(|whm| whm.count()), (0, 0));
}

#[tokio::test]
async fn clients_of_whm_take_the_fake_for_one_and_ask_as_we_do() {
    let whm = Counterpart::<Whm>::start().await;
    let port = whm.port.to_string();
    let drive = move || peers::run("drive_whm.py", &[&port, LOGIN.0, LOGIN.1], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "17 calls");
    // They ask with GET, which puts passwords into addresses; functions and values are the same.
    let bare = |requests: BTreeSet<String>| -> BTreeSet<String> {
        let without = |each: &String| each.split_once(' ').unwrap().1.replace("/*/", "/");
        requests.iter().map(without).collect()
    };
    let theirs = bare(whm.requests());
    whm.forget_requests();
    let trial = ProvisionerTrial { call: call(&whm, "suite") };
    contract::provisioning::run(&*Whm::module(), &trial).await;
    let ours = bare(whm.requests()).into_iter().filter(|each| !each.contains("/personalization_"));
    let alien: Vec<String> = ours.filter(|each| !theirs.contains(each)).collect();
    assert!(alien.is_empty(), "the clients send nothing like {alien:#?}; they send {theirs:#?}");
}
