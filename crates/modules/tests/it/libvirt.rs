//! The module `libvirt` on a real libvirt, with machines that QEMU runs in software.

mod daemon;
mod guest;
mod screen;
mod wire;

use std::path::Path;
use std::sync::Arc;

use model::ids::{ServerId, ServiceId};
use modules::http::Pool;
use modules::provisioning::Libvirt;
use ports::calls::{CallLog, LoggedCall};
use ports::contract::provisioning::ProvisionerTrial;
use ports::logged::logged;
use ports::provisioning::{
    ConnectionOutcome, Power, ProvisionOutcome, Provisioner, ProvisionerCapabilities, Reading,
    ServerCall, ServiceAction, ServiceCall, ServiceState, Usage,
};
use ports::{Asking, Choice, ChoiceKind, PortError, SettingField, contract};

use crate::call_log::Memory;
use daemon::Daemon;
use wire::{Mishap, Wire};

const PASSWORD: &str = "S3cret \"quoted\\\" and 'long'; # $x";

fn module() -> Libvirt {
    Libvirt::new(crate::clock(), crate::chance(), Pool::default())
}

fn server(socket: &Path) -> ServerCall {
    ServerCall {
        server: ServerId(1),
        name: "A host".to_owned(),
        host: format!("qemu+unix:///session?socket={}", socket.display()),
        ip: String::new(),
        port: None,
        secure: false,
        username: String::new(),
        password: "".into(),
        access_key: "".into(),
    }
}

fn call(socket: &Path, key: &str) -> ServiceCall {
    let product = [
        ("images", "empty=images/empty.qcow2\nguest=images/guest.qcow2"),
        ("image", "empty"),
        ("storage", "default"),
        ("cores", "1"),
        ("memory", "128"),
        ("disk_gib", "1"),
        ("network", "user"),
        ("virtualization", "qemu"),
        ("shutdown_seconds", "1"),
        ("console", "https://node.example.com/novnc/vnc.html?path=novnc/screen/{port}"),
    ];
    ServiceCall {
        server: Some(server(socket)),
        password: PASSWORD.into(),
        product: product.map(|(name, value)| (name.to_owned(), value.to_owned())).into(),
        ..ProvisionerTrial::usual(key, ServiceId(42)).call
    }
}

/// Asks until it is no longer under way.
async fn settled(action: &ServiceAction, call: &ServiceCall) -> ProvisionOutcome {
    let mut outcome = module().run(action, call).await.unwrap();
    while matches!(outcome, ProvisionOutcome::Pending { .. }) {
        outcome = module().look_up(action, call).await.unwrap().unwrap();
    }
    outcome
}

#[track_caller]
fn assert_done(outcome: &ProvisionOutcome) {
    assert!(matches!(outcome, ProvisionOutcome::Done(_)), "{outcome:?}");
}

#[track_caller]
fn assert_refused(outcome: &ProvisionOutcome, code: &str) {
    let ProvisionOutcome::Refused(no) = outcome else { panic!("{outcome:?}") };
    assert_eq!(no.code, code, "{no}");
}

/// The module without what only an agent in the guest can do: the suite's machine has none.
struct WithoutAgent(Libvirt, ProvisionerCapabilities);

impl WithoutAgent {
    fn new() -> WithoutAgent {
        let mut can = module().capabilities().clone();
        can.actions.retain(|action| *action != ServiceAction::ChangePassword);
        can.client_actions.retain(|action| *action != ServiceAction::ChangePassword);
        WithoutAgent(module(), can)
    }
}

impl Provisioner for WithoutAgent {
    fn capabilities(&self) -> &ProvisionerCapabilities {
        &self.1
    }

    fn product_settings(&self) -> &[SettingField] {
        self.0.product_settings()
    }

    fn run<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, ProvisionOutcome> {
        self.0.run(action, call)
    }

