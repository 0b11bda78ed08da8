//! The module `proxmox` against a node in memory that `proxmoxer` takes for the real one, in the
//! words of the vendor's own description of the API.

mod fake;

use ports::ChoiceKind;
use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{Power, ProvisionOutcome, ServiceAction, ServiceCall};

use crate::clouds::{self, Subject};
use crate::counterpart::Counterpart;
use crate::peers;
use fake::Pve;

async fn node() -> Counterpart<Pve> {
    let node = Counterpart::<Pve>::start().await;
    node.see(|node| node.lacks_agent = false);
    node
}

fn call(node: &Counterpart<Pve>, key: &str) -> ServiceCall {
    clouds::call::<Pve>(node.port, key)
}

#[tokio::test]
async fn proxmox_is_a_cloud_as_the_others() {
    clouds::tried::<Pve>().await;
}

#[tokio::test]
async fn proxmoxer_takes_the_fake_for_proxmox_and_the_vendor_knows_what_we_ask() {
    let node = node().await;
    let trial = ProvisionerTrial { call: call(&node, "suite") };
    contract::provisioning::run(&*Pve::module(), &trial).await;
    let asked: Vec<String> = node.requests().into_iter().collect();
    assert!(asked.len() > 15, "{asked:#?}");
    let port = node.port.to_string();
    let (user, secret) = Pve::LOGIN;
    let drive = move || peers::run("drive_proxmoxer.py", &[&port, user, secret], &asked.join("\n"));
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "21 calls");
}

#[tokio::test]
async fn what_there_is_to_choose_is_listed() {
    let node = node().await;
    clouds::lists::<Pve>(
        &node,
        &[
            (ChoiceKind::Region, &["pve: pve (8 cores, online)"]),
            (ChoiceKind::Image, &["debian=9000: debian (on pve)"]),
            (ChoiceKind::Storage, &["local-lvm: local-lvm (lvmthin, on pve)"]),
        ],
    )
    .await;
}

#[tokio::test]
async fn how_busy_a_machine_was_is_what_the_node_kept() {
    let node = node().await;
    clouds::done(&node, &ServiceAction::Create, "make").await;
    let expected = clouds::Busy {
        cpu: vec![(-1_200, 123), (0, 10_000)],
        received: vec![(-1_200, 0), (0, 2_049)],
        sent: vec![(-1_200, 10), (0, 1_000_000)],
    };
    assert_eq!(clouds::busy(&node).await, expected);
}

#[tokio::test]
async fn a_fresh_system_keeps_number_addresses_and_size_and_leaves_nothing_behind() {
    let node = node().await;
    clouds::done(&node, &ServiceAction::Create, "make").await;
    let before = node.see(|node| node.machines[&100_042].clone());
    assert_eq!(before["scsi0"], "local-lvm:vm-100042-disk-0,size=20G");
    assert_eq!(before["cipassword"], "S3cret \"quoted\" and long");
    assert_eq!((before["cores"].as_str(), before["memory"].as_str()), ("2", "2048"));
    clouds::done(&node, &ServiceAction::Reinstall, "again").await;
    let after = node.see(|node| node.machines[&100_042].clone());
    assert_eq!(after["scsi0"], "local-lvm:vm-100042-disk-1,size=20G");
    assert!(!after.contains_key("unused0"), "{after:?}");
    assert_eq!((&after["ipconfig0"], after["status"].as_str()), (&before["ipconfig0"], "running"));
}

#[tokio::test]
async fn a_bigger_machine_is_on_again_and_never_smaller_on_disk() {
    let node = node().await;
    clouds::done(&node, &ServiceAction::Create, "make").await;
    for (key, cores, disk, size) in [("up", "4", "40", "40G"), ("down", "1", "10", "40G")] {
        let mut change = call(&node, key);
        change.options.insert("cores".to_owned(), cores.to_owned());
        change.options.insert("disk_gib".to_owned(), disk.to_owned());
        let outcome = clouds::settled::<Pve>(&change, &ServiceAction::ChangePackage).await;
        assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
        let machine = node.see(|node| node.machines[&100_042].clone());
        assert_eq!(machine["cores"], cores);
        assert!(machine["scsi0"].ends_with(size), "{machine:?}");
        assert_eq!(machine["status"], "running");
    }
}

#[tokio::test]
async fn passwords_need_the_guests_agent_and_notes_of_people_stay() {
    let node = node().await;
    clouds::done(&node, &ServiceAction::Create, "make").await;
    node.see(|node| {
        let notes = node.machines.get_mut(&100_042).unwrap().get_mut("description").unwrap();
        notes.push_str("Ask Ann first.");
        node.lacks_agent = true;
    });
    let mut change = call(&node, "without");
    change.password = "An0ther".into();
    let outcome = clouds::settled::<Pve>(&change, &ServiceAction::ChangePassword).await;
    assert!(matches!(&outcome, ProvisionOutcome::Refused(no) if no.message.contains("agent")));
    node.see(|node| node.lacks_agent = false);
    change.idempotency_key = "with".to_owned();
    let outcome = clouds::settled::<Pve>(&change, &ServiceAction::ChangePassword).await;
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
    assert_eq!(changes.password.unwrap().expose(), "An0ther");
    let machine = node.see(|node| node.machines[&100_042].clone());
    assert_eq!(machine["agent_password"], "An0ther");
    assert!(machine["description"].ends_with("Ask Ann first."), "{machine:?}");
    assert_eq!(changes.dedicated_ip.as_deref(), Some("192.0.2.7"));
    let state = Pve::module().state(&change).await.unwrap().unwrap();
    assert_eq!((state.power, state.suspended), (Power::On, false));
}
