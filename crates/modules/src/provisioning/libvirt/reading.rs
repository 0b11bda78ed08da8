//! A machine as libvirt tells of it, and what else its commands print.

use std::collections::BTreeMap;

use ports::PortError;
use ports::UnknownCause;
use ports::provisioning::Power;

use super::definition::{SPACE, Volume};
use super::seed::Addresses;
use super::traffic;
use super::virsh::{Virsh, not_taken, unknown};
use crate::provisioning::cloud::{Machine, Note, Plan};
use crate::xml::{self, Node, Spaces};

const BYTES_PER_GIB: u64 = 1 << 30;
/// libvirt's own names are in no namespace.
const SPACES: &Spaces = &[("", ""), ("hostler", SPACE), ("", traffic::SPACE)];

/// What is kept of the size of a volume.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Extent {
    /// As the machine sees it.
    pub(super) capacity: u64,
    /// What it takes.
    pub(super) allocation: u64,
}

/// The machine with a name; `None` if there is none, or none of ours.
pub(super) async fn machine(
    virsh: &Virsh,
    plan: &Plan<'_>,
    name: &str,
) -> Result<Option<Machine>, PortError> {
    let Some(text) = description(virsh, name).await? else { return Ok(None) };
    let document = read(&text)?;
    let Some(mut machine) = described(&document) else {
        tracing::warn!(module = super::MODULE, name, "a machine of that name is not ours");
        return Ok(None);
    };
    if machine.more("service") != plan.call.service.to_string() {
        return Ok(None);
    }
    let state = match virsh.run(&["domstate", &machine.id, "--reason"]).await? {
        Ok(state) => state.trim().to_owned(),
        // It went away in between.
        Err(no) if no.code == "not_found" => return Ok(None),
        Err(no) => return Err(not_taken(&no)),
    };
    machine.power = power(&state);
    machine.username = plan.choice("ciuser").unwrap_or("root").to_owned();
    if let Some(disk) = Volume::of(machine.more("disk"))
        && let Ok(extent) = extent(virsh, &disk).await?
    {
        let gib = extent.capacity / BYTES_PER_GIB;
        machine.facts.insert("Disk in GiB".to_owned(), gib.to_string());
    }
    machine.facts.insert("State".to_owned(), state);
    let (ip, more_ips) = addresses(virsh, plan, &machine).await?;
    Ok(Some(Machine { ip, more_ips, ..machine }))
}

/// The description of a machine by name or id, as it holds from its next start.
pub(super) async fn description(virsh: &Virsh, name: &str) -> Result<Option<String>, PortError> {
    match virsh.run(&["dumpxml", name, "--inactive"]).await? {
        Ok(text) => Ok(Some(text)),
        // Only a list says that something is not in it: the command alone cannot tell that from
        // other reasons for not getting at it.
        Err(no) if no.code == "not_found" => {
            let all = virsh.read(&["list", "--all", "--name", "--uuid"]).await?;
            let there = all.split_whitespace().any(|word| word == name);
            if there { Err(not_taken(&no)) } else { Ok(None) }
        }
        Err(no) => Err(not_taken(&no)),
    }
}

pub(super) fn read(text: &str) -> Result<Node, PortError> {
    xml::read(text, SPACES).map_err(|why| unknown(UnknownCause::Unreadable, why))
}

/// A machine by its description, if it bears our metadata.
pub(super) fn described(domain: &Node) -> Option<Machine> {
    let ours = domain.at(&["metadata", "hostler:machine"])?;
    let kib = domain.said(&["memory"]).parse::<u64>().unwrap_or_default();
    let devices = |kind| domain.at(&["devices"]).into_iter().flat_map(move |it| it.all(kind));
    let volume = |target: &str| -> String {
        let at = |disk: &&Node| disk.at(&["target"]).is_some_and(|it| it.value("dev") == target);
        let source = devices("disk").find(at).and_then(|disk| disk.at(&["source"]));
        let place = |source: &Node| format!("{}/{}", source.value("pool"), source.value("volume"));
        source.map(place).unwrap_or_default()
    };
    let card = |part: &str, name: &str| -> String {
        let part = devices("interface").find_map(|card| card.at(&[part]));
        part.map(|part| part.value(name).to_owned()).unwrap_or_default()
    };
    Some(Machine {
        id: domain.said(&["uuid"]).to_owned(),
        power: Power::Unknown,
        busy: false,
        note: Note::read(ours.said(&[]).split_whitespace()),
        ip: String::new(),
        more_ips: Vec::new(),
        username: String::new(),
        id_field: "libvirt_id",
        facts: BTreeMap::from([
            ("Name".to_owned(), domain.said(&["name"]).to_owned()),
            ("Cores".to_owned(), domain.said(&["vcpu"]).to_owned()),
            ("Memory in MiB".to_owned(), (kib / 1_024).to_string()),
        ]),
        more: BTreeMap::from([
            ("service", ours.value("service").to_owned()),
            ("disk", volume("vda")),
            ("seed", volume("vdb")),
            ("mac", card("mac", "address")),
            ("network", card("source", "network")),
        ]),
    })
}

/// What a state means. One that waits for something is neither on nor off.
pub(super) fn power(state: &str) -> Power {
    match state.split(" (").next().unwrap_or_default() {
        "running" | "idle" => Power::On,
        "shut off" => Power::Off,
        "in shutdown" => Power::Changing,
        _ => Power::Unknown,
    }
}