    fn look_up<'a>(
        &'a self,
        action: &'a ServiceAction,
        call: &'a ServiceCall,
    ) -> Asking<'a, Option<ProvisionOutcome>> {
        self.0.look_up(action, call)
    }

    fn state<'a>(&'a self, call: &'a ServiceCall) -> Asking<'a, Option<ServiceState>> {
        self.0.state(call)
    }

    fn test_connection<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, ConnectionOutcome> {
        self.0.test_connection(server)
    }

    fn usage<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Usage>> {
        self.0.usage(server)
    }

    fn choices<'a>(&'a self, server: &'a ServerCall, kind: ChoiceKind) -> Asking<'a, Vec<Choice>> {
        self.0.choices(server, kind)
    }

    fn readings<'a>(&'a self, server: &'a ServerCall) -> Asking<'a, Vec<Reading>> {
        self.0.readings(server)
    }

    fn machine_name(&self, call: &ServiceCall) -> Result<String, PortError> {
        self.0.machine_name(call)
    }
}

#[tokio::test]
async fn libvirt_keeps_the_contract_and_leaves_nothing_behind() {
    let daemon = Daemon::start();
    let mut trial = ProvisionerTrial { call: call(&daemon.socket(), "suite") };
    // Nobody hears it.
    trial.call.product.insert("shutdown_seconds".to_owned(), "0".to_owned());
    contract::provisioning::run(&WithoutAgent::new(), &trial).await;
    assert_eq!((daemon.machines(), daemon.disks()), (vec![], vec![]));
    what_is_listed(&daemon).await;
    what_cannot_be_made_leaves_nothing(&daemon).await;
    what_is_not_ours_is_left_alone(&daemon).await;
    who_does_not_answer_is_told_apart(&daemon).await;
}

async fn what_is_listed(daemon: &Daemon) {
    let server = server(&daemon.socket());
    let images = module().choices(&server, ChoiceKind::Image).await.unwrap();
    let shown = |choice: &Choice| format!("{}: {}", choice.id, choice.note);
    let images: Vec<String> = images.iter().map(shown).collect();
    assert_eq!(images, ["empty=images/empty.qcow2: 8.00 MiB, in images"]);
    let storages = module().choices(&server, ChoiceKind::Storage).await.unwrap();
    let storages: Vec<&str> = storages.iter().map(|choice| choice.id.as_str()).collect();
    assert_eq!(storages, ["default", "images"]);
    let reached = module().test_connection(&server).await.unwrap();
    let ConnectionOutcome::Reached { version } = reached else { panic!("{reached:?}") };
    assert!(version.starts_with("QEMU ") && version.contains(", libvirt "), "{version}");
}

async fn what_cannot_be_made_leaves_nothing(daemon: &Daemon) {
    for (name, value, code) in [
        ("image", "other", "no_image"),
        ("images", "empty=images/absent.qcow2", "no_volume"),
        ("images", "empty=nowhere/empty.qcow2", "libvirt"),
        ("storage", "nowhere", "libvirt"),
        // It is defined, and cannot be started.
        ("network", "nowhere", "libvirt"),
        ("network", "bridge=nowhere", "libvirt"),
    ] {
        let mut bad = call(&daemon.socket(), &format!("bad {value}"));
        bad.product.insert(name.to_owned(), value.to_owned());
        let outcome = settled(&ServiceAction::Create, &bad).await;
        assert_refused(&outcome, code);
        assert_eq!((daemon.machines(), daemon.disks()), (vec![], vec![]), "{name} {value}");
    }
    for (name, value) in [
        ("storage", "--pool"),
        ("network", "a'/><x"),
        ("filter", "../x"),
        ("virtualization", "xen"),
        ("cores", "0"),
        ("memory", "-1"),
        ("disk_gib", "99999999999"),
        ("ipconfig0", "ip=192.0.2.7"),
        ("name_prefix", "Big Co"),
    ] {
        let mut bad = call(&daemon.socket(), "bad");
        bad.product.insert(name.to_owned(), value.to_owned());
        let error = module().run(&ServiceAction::Create, &bad).await.unwrap_err();
        assert!(matches!(&error, PortError::Configuration { setting, .. } if setting == name));
    }
    let mut nobody = call(&daemon.socket(), "nobody");
    nobody.password = "".into();
    assert_refused(&settled(&ServiceAction::Create, &nobody).await, "no_way_in");
}

