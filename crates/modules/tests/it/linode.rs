//! The module `linode` against an account in memory that the official SDK takes for the real one.

mod fake;

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
async fn linode_is_a_cloud_as_the_others() {
    clouds::tried::<Account>().await;
}

#[tokio::test]
async fn the_official_sdk_takes_the_fake_for_linode_and_asks_as_we_do() {
    let account = Counterpart::<Account>::start().await;
    let port = account.port.to_string();
    let drive = move || peers::run("drive_linode.py", &[&port, Account::LOGIN.1], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "31 calls");
    let theirs = account.requests();
    account.forget_requests();
    let trial = ProvisionerTrial { call: clouds::call::<Account>(account.port, "suite") };
    contract::provisioning::run(&*Account::module(), &trial).await;
    // The library sets tags together with everything else that may be set.
    let alien = account.requests();
    let alien = alien.difference(&theirs).filter(|each| !each.starts_with("PUT "));
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
                    "g6-nanode-1: Nanode 1GB, 5.00 USD (1 core, 1 GiB, 25 GB of disk)",
                    "g6-standard-1: Linode 2GB, 12.50 USD (1 core, 2 GiB, 50 GB of disk)",
                ],
            ),
            (
                ChoiceKind::Image,
                &["linode/debian13: Debian 13 ()", "private/7: Ours (of this account)"],
            ),
            (ChoiceKind::Region, &["eu-central: Frankfurt, DE (DE)"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn usage_a_new_password_and_another_type() {
    let account = Counterpart::<Account>::start().await;
    clouds::done(&account, &ServiceAction::Create, "make").await;
    account.see(|account| {
        account.machines[0]["tags"].as_array_mut().unwrap().push("production".into());
    });
    let mut change = clouds::call::<Account>(account.port, "up");
    change.options.insert("type".to_owned(), "g6-standard-1".to_owned());
    let outcome = clouds::settled::<Account>(&change, &ServiceAction::ChangePackage).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
    let mut change = clouds::call::<Account>(account.port, "password");
    change.password = "An0ther-one".into();
    let outcome = clouds::settled::<Account>(&change, &ServiceAction::ChangePassword).await;
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
    assert_eq!(changes.password.unwrap().expose(), "An0ther-one");
    let machine = account.see(|account| account.machines[0].clone());
    assert_eq!(
        (&machine["status"], &machine["type"]),
        (&"running".into(), &"g6-standard-1".into())
    );
    assert!(machine["tags"].as_array().unwrap().contains(&"production".into()), "{machine}");
    // One that goes away while it is asked about says nothing about the others.
    account.see(|account| {
        let mut leaving = account.machines[0].clone();
        (leaving["id"], leaving["label"]) = (9_999.into(), "leaving".into());
        account.machines.insert(0, leaving);
    });
    let server = clouds::server::<Account>(account.port);
    let usage = Account::module().usage(&server).await.unwrap();
    assert_eq!((usage[0].service, usage[0].traffic_used_mib), (Some(ServiceId(42)), 5));
    assert_eq!(usage[0].traffic_limit_mib, Some(1_024_000));
}

#[tokio::test]
async fn how_busy_a_machine_was_is_told_over_both_networks() {
    let account = Counterpart::<Account>::start().await;
    clouds::done(&account, &ServiceAction::Create, "make").await;
    let expected = clouds::Busy {
        cpu: vec![(-300, 42), (0, 7_500)],
        received: vec![(0, 1_100)],
        sent: vec![(-300, 10), (0, 200)],
    };
    assert_eq!(clouds::busy(&account).await, expected);
    account.see(|account| account.machines[0]["specs"]["vcpus"] = 2.into());
    assert_eq!(clouds::busy(&account).await.cpu, [(-300, 21), (0, 3_750)]);
    account.see(|account| account.is_fresh = true);
    assert_eq!(clouds::busy(&account).await, clouds::Busy::default());
}

#[tokio::test]
async fn a_name_that_leads_elsewhere_is_refused_in_their_words() {
    let account = Counterpart::<Account>::start().await;
    clouds::done(&account, &ServiceAction::Create, "make").await;
    let call = clouds::call::<Account>(account.port, "name");
    let module = Account::module();
    let address = "192.0.2.1".parse().unwrap();
    let said = module.name_address(&call, address, Some("elsewhere.example.com")).await.unwrap();
    assert_eq!(said.unwrap_err().message, "We were unable to perform a lookup for this name");
    account.forget_requests();
    // An address of the same account, but of another service, is not even asked for.
    let foreign = "192.0.2.9".parse().unwrap();
    let said = module.name_address(&call, foreign, Some("host.example.com")).await.unwrap();
    assert_eq!(said.unwrap_err().code, ports::Refused::NO_SUCH_ADDRESS);
    let asked = account.requests();
    assert!(asked.iter().all(|each| each.starts_with("GET ")), "{asked:#?}");
}