/// The addresses of a machine: those that it was given, or those that libvirt's own network gave.
async fn addresses(
    virsh: &Virsh,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<(String, Vec<String>), PortError> {
    // What is wrong with the product's setting must not keep a machine from being stopped.
    let given = Addresses::of(plan).map(|given| given.fixed().collect());
    let mut all: Vec<String> = given.unwrap_or_default();
    if all.is_empty() && machine.power == Power::On && !machine.more("network").is_empty() {
        // What it has no lease for yet is told later.
        let leases = virsh.run(&["domifaddr", &machine.id, "--source", "lease"]).await?;
        all = leases.map(|leases| leased(&leases)).unwrap_or_default();
    }
    let mut all = all.into_iter();
    Ok((all.next().unwrap_or_default(), all.collect()))
}

/// ` vnet0  52:54:00:8a:8d:8b  ipv4  192.168.122.7/24`, IPv4 first.
fn leased(leases: &str) -> Vec<String> {
    let words = leases.lines().map(|line| line.split_whitespace().collect::<Vec<_>>());
    let mut all: Vec<std::net::IpAddr> =
        words.filter_map(|words| words.get(3)?.split('/').next()?.parse().ok()).collect();
    all.sort_by_key(std::net::IpAddr::is_ipv6);
    all.into_iter().map(|ip| ip.to_string()).collect()
}

/// The size of a volume.
pub(super) async fn extent(
    virsh: &Virsh,
    volume: &Volume,
) -> crate::provisioning::cloud::Said<Extent> {
    let words = ["vol-info", &volume.name, "--pool", &volume.pool, "--bytes"];
    Ok(match virsh.run(&words).await? {
        Ok(said) => {
            let number = |name| bytes(&said, name);
            let extent = number("Capacity:").zip(number("Allocation:"));
            let (capacity, allocation) = extent.ok_or_else(|| {
                unknown(UnknownCause::Unreadable, format!("the size of {volume}: {said}"))
            })?;
            Ok(Extent { capacity, allocation })
        }
        Err(no) => Err(no),
    })
}

/// `Capacity:       1073741824 bytes`.
fn bytes(said: &str, name: &str) -> Option<u64> {
    let line = said.lines().find_map(|line| line.trim().strip_prefix(name))?;
    line.split_whitespace().next()?.parse().ok()
}

/// `Running hypervisor: QEMU 10.0.2` and `Running against daemon: 9.0.0`.
pub(super) fn version(said: &str) -> String {
    let of = |name| said.lines().find_map(|line| line.trim().strip_prefix(name)).map(str::trim);
    match (of("Running hypervisor:"), of("Running against daemon:")) {
        (Some(runs), Some(daemon)) => format!("{runs}, libvirt {daemon}"),
        (Some(one), None) | (None, Some(one)) => one.to_owned(),
        (None, None) => "libvirt".to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const DESCRIBED: &str = "<domain type='qemu'><name>hostler-42</name><uuid>1dff</uuid>
        <metadata><x:machine xmlns:x='urn:other' service='7'>theirs</x:machine>
        <hostler:machine xmlns:hostler='urn:hostler:machine' service='42'>hostler-call-ab \
        hostler-wants-create hostler-suspended</hostler:machine></metadata>
        <memory unit='KiB'>131072</memory><vcpu placement='static'>2</vcpu>
        <devices><disk type='file'><target dev='sda'/><source file='/x'/></disk>
        <disk type='volume'><source pool='a' volume='b.qcow2'/><target dev='vda'/></disk>
        <interface type='network'><mac address='52:54:00:00:00:01'/><source network='n'/>
        </interface></devices></domain>";

    #[test]
    fn a_machine_is_read_if_it_is_ours() {
        let machine = described(&read(DESCRIBED).unwrap()).unwrap();
        let more = |name| machine.more(name);
        assert_eq!((machine.id.as_str(), more("service")), ("1dff", "42"));
        assert_eq!((more("disk"), more("seed")), ("a/b.qcow2", ""));
        assert_eq!((more("mac"), more("network")), ("52:54:00:00:00:01", "n"));
        let facts: Vec<(&str, &str)> =
            machine.facts.iter().map(|(name, fact)| (name.as_str(), fact.as_str())).collect();
        assert_eq!(facts, [("Cores", "2"), ("Memory in MiB", "128"), ("Name", "hostler-42")]);
        assert!(machine.note.suspended && machine.note.wants == "create");
        let theirs = DESCRIBED.replace("urn:hostler:machine", "urn:other");
        assert!(described(&read(&theirs).unwrap()).is_none());
        assert!(read("no XML").is_err());
    }

    #[test]
    fn states_are_powers() {
        for (state, expected) in [
            ("running (booted)", Power::On),
            ("idle", Power::On),
            ("shut off (destroyed)", Power::Off),
            ("in shutdown", Power::Changing),
            ("paused (I/O error)", Power::Unknown),
            ("crashed", Power::Unknown),
            ("pmsuspended", Power::Unknown),
            ("", Power::Unknown),
        ] {
            assert_eq!(power(state), expected, "{state}");
        }
    }

    #[test]
    fn what_commands_print_is_read() {
        let leases = " vnet0      52:54:00:8a:8d:8b    ipv6         2001:db8::7/64\n \
                      -          -                    ipv4         192.0.2.7/24\n";
        assert_eq!(leased(leases), ["192.0.2.7", "2001:db8::7"]);
        assert_eq!(leased("\n"), Vec::<String>::new());
        let info = "Name:           a\nCapacity:       1073741824 bytes\nAllocation: 5 bytes";
        assert_eq!(bytes(info, "Capacity:"), Some(1 << 30));
        assert_eq!(bytes(info, "Physical:"), None);
        let said = "Using API: QEMU 9.0.0\nRunning hypervisor: QEMU 10.0.2\n\
                    Running against daemon: 9.0.0\n";
        assert_eq!(version(said), "QEMU 10.0.2, libvirt 9.0.0");
        assert_eq!(version("x"), "libvirt");
    }
}