async fn what_is_not_ours_is_left_alone(daemon: &Daemon) {
    let theirs = "<domain type='qemu'><name>hostler-42</name><memory unit='MiB'>64</memory>\
        <vcpu>1</vcpu><os><type>hvm</type></os></domain>";
    std::fs::write(daemon.path("theirs.xml"), theirs).unwrap();
    daemon.virsh(&["define", &daemon.path("theirs.xml").display().to_string()]);
    let ours = call(&daemon.socket(), "ours");
    assert_refused(&settled(&ServiceAction::Create, &ours).await, "exists");
    assert_refused(&settled(&ServiceAction::Terminate, &ours).await, "not_found");
    assert_eq!(module().state(&ours).await.unwrap(), None);
    assert_eq!(module().usage(&server(&daemon.socket())).await.unwrap(), []);
    assert_eq!(daemon.machines(), ["hostler-42"]);
    daemon.virsh(&["undefine", "hostler-42"]);
}

async fn who_does_not_answer_is_told_apart(daemon: &Daemon) {
    let absent = server(&daemon.path("run/absent"));
    let error = module().test_connection(&absent).await.unwrap_err();
    assert!(matches!(&error, PortError::NotSent { .. }), "{error}");
    let nobody = call(&daemon.path("run/absent"), "nobody");
    let error = module().run(&ServiceAction::Create, &nobody).await.unwrap_err();
    assert!(error.may_repeat(), "{error}");
    let mut elsewhere = server(&daemon.socket());
    elsewhere.host = "qemu+ext:///system?command=/bin/true".to_owned();
    let error = module().test_connection(&elsewhere).await.unwrap_err();
    assert!(matches!(&error, PortError::Configuration { setting, .. } if setting == "hostname"));
}

#[tokio::test]
async fn a_service_has_one_machine_whatever_is_lost() {
    let daemon = Daemon::start();
    let wire = Wire::to(&daemon.socket(), daemon.path("run/wire"));
    for (call_lost, mishap) in [
        (wire::DEFINE, Mishap::ReplyLost),
        (wire::DEFINE, Mishap::Down),
        (wire::DEFINE, Mishap::Silence),
        (wire::MAKE_VOLUME, Mishap::ReplyLost),
        (wire::MAKE_VOLUME, Mishap::Down),
        (wire::START, Mishap::ReplyLost),
        (wire::START, Mishap::Silence),
    ] {
        let what = format!("{call_lost} {mishap:?}");
        let create = call(&wire.socket, &what);
        wire.arm(call_lost, mishap);
        let (module, create_it) = (module(), ServiceAction::Create);
        lost(&wire, mishap, module.run(&create_it, &create), &what).await;
        assert!(wire.is_spent(), "{what}");
        let found = module.look_up(&create_it, &create).await.unwrap();
        let arrived = (call_lost, mishap) != (wire::DEFINE, Mishap::Down);
        assert_eq!(found.is_some(), arrived, "{what}: {found:?}");
        // Whoever is impatient repeats it, with the same key and with another one.
        assert_done(&settled(&create_it, &create).await);
        let again = call(&wire.socket, &format!("{what} again"));
        assert_refused(&settled(&create_it, &again).await, "exists");
        assert_eq!((daemon.machines().len(), daemon.disks().len()), (1, 2), "{what}");
        let end = call(&wire.socket, &format!("{what} end"));
        wire.arm(wire::DESTROY, mishap);
        lost(&wire, mishap, module.run(&ServiceAction::Terminate, &end), &what).await;
        assert_done(&settled(&ServiceAction::Terminate, &end).await);
        assert_eq!((daemon.machines(), daemon.disks()), (vec![], vec![]), "{what}");
    }
    two_orders_at_once(&daemon).await;
}

