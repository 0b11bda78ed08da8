//! The screen of a machine, as a browser comes to it: over QEMU's web socket (`see_screen.py`).

use std::sync::Arc;

use jiff::SignedDuration;
use modules::http::Pool;
use modules::provisioning::Libvirt;
use ports::calls::CallLog;
use ports::logged::logged;
use ports::provisioning::{ProvisionOutcome, Provisioner, ServiceAction, ServiceCall};
use ports::{Clock, FakeClock, PortError, SystemClock};

use super::daemon::Daemon;
use super::{assert_done, assert_refused, call, settled};
use crate::call_log::Memory;
use crate::peers;

const NAME: &str = "hostler-42";
/// What somebody sees who is let in.
const IN: &str = "in: QEMU (hostler-42)";
/// Before the port, and behind it.
const LINK: (&str, &str) = (
    "https://node.example.com/novnc/vnc.html?path=novnc/screen/",
    "#autoconnect=true&resize=scale&password=",
);

/// A module by the true time, which QEMU goes by as well, or beside it.
fn module(late: SignedDuration) -> Libvirt {
    let clock = FakeClock::at(SystemClock.now() - late);
    Libvirt::new(Arc::new(clock), crate::chance(), Pool::default())
}

fn asked(daemon: &Daemon, key: &str) -> ServiceCall {
    call(&daemon.socket(), key)
}

/// Port and password of a screen that is opened.
async fn opened(module: &dyn Provisioner, daemon: &Daemon, key: &str) -> (String, String) {
    let outcome = module.run(&ServiceAction::Console, &asked(daemon, key)).await.unwrap();
    let ProvisionOutcome::Done(changes) = outcome else { panic!("{outcome:?}") };
    let link = changes.link.unwrap();
    let rest = link.strip_prefix(LINK.0).unwrap_or_else(|| panic!("{link}"));
    let (port, password) = rest.split_once(LINK.1).unwrap_or_else(|| panic!("{link}"));
    assert_eq!(password.len(), 8, "{link}");
    (port.to_owned(), password.to_owned())
}

/// What somebody sees who comes with a password.
async fn seen(port: &str, password: &str) -> String {
    let (port, password) = (port.to_owned(), password.to_owned());
    let look = move || peers::run("see_screen.py", &[&port, &password], "");
    tokio::task::spawn_blocking(look).await.unwrap().trim().to_owned()
}

#[tokio::test]
async fn a_screen_is_seen_for_a_while_by_whom_it_was_opened_for() {
    let daemon = Daemon::start();
    assert_done(&settled(&ServiceAction::Create, &asked(&daemon, "make")).await);
    let in_time = module(SignedDuration::ZERO);
    let (port, first) = opened(&in_time, &daemon, "first").await;
    assert_eq!(seen(&port, &first).await, IN);
    // Whoever looks next has a password of their own, and the one before is nobody's.
    let (same, second) = opened(&in_time, &daemon, "second").await;
    assert_eq!(same, port);
    for (password, expected) in [(&first, "no"), (&"closed".to_owned(), "no"), (&second, IN)] {
        let seen = seen(&port, password).await;
        assert!(seen.starts_with(expected), "{password}: {seen}");
    }
    // A link that lay about for longer than its time leads nowhere.
    let late = module(SignedDuration::from_mins(3));
    let (_, third) = opened(&late, &daemon, "third").await;
    assert!(seen(&port, &third).await.starts_with("no"));
    what_is_said_holds_no_password(&daemon).await;
    where_there_is_none_is_said(&daemon).await;
    an_older_machine_has_one_when_it_starts_again(&daemon).await;
    assert_done(&settled(&ServiceAction::PowerOff, &asked(&daemon, "off")).await);
    let off = settled(&ServiceAction::Console, &asked(&daemon, "look")).await;
    assert_refused(&off, "powered_off");
}

async fn what_is_said_holds_no_password(daemon: &Daemon) {
    let memory = Arc::new(Memory::default());
    let log: Arc<dyn CallLog> = memory.clone();
    let module = logged(crate::world(), &log).provisioners["libvirt"].clone();
    let (_, password) = opened(&*module, daemon, "logged").await;
    let said = format!("{:?}", memory.0.lock().unwrap());
    assert!(said.contains("update-device"), "{said}");
    assert!(!said.contains(&password), "{said}");
}

async fn where_there_is_none_is_said(daemon: &Daemon) {
    let mut nowhere = asked(daemon, "nowhere");
    nowhere.product.remove("console");
    // What a client chooses does not say where clients are sent.
    nowhere.options.insert("console".to_owned(), "https://evil.example/{port}".to_owned());
    assert_refused(&settled(&ServiceAction::Console, &nowhere).await, "no_console");
    for address in [
        "http://node.example.com/{port}",
        "https://node.example.com/",
        "https://node.example.com/{port}#a",
        "https://node.example.com/a b/{port}",
        // The server is a socket, and no host with a name.
        "https://{host}/{port}",
    ] {
        let mut bad = asked(daemon, "bad");
        bad.product.insert("console".to_owned(), address.to_owned());
        let error = super::module().run(&ServiceAction::Console, &bad).await.unwrap_err();
        let named =
            matches!(&error, PortError::Configuration { setting, .. } if setting == "console");
        assert!(named, "{address}: {error}");
    }
}

async fn an_older_machine_has_one_when_it_starts_again(daemon: &Daemon) {
    let text = daemon.virsh(&["dumpxml", NAME, "--inactive"]);
    let older = text.replace(" websocket='-1'", "");
    assert_ne!(older, text);
    std::fs::write(daemon.path("older.xml"), older).unwrap();
    daemon.virsh(&["define", &daemon.path("older.xml").display().to_string()]);
    assert_done(&settled(&ServiceAction::Reset, &asked(daemon, "older")).await);
    let look = asked(daemon, "look at the older one");
    assert_refused(&settled(&ServiceAction::Console, &look).await, "restart_first");
    assert_done(&settled(&ServiceAction::Reset, &asked(daemon, "again")).await);
    let (port, password) = opened(&module(SignedDuration::ZERO), daemon, "now").await;
    assert!(seen(&port, &password).await.starts_with(IN));
}
