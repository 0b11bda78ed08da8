//! The life of a machine with a system that runs: it tells on its serial port how often it was
//! started and how large it is (`peers/make_guest.sh`).

use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::Command;
use std::sync::mpsc;
use std::time::{Duration, Instant};

use ports::provisioning::{Power, ProvisionOutcome, Provisioner, ServiceAction, ServiceChanges};

use serde_json::json;

use super::daemon::Daemon;
use super::{PASSWORD, assert_refused, call, module, server, settled};

/// It starts within six seconds; a busy machine may need more.
const START_TIME_MAX: Duration = Duration::from_secs(120);
const SECTORS_PER_GIB: u64 = 2 * 1024 * 1024;
const NAME: &str = "hostler-42";
const DOMAIN: &str = "contract.example.com";

/// What a system tells.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Told {
    boots: u64,
    cores: u64,
    memory_mib: u64,
    disk_gib: u64,
    host: String,
}

impl Told {
    fn read(line: &str) -> Option<Told> {
        let words = line.trim().strip_prefix("GUEST ")?;
        let word = |name: &str| {
            let mut words = words.split(' ').filter_map(|word| word.split_once('='));
            words.find(|(each, _)| *each == name).map(|(_, value)| value.to_owned())
        };
        let number = |name: &str| word(name)?.parse::<u64>().ok();
        Some(Told {
            boots: number("boots")?,
            cores: number("cores")?,
            memory_mib: number("memory")? / 1024,
            disk_gib: number("sectors")? / SECTORS_PER_GIB,
            host: word("host")?,
        })
    }
}

/// Listens to the machine until it tells.
#[track_caller]
fn told(daemon: &Daemon) -> Told {
    let port = daemon.virsh(&["ttyconsole", NAME]);
    let (sender, receiver) = mpsc::channel();
    std::thread::spawn(move || {
        let lines = BufReader::new(std::fs::File::open(port).unwrap()).split(b'\n');
        for line in lines.map_while(Result::ok) {
            if sender.send(String::from_utf8_lossy(&line).into_owned()).is_err() {
                return;
            }
        }
    });
    let (until, mut heard) = (Instant::now() + START_TIME_MAX, Vec::new());
    while let Ok(line) = receiver.recv_timeout(until.saturating_duration_since(Instant::now())) {
        if let Some(told) = Told::read(&line) {
            return told;
        }
        heard.push(line);
    }
    panic!("the machine tells nothing but {heard:#?}");
}

/// What is done to the machine; its product has a larger disk, and more, from a certain key on.
async fn outcome(
    daemon: &Daemon,
    action: ServiceAction,
    key: &str,
    large: bool,
) -> ProvisionOutcome {
    let mut call = call(&daemon.socket(), key);
    call.product.insert("image".to_owned(), "guest".to_owned());
    call.product.insert("shutdown_seconds".to_owned(), "15".to_owned());
    if large {
        for (name, value) in [("cores", "2"), ("memory", "192"), ("disk_gib", "2")] {
            call.options.insert(name.to_owned(), value.to_owned());
        }
    }
    settled(&action, &call).await
}

async fn done(daemon: &Daemon, action: ServiceAction, key: &str, large: bool) -> ServiceChanges {
    match outcome(daemon, action, key, large).await {
        ProvisionOutcome::Done(changes) => changes,
        other => panic!("{key}: {other:?}"),
    }
}

async fn state(daemon: &Daemon) -> (Power, String) {
    let state = module().state(&call(&daemon.socket(), "state")).await.unwrap().unwrap();
    (state.power, state.facts["State"].clone())
}