/// Waits for an answer that is lost; for one that does not come, until it should have come.
async fn lost(wire: &Wire, mishap: Mishap, asking: Asking<'_, ProvisionOutcome>, what: &str) {
    tokio::select! {
        outcome = asking => {
            let error = outcome.unwrap_err();
            assert!(error.is_unknown(), "{what}: {error}");
        }
        () = wire.silent() => assert_eq!(mishap, Mishap::Silence, "{what}"),
    }
}

async fn two_orders_at_once(daemon: &Daemon) {
    let socket = daemon.socket();
    let (one, two) = (call(&socket, "one"), call(&socket, "two"));
    let (first, second) =
        tokio::join!(settled(&ServiceAction::Create, &one), settled(&ServiceAction::Create, &two));
    let good = |outcome: &ProvisionOutcome| matches!(outcome, ProvisionOutcome::Done(_));
    assert!(good(&first) != good(&second), "{first:?} {second:?}");
    assert_eq!((daemon.machines().len(), daemon.disks().len()), (1, 2));
}

#[tokio::test]
async fn a_system_that_hears_nothing_is_switched_off() {
    let daemon = Daemon::start();
    let create = call(&daemon.socket(), "make");
    assert_done(&settled(&ServiceAction::Create, &create).await);
    what_is_said_is_kept_without_secrets(&daemon).await;
    what_cannot_be_fresh_stays_as_it_is(&daemon).await;
    let off = call(&daemon.socket(), "off");
    assert_done(&settled(&ServiceAction::PowerOff, &off).await);
    let state = module().state(&off).await.unwrap().unwrap();
    assert_eq!((state.power, state.facts["State"].as_str()), (Power::Off, "shut off (destroyed)"));
    // Nobody's machine is restarted that is off, and nobody's password is set in it.
    let reboot = call(&daemon.socket(), "reboot");
    assert_refused(&settled(&ServiceAction::Reboot, &reboot).await, "powered_off");
    let password = call(&daemon.socket(), "password");
    assert_refused(&settled(&ServiceAction::ChangePassword, &password).await, "powered_off");
}

async fn what_cannot_be_fresh_stays_as_it_is(daemon: &Daemon) {
    let (disks, run) = (daemon.disks(), daemon.virsh(&["domid", "hostler-42"]));
    for (name, value, code) in
        [("image", "other", "no_image"), ("images", "empty=images/absent.qcow2", "no_volume")]
    {
        let mut fresh = call(&daemon.socket(), value);
        fresh.options.insert(name.to_owned(), value.to_owned());
        assert_refused(&settled(&ServiceAction::Reinstall, &fresh).await, code);
    }
    assert_eq!((daemon.disks(), daemon.virsh(&["domid", "hostler-42"])), (disks, run));
}

async fn what_is_said_is_kept_without_secrets(daemon: &Daemon) {
    let memory = Arc::new(Memory::default());
    let log: Arc<dyn CallLog> = memory.clone();
    let module = logged(crate::world(), &log).provisioners["libvirt"].clone();
    for action in [ServiceAction::Reinstall, ServiceAction::ChangePassword] {
        let asked = call(&daemon.socket(), action.word());
        module.run(&action, &asked).await.unwrap();
    }
    let calls = std::mem::take(&mut *memory.0.lock().unwrap());
    let said = format!("{calls:?}");
    for part in ["vol-upload hostler-42-", "set-user-password", "(a password)", "agent"] {
        let has = |each: &LoggedCall| format!("{}{}", each.request, each.answer).contains(part);
        assert!(calls.iter().any(has), "{part}: {said}");
    }
    for secret in ["S3cret", "quoted", "chpasswd"] {
        assert!(!said.contains(secret), "{secret}: {said}");
    }
}
