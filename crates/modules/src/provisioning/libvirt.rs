//! `libvirt`: virtual machines of one's own hosts, through libvirt and QEMU.
//!
//! Followed: <https://www.libvirt.org/manpages/virsh.html>, <https://libvirt.org/formatdomain.html>
//! and, for what a system sets up when it first starts,
//! <https://cloudinit.readthedocs.io/en/latest/reference/datasources/nocloud.html>. Our server
//! record holds a host: with a user name it is reached over SSH, with none over TLS; an empty one
//! is this machine, and an address of libvirt's own is taken as it is.
//!
//! A service's machine is called `<prefix>-<service>`, and a host gives a name once: whatever times
//! out or is sent twice, a service has at most one machine there. What was asked of it stands in
//! its metadata, and only a machine with our metadata is ever touched. Its disk stands on an
//! image, a volume of a pool as well, so that a fresh system costs a second; nobody may change an
//! image that machines stand on.
//!
//! libvirt keeps no journal, so every step leads to an end that can be seen, and may be asked for
//! again: to start again is to stop (asked, then made to) and to start, not a signal of which
//! nobody knows whether it came.

mod address;
mod counters;
mod definition;
mod fat;
mod lists;
mod reading;
mod screen;
mod seed;
mod steps;
mod traffic;
mod usage;
mod virsh;

use std::sync::Arc;

use ports::provisioning::{
    FirstPassword, KeyList, Measuring, ProvisionerCapabilities, Reading, ServerCall, ServiceAction,
    Usage,
};
use ports::{Chance, Choice, ChoiceKind, Clock, PortError, Secret, SettingField, SettingKind};

use super::cloud::{Around, Cloud, Entry, Machine, Note, Plan, Said, Step, Vendor};
use virsh::Virsh;

pub(super) const MODULE: &str = "libvirt";

/// The keys of who may sign in.
const KEYS: KeyList = KeyList::Lines("sshkeys");

const FIELDS: [SettingField; 15] = [
    SettingField::text(
        "images",
        "Images",
        "One a line, such as debian-13=images/debian-13.qcow2: the name of an image, and the pool \
         and volume that it is.",
    )
    .kind(SettingKind::LongText)
    .offers(ChoiceKind::Image)
    .required(),
    SettingField::text("image", "Image", "One of the images; an option of that name wins.")
        .required(),
    SettingField::text("storage", "Storage", "The pool of the disks; it keeps files.")
        .offers(ChoiceKind::Storage)
        .default_value("default"),
    SettingField::text("cores", "Cores", "An option of that name wins.")
        .kind(SettingKind::Number)
        .default_value("1"),
    SettingField::text("memory", "Memory in MiB", "An option of that name wins.")
        .kind(SettingKind::Number)
        .default_value("1024"),
    SettingField::text("disk_gib", "Disk in GiB", "It never shrinks; an option wins.")
        .kind(SettingKind::Number)
        .default_value("10"),
    SettingField::text(
        "network",
        "Network",
        "A network of libvirt's, bridge=NAME for a bridge of the host, user for a way out only, or \
         none.",
    )
    .default_value("default"),
    SettingField::text(
        "filter",
        "Filter of the network",
        "Of libvirt's, such as clean-traffic, against false addresses; may be empty.",
    ),
    SettingField::text(
        "ipconfig0",
        "Addresses",
        "For cloud-init, such as ip=192.0.2.7/24,gw=192.0.2.1; a custom field of that name wins.",
    )
    .default_value("ip=dhcp"),
    SettingField::text("ciuser", "User", "Who signs in; for cloud-init.").default_value("root"),
    SettingField::text("sshkeys", "SSH keys", "Public keys, one a line; an option wins.")
        .kind(SettingKind::LongText),
    SettingField::text(
        "virtualization",
        "Virtualization",
        "By the processor (kvm), or in software, which is slow and works everywhere (qemu).",
    )
    .kind(SettingKind::Choice(&["kvm", "qemu"]))
    .default_value("kvm"),
    SettingField::text(
        "console",
        "Console",
        "Where the hosts have noVNC, such as \
         https://{host}/novnc/vnc.html?path=novnc/screen/{port}; empty: there is none.",
    ),
    SettingField::text(
        "name_prefix",
        "Prefix of names",
        "Lower-case letters and digits, different for each installation that shares a host.",
    )
    .default_value("hostler"),
    SettingField::text(
        "shutdown_seconds",
        "Seconds to shut down",
        "How long a system may take to stop before it is switched off, at most 15.",
    )
    .kind(SettingKind::Number)
    .default_value("10"),
];

/// Hosts with libvirt.
pub struct Libvirt;

/// A host.
pub(super) struct Host {
    virsh: Virsh,
    clock: Arc<dyn Clock>,
    chance: Arc<dyn Chance>,
}

impl Vendor for Libvirt {
    type Account = Host;
    const FIELDS: &'static [SettingField] = &FIELDS;

