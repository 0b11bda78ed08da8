//! The module `directadmin` against a server in memory that a client of the panel takes for a real
//! one.

mod fake;

use std::collections::BTreeSet;

use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{ConnectionOutcome, ProvisionOutcome, ServiceAction, ServiceCall};
use ports::{ChoiceKind, PortError, Secret};

use crate::clouds::{self, Subject};
use crate::counterpart::{Counterpart, Mishap};
use crate::peers;
use fake::{LOGIN, Panel};

fn call(panel: &Counterpart<Panel>, key: &str) -> ServiceCall {
    clouds::call::<Panel>(panel.port, key)
}

/// Does something that must be done; gives the user name of the account.
async fn done(
    panel: &Counterpart<Panel>,
    action: &ServiceAction,
    call: &ServiceCall,
) -> Option<String> {
    let outcome = Panel::module().run(action, call).await.unwrap();
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{action:?}: {outcome:?}") };
    assert!(panel.see(|panel| panel.count().1) <= 1);
    changes.username
}

#[tokio::test]
async fn directadmin_keeps_the_contract() {
    let panel = Counterpart::<Panel>::start().await;
    let trial = ProvisionerTrial { call: call(&panel, "suite") };
    contract::provisioning::run(&*Panel::module(), &trial).await;
    assert_eq!(panel.see(|panel| panel.count()), (0, 1));
}

#[tokio::test]
async fn one_account_is_made_whatever_is_lost() {
    for (mishap, unknown, found) in
        [(Mishap::ReplyLost, true, true), (Mishap::Down, true, false), (Mishap::Busy, false, false)]
    {
        let panel = Counterpart::<Panel>::start().await;
        let make = call(&panel, "make");
        panel.arm(Panel::MAKE, mishap);
        let error = Panel::module().run(&ServiceAction::Create, &make).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{mishap:?}: {error}");
        let known = Panel::module().look_up(&ServiceAction::Create, &make).await.unwrap();
        assert_eq!(known.is_some(), found, "{mishap:?}: {known:?}");
        let user = done(&panel, &ServiceAction::Create, &make).await.unwrap();
        // Who knows its name finds it, and who does not, too.
        let named = ServiceCall { username: user, ..call(&panel, "again") };
        for again in [call(&panel, "again"), named] {
            let second = Panel::module().run(&ServiceAction::Create, &again).await.unwrap();
            assert!(matches!(second, ProvisionOutcome::Refused(no) if no.code == "exists"));
            let unknown = Panel::module().look_up(&ServiceAction::Create, &again).await.unwrap();
            assert_eq!(unknown, None);
        }
        assert_eq!(panel.see(|panel| panel.count()), (1, 1), "{mishap:?}");
    }
}

#[tokio::test]
async fn two_orders_at_once_make_one_account() {
    let panel = Counterpart::<Panel>::start().await;
    let (one, two) = (call(&panel, "one"), call(&panel, "two"));
    let module = Panel::module();
    let (first, second) = tokio::join!(
        module.run(&ServiceAction::Create, &one),
        module.run(&ServiceAction::Create, &two)
    );
    let good = |outcome: &ProvisionOutcome| matches!(outcome, ProvisionOutcome::Done(_));
    assert!(good(&first.unwrap()) != good(&second.unwrap()));
    assert_eq!(panel.see(|panel| panel.count()), (1, 1));
}

#[tokio::test]
async fn what_was_asked_for_is_seen_at_the_account() {
    let panel = Counterpart::<Panel>::start().await;
    let user = done(&panel, &ServiceAction::Create, &call(&panel, "make")).await.unwrap();
    for (action, end) in [
        (ServiceAction::Suspend, "/CMD_API_SELECT_USERS"),
        (ServiceAction::Unsuspend, "/CMD_API_SELECT_USERS"),
        (ServiceAction::ChangePackage, "/CMD_API_MODIFY_USER"),
        (ServiceAction::Terminate, "/CMD_API_SELECT_USERS"),
    ] {
        let mut act = ServiceCall { username: user.clone(), ..call(&panel, action.word()) };
        act.options.insert("package".to_owned(), "large".to_owned());
        panel.arm(end, Mishap::Down);
        Panel::module().run(&action, &act).await.unwrap_err();
        assert_eq!(Panel::module().look_up(&action, &act).await.unwrap(), None, "{action:?}");
        panel.arm(end, Mishap::ReplyLost);
        Panel::module().run(&action, &act).await.unwrap_err();
        let known = Panel::module().look_up(&action, &act).await.unwrap();
        assert!(matches!(known, Some(ProvisionOutcome::Done(_))), "{action:?}: {known:?}");
        done(&panel, &action, &act).await;
    }
    assert_eq!(panel.see(|panel| panel.count()), (0, 1));
}

