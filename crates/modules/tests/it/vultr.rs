//! The module `vultr` against an account in memory that the official SDK takes for the real one.

mod fake;

use std::collections::BTreeSet;

use model::ids::ServiceId;
use ports::ChoiceKind;
use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{ProvisionOutcome, ServiceAction};

use crate::clouds::{self, Subject};
use crate::counterpart::Counterpart;
use crate::peers;
use fake::Account;

#[tokio::test]
async fn vultr_is_a_cloud_as_the_others() {
    clouds::tried::<Account>().await;
}

#[tokio::test]
async fn the_official_sdk_takes_the_fake_for_vultr_and_asks_as_we_do() {
    let account = Counterpart::<Account>::start().await;
    let port = account.port.to_string();
    let drive = move || peers::node("drive_vultr.cjs", &[&port, Account::LOGIN.1]);
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "31 calls");
    // The library sends the id in the body, too.
    let theirs = account.requests().into_iter();
    let theirs = theirs.map(|each| each.replace("instance-id,", "").replace("instance-id", ""));
    let theirs: BTreeSet<String> = theirs.collect();
    account.forget_requests();
    let trial = ProvisionerTrial { call: clouds::call::<Account>(account.port, "suite") };
    contract::provisioning::run(&*Account::module(), &trial).await;
    // The library is older than the log of accounts, and takes a name away where an address is
    // taken away (`govultr` and the reference have it as we do).
    let known = ["GET /v2/logs ", "DELETE /v2/instances/*/*/reverse/* "];
    let ours = account.requests();
    let alien = ours.difference(&theirs);
    let alien = alien.filter(|each| !known.iter().any(|known| each.starts_with(known)));
    let alien: Vec<_> = alien.cloned().collect();
    assert!(alien.is_empty(), "the SDK sends nothing like {alien:#?}; it sends {theirs:#?}");
}

#[tokio::test]
async fn what_there_is_to_choose_is_listed() {
    let account = Counterpart::<Account>::start().await;
    clouds::lists::<Account>(
        &account,
        &[
            (
                ChoiceKind::Plan,
                &[
                    "vc2-1c-1gb: vc2-1c-1gb, 5.00 USD (2 cores, 4 GiB, 80 GB of disk)",
                    "vc2-2c-4gb: vc2-2c-4gb, 22.50 USD (2 cores, 4 GiB, 80 GB of disk)",
                ],
            ),
            (ChoiceKind::Image, &["2136: Debian 12 (linux)", "2284: Ubuntu 24.04 (linux)"]),
            (ChoiceKind::Region, &["fra: Frankfurt (DE)"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn another_plan_another_system_the_screen_and_usage() {
    let account = Counterpart::<Account>::start().await;
    clouds::done(&account, &ServiceAction::Create, "make").await;
    account.see(|account| {
        account.machines[0]["tags"].as_array_mut().unwrap().push("production".into());
    });
    let mut change = clouds::call::<Account>(account.port, "up");
    change.options.insert("plan".to_owned(), "vc2-2c-4gb".to_owned());
    let outcome = clouds::settled::<Account>(&change, &ServiceAction::ChangePackage).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
    // Smaller ones are refused there.
    let back = clouds::call::<Account>(account.port, "down");
    let outcome = clouds::settled::<Account>(&back, &ServiceAction::ChangePackage).await;
    assert!(matches!(outcome, ProvisionOutcome::Refused(_)), "{outcome:?}");
    let mut fresh = clouds::call::<Account>(account.port, "fresh");
    fresh.extra.insert("image".to_owned(), "2284".to_owned());
    let outcome = clouds::settled::<Account>(&fresh, &ServiceAction::Reinstall).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
    let machine = account.see(|account| account.machines[0].clone());
    assert_eq!((&machine["os_id"], &machine["plan"]), (&2284.into(), &"vc2-2c-4gb".into()));
    assert!(machine["tags"].as_array().unwrap().contains(&"production".into()), "{machine}");
    let look = clouds::call::<Account>(account.port, "look");
    let outcome = clouds::settled::<Account>(&look, &ServiceAction::Console).await;
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
    assert!(changes.link.unwrap().starts_with("https://my.vultr.com/"));
    // One that goes away while it is asked about says nothing about the others.
    account.see(|account| {
        let mut leaving = account.machines[0].clone();
        (leaving["id"], leaving["label"]) = ("leaving-1".into(), "leaving".into());
        account.machines.insert(0, leaving);
    });
    let server = clouds::server::<Account>(account.port);
    let usage = Account::module().usage(&server).await.unwrap();
    // Of this month, and only what went out.
    assert_eq!((usage[0].service, usage[0].traffic_used_mib), (Some(ServiceId(42)), 7));
    assert_eq!(usage[0].traffic_limit_mib, Some(1_024_000));
}
