//! The module `proxmox` against a node in memory that `proxmoxer` takes for the real one, in the
//! words of the vendor's own description of the API.

mod fake;

use model::ids::ServiceId;
use ports::ChoiceKind;
use ports::contract;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{Power, ProvisionOutcome, ServiceAction, ServiceCall, Usage};

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
    let mut asked: Vec<String> = node.requests().into_iter().collect();
    // What noVNC asks for, with our link.
    asked.push("GET /api2/json/nodes/pve/qemu/*/vncwebsocket port,vncticket".to_owned());
    assert!(asked.len() > 15, "{asked:#?}");
    let port = node.port.to_string();
    let (user, secret) = Pve::LOGIN;
    let drive = move || peers::run("drive_proxmoxer.py", &[&port, user, secret], &asked.join("\n"));
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "24 calls");
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
async fn what_a_machine_used_is_what_the_node_and_the_guest_say() {
    let node = node().await;
    clouds::done(&node, &ServiceAction::Create, "make").await;
    node.see(|node| {
        let mut other = node.machines[&100_042].clone();
        other.insert("description".to_owned(), "Somebody's".to_owned());
        node.machines.insert(300, other.clone());
        // From before our note named the service.
        other.insert("name".to_owned(), "old.example.com".to_owned());
        other.insert("description".to_owned(), "<!-- hostler-call-1 -->".to_owned());
        node.machines.insert(100_041, other);
    });
    let expected = |service, domain: &str, disk_used_mib| Usage {
        service,
        domain: domain.to_owned(),
        disk_used_mib,
        disk_limit_mib: Some(20_480),
        traffic_used_mib: 5_233,
        traffic_limit_mib: None,
    };
    for (lacks_agent, disk) in [(false, 3_072), (true, 0)] {
        node.see(|node| node.lacks_agent = lacks_agent);
        let mut used = Pve::module().usage(&clouds::server::<Pve>(node.port)).await.unwrap();
        used.sort_by_key(|each| each.service);
        let ours = expected(Some(ServiceId(42)), "contract.example.com", disk);
        assert_eq!(used, [expected(None, "old.example.com", disk), ours]);
    }
}

#[tokio::test]
async fn a_console_is_a_novnc_that_the_product_names() {
    let node = node().await;
    clouds::done(&node, &ServiceAction::Create, "make").await;
    let look = |key: &str, console: &str| {
        let mut call = call(&node, key);
        call.product.insert("console".to_owned(), console.to_owned());
        call.options.insert("console".to_owned(), "https://evil.example/".to_owned());
        call
    };
    let good = "https://pve.example/novnc/vnc.html?x=1";
    let module = Pve::module();
    let seen = module.run(&ServiceAction::Console, &look("see", good)).await.unwrap();
    let ProvisionOutcome::Done(changes) = seen else { panic!("{seen:?}") };
    let link = changes.link.unwrap();
    assert!(link.starts_with(&format!("{good}#")), "{link}");
    let ticket = "vncwebsocket%3Fport%3D5900%26vncticket%3DPw%252B0f5d%2521%253APVEVNC";
    assert!(link.contains(ticket), "{link}");
    assert!(link.ends_with("&password=Pw%2B0f5d%21"), "{link}");
    for (console, code) in [("", "no_console")] {
        let outcome = module.run(&ServiceAction::Console, &look("none", console)).await.unwrap();
        assert!(matches!(&outcome, ProvisionOutcome::Refused(no) if no.code == code));
    }
    for bad in ["http://pve.example/", "https://pve.example/#x", "https://{host}/novnc/vnc.html"] {
        let error = module.run(&ServiceAction::Console, &look("bad", bad)).await.unwrap_err();
        assert!(error.to_string().contains("console"), "{bad}: {error}");
    }
    clouds::done(&node, &ServiceAction::PowerOff, "off").await;
    let off = module.run(&ServiceAction::Console, &look("off", good)).await.unwrap();
    assert!(matches!(&off, ProvisionOutcome::Refused(no) if no.code == "powered_off"), "{off:?}");
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