#[tokio::test]
async fn usage_is_told_by_domain_and_clients_get_a_link_of_their_own() {
    let panel = Counterpart::<Panel>::start().await;
    let user = done(&panel, &ServiceAction::Create, &call(&panel, "make")).await.unwrap();
    panel.see(Panel::add_leaving);
    let usage = Panel::module().usage(&clouds::server::<Panel>(panel.port)).await.unwrap();
    let [only] = usage.as_slice() else { panic!("{usage:?}") };
    assert_eq!(only.domain, "contract.example.com");
    assert_eq!((only.disk_used_mib, only.disk_limit_mib), (14, Some(1_000)));
    assert_eq!((only.traffic_used_mib, only.traffic_limit_mib), (2, None));
    let outcome = Panel::module().run(&ServiceAction::Console, &call(&panel, "in")).await.unwrap();
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
    // The link signs in as the client, never as us.
    assert!(changes.link.unwrap().ends_with(&format!("user={user}")));
    let state = Panel::module().state(&call(&panel, "state")).await.unwrap().unwrap();
    assert_eq!((state.ips, state.suspended), (vec!["192.0.2.10".to_owned()], false));
}

#[tokio::test]
async fn packages_are_listed() {
    let panel = Counterpart::<Panel>::start().await;
    let packages: &[&str] = &["small: small ()", "large: large ()"];
    clouds::lists::<Panel>(&panel, &[(ChoiceKind::Plan, packages)]).await;
}

#[tokio::test]
async fn what_is_wrong_is_named_and_secrets_are_not() {
    let panel = Counterpart::<Panel>::start().await;
    let mut server = clouds::server::<Panel>(panel.port);
    let reached = Panel::module().test_connection(&server).await.unwrap();
    assert!(matches!(&reached, ConnectionOutcome::Reached { version } if version.contains("2 pa")));
    server.access_key = Secret::new("WR0NG");
    let refused = Panel::module().test_connection(&server).await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(_)), "{refused:?}");
    let bad = ServiceCall { server: Some(server), ..call(&panel, "bad") };
    let error = Panel::module().run(&ServiceAction::Create, &bad).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("WR0NG"), "{error}");
    for (name, value) in [("user_prefix", "H-1"), ("user_prefix", "long"), ("package", "")] {
        let mut bad = call(&panel, "bad");
        bad.product.insert(name.to_owned(), value.to_owned());
        let error = Panel::module().run(&ServiceAction::Create, &bad).await.unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
    for (domain, password, package, code) in [
        ("no domain", "S3cret-and-long", "small", "domain"),
        ("a.example.com", "", "small", "no_password"),
        ("a.example.com", "weak", "small", "refused"),
        ("a.example.com", "S3cret-and-long", "huge", "refused"),
    ] {
        let mut bad = call(&panel, "bad");
        bad.domain = domain.to_owned();
        bad.password = password.into();
        bad.product.insert("package".to_owned(), package.to_owned());
        let outcome = Panel::module().run(&ServiceAction::Create, &bad).await.unwrap();
        assert!(
            matches!(&outcome, ProvisionOutcome::Refused(no) if no.code == code),
            "{outcome:?}"
        );
    }
    assert_eq!(panel.see(|panel| panel.count()), (0, 0));
}

#[tokio::test]
async fn a_client_of_the_panel_takes_the_fake_for_one_and_asks_as_we_do() {
    let panel = Counterpart::<Panel>::start().await;
    let port = panel.port.to_string();
    let drive = move || peers::run("drive_directadmin.py", &[&port, LOGIN.0, LOGIN.1], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "12 calls");
    // It asks with GET, which puts passwords into addresses; commands and values are the same.
    let bare = |requests: BTreeSet<String>| -> BTreeSet<String> {
        requests.iter().map(|each| each.split_once(' ').unwrap().1.to_owned()).collect()
    };
    let theirs = bare(panel.requests());
    panel.forget_requests();
    let trial = ProvisionerTrial { call: call(&panel, "suite") };
    contract::provisioning::run(&*Panel::module(), &trial).await;
    // The client knows neither of these; they are from the panel's own pages.
    let beyond = ["_MODIFY_USER ", "_USER_PASSWD ", "_LOGIN_KEYS ", "confirmed,delete,select0"];
    let ours = bare(panel.requests());
    let ours = ours.into_iter().filter(|each| !beyond.iter().any(|words| each.contains(words)));
    let alien: Vec<String> = ours.filter(|each| !theirs.contains(each)).collect();
    assert!(alien.is_empty(), "the client sends nothing like {alien:#?}; it sends {theirs:#?}");
}
