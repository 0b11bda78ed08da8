//! The module `hetzner` against a cloud in memory that the official SDK takes for the real one.

mod fake;
mod lists;
mod metrics;
mod record;

use std::collections::BTreeMap;

use model::ids::{ServerId, ServiceId};
use modules::http::Pool;
use ports::contract::provisioning::ProvisionerTrial;
use ports::provisioning::{
    ConnectionOutcome, ProvisionOutcome, Provisioner, Sample, ServerCall, ServiceAction,
    ServiceCall, Span,
};
use ports::{Choice, ChoiceKind, PortError, Secret, contract};

use crate::peers;
use fake::{Hetzner, Mishap, TOKEN};

fn module() -> modules::provisioning::Hetzner {
    modules::provisioning::Hetzner::new(Pool::default())
}

fn server(port: u16) -> ServerCall {
    ServerCall {
        server: ServerId(1),
        name: "Hetzner".to_owned(),
        host: "127.0.0.1".to_owned(),
        ip: String::new(),
        port: Some(port),
        secure: false,
        username: String::new(),
        password: Secret::default(),
        access_key: TOKEN.into(),
    }
}

fn call(port: u16, key: &str) -> ServiceCall {
    let product = [
        ("server_type", "cx23"),
        ("location", "fsn1"),
        ("ssh_keys", "office"),
        ("console", "https://us.example/novnc/vnc.html"),
    ];
    let owned = |(name, value): (&str, &str)| (name.to_owned(), value.to_owned());
    ServiceCall {
        server: Some(server(port)),
        password: "s3cret \"quoted\"".into(),
        product: product.map(owned).into(),
        ..ProvisionerTrial::usual(key, ServiceId(42)).call
    }
}

/// Asks until it is no longer under way; what surely was not done is asked for again.
async fn settled(call: &ServiceCall, action: &ServiceAction) -> ProvisionOutcome {
    let mut outcome = module().run(action, call).await;
    for _ in 0..20 {
        let Err(error) = &outcome else { break };
        assert!(error.may_repeat(), "{error}");
        outcome = module().run(action, call).await;
    }
    let mut outcome = outcome.unwrap();
    while matches!(outcome, ProvisionOutcome::Pending { .. }) {
        outcome = module().look_up(action, call).await.unwrap().unwrap();
    }
    outcome
}

async fn created(cloud: &Hetzner) {
    let outcome = settled(&call(cloud.port, "make"), &ServiceAction::Create).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
}

#[tokio::test]
async fn hetzner_keeps_the_contract() {
    let cloud = Hetzner::start().await;
    let trial = ProvisionerTrial { call: call(cloud.port, "suite") };
    contract::provisioning::run(&module(), &trial).await;
    assert_eq!((cloud.made(), cloud.servers().len()), (1, 0));
}

#[tokio::test]
async fn what_there_is_to_choose_is_listed() {
    let cloud = Hetzner::start().await;
    for (kind, lines) in [
        (
            ChoiceKind::Plan,
            &[
                "cx23: CX23 (2 cores, 4 GB, 40 GB of disk, from 3.49 a month without tax)",
                "cx33: CX33 (2 cores, 4 GB, 40 GB of disk, from 5.49 a month without tax)",
            ][..],
        ),
        (ChoiceKind::Image, &["debian-13: Debian 13 (x86)"]),
        (ChoiceKind::Region, &["fsn1: Falkenstein, DE (Falkenstein DC Park 1)"]),
    ] {
        let found = module().choices(&server(cloud.port), kind).await.unwrap();
        let line = |it: &Choice| format!("{}: {} ({})", it.id, it.name, it.note);
        assert_eq!(found.iter().map(line).collect::<Vec<_>>(), lines, "{kind:?}");
        let wrong = ServerCall { access_key: "wr0ng".into(), ..server(cloud.port) };
        let error = module().choices(&wrong, kind).await.unwrap_err();
        assert!(matches!(error, PortError::Configuration { .. }), "{error}");
    }
}

#[tokio::test]
async fn the_official_sdk_takes_the_fake_for_hetzner_and_asks_as_we_do() {
    let cloud = Hetzner::start().await;
    let port = cloud.port.to_string();
    let drive = move || peers::run("drive_hcloud.py", &[&port, TOKEN], "");
    let said = tokio::task::spawn_blocking(drive).await.unwrap();
    assert_eq!(said.trim(), "28 calls");
    let theirs = cloud.requests();
    cloud.forget_requests();

    let trial = ProvisionerTrial { call: call(cloud.port, "suite") };
    contract::provisioning::run(&module(), &trial).await;
    let other = ServiceCall {
        options: BTreeMap::from([("server_type".to_owned(), "cx33".to_owned())]),
        ..call(cloud.port, "bigger")
    };
    settled(&call(cloud.port, "again"), &ServiceAction::Create).await;
    settled(&other, &ServiceAction::ChangePackage).await;
    let alien: Vec<_> = cloud.requests().difference(&theirs).cloned().collect();
    assert!(alien.is_empty(), "the SDK sends nothing like {alien:#?}; it sends {theirs:#?}");
}