    fn capabilities() -> ProvisionerCapabilities {
        let client = [
            ServiceAction::PowerOn,
            ServiceAction::PowerOff,
            ServiceAction::Reboot,
            ServiceAction::Reset,
            ServiceAction::Reinstall,
            ServiceAction::ChangePassword,
            ServiceAction::Console,
        ];
        let staff = [
            ServiceAction::Create,
            ServiceAction::Suspend,
            ServiceAction::Unsuspend,
            ServiceAction::Terminate,
            ServiceAction::ChangePackage,
        ];
        ProvisionerCapabilities {
            needs: vec![(ServiceAction::Console, screen::SETTING)],
            usage: true,
            metrics: Measuring::Counted,
            choices: vec![ChoiceKind::Image, ChoiceKind::Storage],
            first_password: FirstPassword::WithoutKeys(KEYS),
            ..ProvisionerCapabilities::on_servers(MODULE, "libvirt", &staff, &client)
        }
    }

    fn account(around: &Around, server: &ServerCall) -> Result<Host, PortError> {
        let virsh = Virsh::at(address::address(server)?);
        Ok(Host { virsh, clock: around.clock.clone(), chance: around.chance.clone() })
    }
}

impl Cloud for Host {
    async fn find(&self, plan: &Plan<'_>) -> Result<Vec<Machine>, PortError> {
        let found = reading::machine(&self.virsh, plan, &plan.name()?).await?;
        Ok(found.into_iter().collect())
    }

    /// There is none.
    async fn journal(&self, _machine: &Machine) -> Result<Vec<Entry>, PortError> {
        Ok(Vec::new())
    }

    async fn make(&self, plan: &Plan<'_>, note: &Note) -> Said<()> {
        steps::define(&self.virsh, plan, note).await
    }

    async fn write(&self, plan: &Plan<'_>, machine: &Machine, note: &Note) -> Said<()> {
        let ours = definition::metadata(plan.call.service, note);
        let (space, id) = (definition::SPACE, machine.id.as_str());
        let metadata = ["metadata", id, "--uri", space, "--key", "hostler", "--config", "--set"];
        if let Err(no) = self.virsh.run(&[&metadata[..], &[&ours]].concat()).await? {
            return Ok(Err(no));
        }
        if !note.suspended || machine.note.suspended {
            return Ok(Ok(()));
        }
        // It stays off when its host starts again.
        Ok(self.virsh.run(&["autostart", id, "--disable"]).await?.map(drop))
    }

    async fn ask(&self, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
        if matches!(step, Step::Off | Step::ForceOff) {
            // What it counted is gone when it stops. A count that fails stops nothing.
            let _ = traffic::counted(self, &machine.id).await;
        }
        let said = steps::ask(&self.virsh, plan, machine, step).await?;
        if said.is_err() && machine.note.wants == ServiceAction::Create.word() {
            // Nothing half-made stays, so that it can be ordered again.
            let _ = steps::delete(&self.virsh, machine).await;
        }
        Ok(said)
    }

    /// Names are given once: there is none.
    async fn drop_spare(&self, _machine: &Machine) -> Said<()> {
        Ok(Ok(()))
    }

    fn steps(&self, _plan: &Plan<'_>, action: &ServiceAction, note: &Note) -> Vec<Step> {
        let on = note.was_on.then_some(Step::On);
        match action {
            ServiceAction::Create => vec![Step::Grow, Step::Configure, Step::On],
            ServiceAction::Suspend | ServiceAction::PowerOff => vec![Step::Off],
            ServiceAction::Unsuspend | ServiceAction::PowerOn => vec![Step::On],
            ServiceAction::Reboot => vec![Step::Off, Step::On],
            ServiceAction::Reset => vec![Step::ForceOff, Step::On],
            ServiceAction::Reinstall => {
                vec![Step::ForceOff, Step::Discard, Step::Grow, Step::Configure, Step::On]
            }
            ServiceAction::ChangePassword => vec![Step::Password],
            // Cores and memory hold from the next start; a disk grows while nobody uses it.
            ServiceAction::ChangePackage => {
                [Step::Configure, Step::Off, Step::Grow].into_iter().chain(on).collect()
            }
            ServiceAction::Terminate => vec![Step::ForceOff, Step::Delete],
            _ => Vec::new(),
        }
    }

    fn kinds(&self, _step: Step) -> &'static [&'static str] {
        &[]
    }

    /// A command ends when its step has. Of what is deleted only the absence is believed.
    fn is_taken_at_its_word(&self, step: Step) -> bool {
        step != Step::Delete
    }

    async fn link(
        &self,
        plan: &Plan<'_>,
        machine: &Machine,
        action: &ServiceAction,
    ) -> Said<Option<String>> {
        match action {
            ServiceAction::Console => Ok(screen::open(self, plan, machine).await?.map(Some)),
            _ => Ok(Ok(None)),
        }
    }

    fn password(&self, plan: &Plan<'_>, action: &ServiceAction) -> Option<Secret> {
        let set = matches!(action, ServiceAction::ChangePassword);
        (set && !plan.call.password.is_empty()).then(|| plan.call.password.clone())
    }

    async fn test(&self) -> Said<String> {
        Ok(self.virsh.run(&["version", "--daemon"]).await?.map(|said| reading::version(&said)))
    }

    async fn choices(&self, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
        lists::of(&self.virsh, kind).await
    }

    async fn usage(&self) -> Result<Vec<Usage>, PortError> {
        usage::of(self).await
    }

    async fn readings(&self) -> Result<Vec<Reading>, PortError> {
        counters::of(&self.virsh).await
    }
}