#[tokio::test]
async fn a_machine_lives_its_whole_life() {
    let daemon = Daemon::start();
    let guest = Path::new(env!("CARGO_TARGET_TMPDIR")).with_file_name("e2e").join("guest.qcow2");
    daemon.add_image("guest.qcow2", &guest);
    // Made: it runs, and knows its name from the disk for cloud-init.
    let changes = done(&daemon, ServiceAction::Create, "make", false).await;
    assert_eq!(changes.fields["libvirt_id"], daemon.virsh(&["domuuid", NAME]));
    let first = told(&daemon);
    let host = NAME.to_owned();
    what_cloud_init_would_read(&daemon);
    let memory_mib = first.memory_mib;
    assert_eq!(first, Told { boots: 1, cores: 1, memory_mib, disk_gib: 1, host });
    assert!((64..128).contains(&memory_mib), "{memory_mib}");
    // Started again, once asked and once not, and switched off and on: it is the same system.
    done(&daemon, ServiceAction::Reboot, "reboot", false).await;
    assert_eq!(told(&daemon), Told { boots: 2, ..first.clone() });
    done(&daemon, ServiceAction::Reset, "reset", false).await;
    assert_eq!(told(&daemon), Told { boots: 3, ..first.clone() });
    done(&daemon, ServiceAction::PowerOff, "off", false).await;
    // It heard, and stopped by itself.
    assert_eq!(state(&daemon).await, (Power::Off, "shut off (shutdown)".to_owned()));
    done(&daemon, ServiceAction::PowerOn, "on", false).await;
    assert_eq!(told(&daemon).boots, 4);
    larger(&daemon, &first).await;
    suspended(&daemon).await;
    // A fresh system on the larger disk.
    done(&daemon, ServiceAction::Reinstall, "fresh", true).await;
    let fresh = told(&daemon);
    assert_eq!((fresh.boots, fresh.disk_gib), (1, 2));
    let no_agent = outcome(&daemon, ServiceAction::ChangePassword, "password", true).await;
    assert_refused(&no_agent, "no_agent");
    done(&daemon, ServiceAction::Terminate, "end", true).await;
    assert_eq!((daemon.machines(), daemon.disks()), (vec![], vec![]));
}

/// The disk for cloud-init, as other people's programs read it.
fn what_cloud_init_would_read(daemon: &Daemon) {
    let seed = daemon.disks().into_iter().find(|name| name.ends_with("-seed.img")).unwrap();
    let disk = daemon.path("default").join(seed);
    let read = |file: &str| {
        let mut command = Command::new("mcopy");
        let output = command.arg("-i").arg(&disk).arg(file).arg("-").output().unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let label = Command::new("mlabel").arg("-s").arg("-i").arg(&disk).arg("::").output().unwrap();
    let label = String::from_utf8(label.stdout).unwrap();
    assert!(label.contains("CIDATA"), "{label}");
    let user = read("::user-data");
    let user = user.strip_prefix("#cloud-config\n").unwrap();
    let user: serde_json::Value = serde_json::from_str(user).unwrap();
    assert_eq!(user["chpasswd"]["users"][0]["password"], PASSWORD);
    assert_eq!((&user["users"][0]["name"], &user["fqdn"]), (&json!("root"), &json!(DOMAIN)));
    let meta: serde_json::Value = serde_json::from_str(&read("::meta-data")).unwrap();
    assert_eq!(meta["local-hostname"], NAME);
}

async fn larger(daemon: &Daemon, first: &Told) {
    done(daemon, ServiceAction::ChangePackage, "larger", true).await;
    let larger = told(daemon);
    assert!(larger.memory_mib > first.memory_mib + 32, "{larger:?}");
    let memory_mib = larger.memory_mib;
    assert_eq!(larger, Told { boots: 5, cores: 2, memory_mib, disk_gib: 2, ..first.clone() });
    let usage = module().usage(&server(&daemon.socket())).await.unwrap();
    assert_eq!(usage.len(), 1, "{usage:?}");
    let usage = &usage[0];
    assert_eq!((usage.service.unwrap().0, usage.disk_limit_mib), (42, Some(2048)));
    assert!((1..2048).contains(&usage.disk_used_mib), "{usage:?}");
}

async fn suspended(daemon: &Daemon) {
    done(daemon, ServiceAction::Suspend, "suspend", true).await;
    assert_eq!(state(daemon).await.0, Power::Off);
    for action in [ServiceAction::PowerOn, ServiceAction::Reinstall] {
        let key = format!("while suspended {}", action.word());
        assert_refused(&outcome(daemon, action, &key, true).await, "suspended");
    }
    assert_eq!(state(daemon).await.0, Power::Off);
    done(daemon, ServiceAction::Unsuspend, "unsuspend", true).await;
    assert_eq!(told(daemon).boots, 6);
}