#[tokio::test]
async fn a_service_has_one_machine_whatever_is_lost() {
    for (mishap, unknown, found) in
        [(Mishap::ReplyLost, true, true), (Mishap::Down, true, false), (Mishap::Busy, false, false)]
    {
        let cloud = Hetzner::start().await;
        let create = call(cloud.port, "make");
        cloud.arm("/servers", mishap);
        let error = module().run(&ServiceAction::Create, &create).await.unwrap_err();
        assert_eq!(error.is_unknown(), unknown, "{mishap:?}: {error}");
        let asked = module().look_up(&ServiceAction::Create, &create).await.unwrap();
        assert_eq!(asked.is_some(), found, "{mishap:?}: {asked:?}");
        // Whoever is impatient repeats it, with the same key and with another one.
        assert!(matches!(
            settled(&create, &ServiceAction::Create).await,
            ProvisionOutcome::Done(_)
        ));
        let second = settled(&call(cloud.port, "again"), &ServiceAction::Create).await;
        assert!(matches!(second, ProvisionOutcome::Refused(_)), "{second:?}");
        assert_eq!((cloud.made(), cloud.servers().len()), (1, 1), "{mishap:?}");
    }
}

#[tokio::test]
async fn two_at_once_make_one_machine() {
    let cloud = Hetzner::start().await;
    let (one, two) = (call(cloud.port, "one"), call(cloud.port, "two"));
    let (first, second) =
        tokio::join!(settled(&one, &ServiceAction::Create), settled(&two, &ServiceAction::Create));
    let done = |outcome: &ProvisionOutcome| matches!(outcome, ProvisionOutcome::Done(_));
    assert!(done(&first) != done(&second), "{first:?} {second:?}");
    assert_eq!(cloud.made(), 1);
}

#[tokio::test]
async fn what_became_of_an_act_is_read_from_the_machine() {
    for (action, path, lost_is_done) in [
        (ServiceAction::Reboot, "/actions/reboot", true),
        (ServiceAction::Reinstall, "/actions/rebuild", true),
        (ServiceAction::Suspend, "/actions/shutdown", true),
    ] {
        let cloud = Hetzner::start().await;
        created(&cloud).await;
        for (mishap, key) in [(Mishap::Down, "down"), (Mishap::ReplyLost, "lost")] {
            let act = call(cloud.port, key);
            cloud.arm(path, mishap);
            let error = module().run(&action, &act).await.unwrap_err();
            assert!(error.is_unknown(), "{action:?}: {error}");
            let mut found = module().look_up(&action, &act).await.unwrap();
            while matches!(found, Some(ProvisionOutcome::Pending { .. })) {
                found = module().look_up(&action, &act).await.unwrap();
            }
            let done = matches!(found, Some(ProvisionOutcome::Done(_)));
            let expected = mishap == Mishap::ReplyLost && lost_is_done;
            assert_eq!(done, expected, "{action:?} {mishap:?}: {found:?}");
        }
    }
}

#[tokio::test]
async fn the_engine_is_told_addresses_and_the_number_at_hetzner() {
    let cloud = Hetzner::start().await;
    let outcome = settled(&call(cloud.port, "make"), &ServiceAction::Create).await;
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
    let machine = &cloud.servers()[0];
    assert_eq!(changes.dedicated_ip.unwrap(), machine["public_net"]["ipv4"]["ip"]);
    assert_eq!(
        changes.assigned_ips.unwrap(),
        [machine["public_net"]["ipv6"]["ip"].as_str().unwrap()]
    );
    let id = machine["id"].to_string();
    assert_eq!((&changes.fields["hetzner_id"], &changes.fields["provider_id"]), (&id, &id));
    assert_eq!(changes.fields["provider"], "hetzner");
    let ip = machine["public_net"]["ipv4"]["ip"].as_str().unwrap();
    assert!(changes.fields["server_ips"].starts_with(ip), "{:?}", changes.fields);
    assert_eq!(machine["name"], "hostler-42");
    let usage = module().usage(&server(cloud.port)).await.unwrap();
    assert_eq!((usage[0].service, usage[0].traffic_used_mib), (Some(ServiceId(42)), 5));
}

