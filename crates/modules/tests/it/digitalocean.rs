//! The module `digitalocean` against an account in memory that the official SDK takes for the real
//! one.

mod fake;

use model::ids::ServiceId;
use ports::ChoiceKind;
use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{ProvisionOutcome, ServiceAction, Usage};
use serde_json::json;

use crate::clouds::{self, Subject};
use crate::counterpart::Counterpart;
use crate::peers;
use fake::Ocean;

#[tokio::test]
async fn digitalocean_is_a_cloud_as_the_others() {
    clouds::tried::<Ocean>().await;
}

#[tokio::test]
async fn pydo_takes_the_fake_for_digitalocean_and_asks_as_we_do() {
    let ocean = Counterpart::<Ocean>::start().await;
    let port = ocean.port.to_string();
    let drive = move || peers::run("drive_pydo.py", &[&port, Ocean::LOGIN.1], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "26 calls");
    let theirs = ocean.requests();
    ocean.forget_requests();
    let trial = ProvisionerTrial { call: clouds::call::<Ocean>(ocean.port, "suite") };
    contract::provisioning::run(&*Ocean::module(), &trial).await;
    let alien: Vec<_> = ocean.requests().difference(&theirs).cloned().collect();
    assert!(alien.is_empty(), "the SDK sends nothing like {alien:#?}; it sends {theirs:#?}");
}

#[tokio::test]
async fn what_there_is_to_choose_is_listed() {
    let ocean = Counterpart::<Ocean>::start().await;
    clouds::lists::<Ocean>(
        &ocean,
        &[
            (
                ChoiceKind::Plan,
                &[
                    "s-1vcpu-1gb: Basic s-1vcpu-1gb, 6.00 USD (1 core, 1 GiB, 25 GB of disk)",
                    "s-2vcpu-2gb: Basic s-2vcpu-2gb, 6.00 USD (1 core, 1 GiB, 25 GB of disk)",
                ],
            ),
            (ChoiceKind::Image, &["debian-13-x64: Debian 13 x64 ()", "7: Debian 13 x64 ()"]),
            (ChoiceKind::Region, &["fra1: Frankfurt 1 ()"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn how_busy_a_machine_was_is_the_share_of_what_came_on() {
    let ocean = Counterpart::<Ocean>::start().await;
    clouds::done(&ocean, &ServiceAction::Create, "make").await;
    let expected = clouds::Busy {
        cpu: vec![(-300, 5_000), (0, 0)],
        received: vec![(-300, 2_000), (0, 2_000)],
        sent: vec![(-300, 200_000), (0, 200_000)],
    };
    assert_eq!(clouds::busy(&ocean).await, expected);
}

#[tokio::test]
async fn what_a_machine_used_is_what_its_rates_add_up_to() {
    let ocean = Counterpart::<Ocean>::start().await;
    clouds::done(&ocean, &ServiceAction::Create, "make").await;
    ocean.see(|ocean| {
        let mut other = ocean.droplets[0].clone();
        (other["id"], other["name"]) = (json!(77), json!("web-1"));
        other["tags"] = json!(["web-1", "web"]);
        ocean.droplets.push(other);
    });
    let used = Ocean::module().usage(&clouds::server::<Ocean>(ocean.port)).await.unwrap();
    let expected = Usage {
        service: Some(ServiceId(42)),
        domain: String::new(),
        disk_used_mib: 5_000,
        disk_limit_mib: Some(25_600),
        // 1.6 megabits a second for ten minutes.
        traffic_used_mib: 114,
        traffic_limit_mib: Some(1_024_000),
    };
    assert_eq!(used, [expected]);
}

#[tokio::test]
async fn a_system_that_does_not_hear_is_switched_off_and_no_tags_are_left() {
    let ocean = Counterpart::<Ocean>::start().await;
    clouds::done(&ocean, &ServiceAction::Create, "make").await;
    ocean.see(|ocean| ocean.is_deaf = true);
    clouds::done(&ocean, &ServiceAction::Suspend, "suspend").await;
    assert_eq!(ocean.see(|ocean| ocean.droplets[0]["status"].clone()), "off");
    let state = Ocean::module().state(&clouds::call::<Ocean>(ocean.port, "x")).await.unwrap();
    assert!(state.unwrap().suspended);
    for action in [ServiceAction::PowerOn, ServiceAction::Reinstall] {
        let outcome =
            clouds::settled::<Ocean>(&clouds::call::<Ocean>(ocean.port, "no"), &action).await;
        assert!(matches!(&outcome, ProvisionOutcome::Refused(no) if no.code == "suspended"));
    }
    clouds::done(&ocean, &ServiceAction::Terminate, "end").await;
    assert_eq!(ocean.see(|ocean| ocean.tags.clone()), ["hostler-42"]);
}

#[tokio::test]
async fn a_machine_that_changes_its_size_is_on_again_afterwards() {
    let ocean = Counterpart::<Ocean>::start().await;
    clouds::done(&ocean, &ServiceAction::Create, "make").await;
    for (size, key, good) in [("s-2vcpu-2gb", "up", true), ("no-such-size", "odd", false)] {
        let mut change = clouds::call::<Ocean>(ocean.port, key);
        change.options.insert("size".to_owned(), size.to_owned());
        let outcome = clouds::settled::<Ocean>(&change, &ServiceAction::ChangePackage).await;
        assert_eq!(matches!(outcome, ProvisionOutcome::Done(_)), good, "{outcome:?}");
        clouds::done(&ocean, &ServiceAction::PowerOn, &format!("on after {key}")).await;
        let droplet = ocean.see(|ocean| ocean.droplets[0].clone());
        assert_eq!(droplet["size_slug"], "s-2vcpu-2gb");
    }
}