#[tokio::test]
async fn how_busy_a_machine_was_is_told_of_all_its_cores() {
    let cloud = Hetzner::start().await;
    created(&cloud).await;
    let span = Span::day_until(1_767_225_600);
    let told = module().metrics(&call(cloud.port, "look"), span).await.unwrap().unwrap();
    let of = |series: &[Sample]| -> Vec<(i64, u64)> {
        series.iter().map(|sample| (sample.at - span.from, sample.value)).collect()
    };
    assert_eq!(of(&told.cpu), [(0, 5_000), (300, 625)]);
    assert_eq!(of(&told.received), [(0, 2_048), (300, 0)]);
    assert_eq!(of(&told.sent), [(0, 10_000), (300, 1)]);
}

#[tokio::test]
async fn a_machine_that_changes_its_type_is_on_again_afterwards() {
    let cloud = Hetzner::start().await;
    created(&cloud).await;
    for (kind, key, good) in [("cx33", "up", true), ("cx99", "no such type", false)] {
        let mut change = call(cloud.port, key);
        change.options.insert("server_type".to_owned(), kind.to_owned());
        let outcome = settled(&change, &ServiceAction::ChangePackage).await;
        let done = matches!(outcome, ProvisionOutcome::Done(_));
        assert_eq!(done, good, "{kind}: {outcome:?}");
        let on = call(cloud.port, &format!("on after {key}"));
        settled(&on, &ServiceAction::PowerOn).await;
        let machine = &cloud.servers()[0];
        assert_eq!(
            (&machine["status"], &machine["server_type"]["name"]),
            (&"running".into(), &"cx33".into())
        );
    }
}

#[tokio::test]
async fn credentials_and_settings_at_fault_are_named() {
    let cloud = Hetzner::start().await;
    let mut bad = call(cloud.port, "make");
    bad.server.as_mut().unwrap().access_key = "another".into();
    let refused = module().test_connection(bad.server.as_ref().unwrap()).await.unwrap();
    assert!(matches!(refused, ConnectionOutcome::Refused(no) if no.code == "unauthorized"));
    let error = module().run(&ServiceAction::Create, &bad).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { .. }), "{error}");
    assert!(!error.to_string().contains("another"), "{error}");
    for (name, value) in
        [("server_type", ""), ("name_prefix", "Big Co"), ("shutdown_seconds", "60")]
    {
        let mut bad = call(cloud.port, "make");
        bad.product.insert(name.to_owned(), value.to_owned());
        let error = module().run(&ServiceAction::Create, &bad).await.unwrap_err();
        assert!(error.to_string().contains(name), "{error}");
    }
    assert_eq!(cloud.made(), 0);
}

#[tokio::test]
async fn what_is_gone_is_terminated() {
    let cloud = Hetzner::start().await;
    let mut terminate = call(cloud.port, "end");
    terminate.custom_fields.insert("hetzner_id".to_owned(), "17".to_owned());
    let outcome = settled(&terminate, &ServiceAction::Terminate).await;
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
}

#[tokio::test]
async fn a_console_is_a_novnc_that_the_product_names() {
    let cloud = Hetzner::start().await;
    created(&cloud).await;
    let look = |console: &str| {
        let mut call = call(cloud.port, "look");
        call.product.insert("console".to_owned(), console.to_owned());
        call.options.insert("console".to_owned(), "https://evil.example/".to_owned());
        call
    };
    let ProvisionOutcome::Done(changes) =
        settled(&look("https://us.example/vnc.html"), &ServiceAction::Console).await
    else {
        panic!("a console");
    };
    let link = changes.link.unwrap();
    assert!(link.starts_with("https://us.example/vnc.html#"), "{link}");
    assert!(link.contains("host=console.hetzner.cloud&port=443&path=%3Fserver_id"), "{link}");
    let ProvisionOutcome::Refused(no) = settled(&look(""), &ServiceAction::Console).await else {
        panic!("refused");
    };
    assert_eq!(no.code, "no_console");
    for bad in ["http://us.example/", "https://us.example/#x", "us.example"] {
        let error = module().run(&ServiceAction::Console, &look(bad)).await.unwrap_err();
        assert!(matches!(&error, PortError::Configuration { .. }), "{bad}: {error}");
    }
    settled(&call(cloud.port, "off"), &ServiceAction::PowerOff).await;
    let off = settled(&look("https://us.example/vnc.html"), &ServiceAction::Console).await;
    assert!(matches!(off, ProvisionOutcome::Refused(no) if no.code == "powered_off"));
}
