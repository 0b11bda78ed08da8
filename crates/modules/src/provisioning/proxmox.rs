//! `proxmox`: virtual machines of a Proxmox VE cluster, cloned from templates with cloud-init.
//!
//! Followed: <https://pve.proxmox.com/pve-docs/api-viewer/index.html> (9.2) and, for tokens,
//! <https://pve.proxmox.com/wiki/User_Management#pveum_tokens>. Our server record holds the
//! address of a node (port 8006), as user name `user@realm!token`, and as password or key its
//! secret. The certificate must be one that this machine trusts.
//!
//! A service's machine has a number of its own: the product's first number plus the number of the
//! service. Numbers are unique in a cluster, so whatever times out or is sent twice, a service has
//! at most one machine. What was asked of it stands in a comment at the top of its notes.
//!
//! There is no call for a fresh system: the disk is replaced by an import of the template's, and
//! number, addresses and notes stay. Traffic is what the node's measured rates add up to: its
//! counters begin anew whenever a machine is started.

mod api;
mod journal;
mod lists;
mod metrics;
mod reading;
mod screen;
mod steps;
mod usage;

use std::collections::BTreeMap;

use ports::provisioning::{
    FirstPassword, KeyList, Measuring, Metrics, ProvisionerCapabilities, ServerCall, ServiceAction,
    Span, Usage,
};
use ports::{Choice, ChoiceKind, PortError, Secret, SettingField, SettingKind};
use serde_json::Value;

use super::cloud::{Around, Cloud, Entry, Machine, Note, Plan, Said, Step, Vendor};
use api::Api;

pub(super) const MODULE: &str = "proxmox";

/// The keys of who may sign in.
const KEYS: KeyList = KeyList::Lines("sshkeys");

const FIELDS: [SettingField; 16] = [
    SettingField::text("node", "Node", "Where machines are made; they may be moved later.")
        .offers(ChoiceKind::Region)
        .required(),
    SettingField::text(
        "templates",
        "Templates",
        "One a line, such as debian-13=9000: the name of an image and the number of its template, \
         on the same node.",
    )
    .kind(SettingKind::LongText)
    .offers(ChoiceKind::Image)
    .required(),
    SettingField::text("image", "Image", "One of the templates; an option of that name wins.")
        .required(),
    SettingField::text("first_vmid", "First number", "Added to the number of the service.")
        .kind(SettingKind::Number)
        .default_value("100000"),
    SettingField::text("storage", "Storage", "Of the disks; empty for that of the template.")
        .offers(ChoiceKind::Storage),
    SettingField::text("pool", "Pool", "Of the machines; may be empty."),
    SettingField::text("cores", "Cores", "An option of that name wins.")
        .kind(SettingKind::Number)
        .default_value("1"),
    SettingField::text("memory", "Memory in MiB", "An option of that name wins.")
        .kind(SettingKind::Number)
        .default_value("1024"),
    SettingField::text("disk_gib", "Disk in GiB", "It never shrinks; an option wins.")
        .kind(SettingKind::Number)
        .default_value("10"),
    SettingField::text("disk", "Disk", "The name of the template's disk.").default_value("scsi0"),
    SettingField::text("ciuser", "User", "Who signs in; for cloud-init.").default_value("root"),
    SettingField::text(
        "ipconfig0",
        "Addresses",
        "For cloud-init, such as ip=192.0.2.7/24,gw=192.0.2.1; a custom field of that name wins.",
    )
    .default_value("ip=dhcp"),
    SettingField::text("sshkeys", "SSH keys", "Public keys, one a line; an option wins.")
        .kind(SettingKind::LongText),
    SettingField::text(
        "name_prefix",
        "Prefix of names",
        "Lower-case letters and digits, different for each installation that shares a cluster.",
    )
    .default_value("hostler"),
    SettingField::text(
        "shutdown_seconds",
        "Seconds to shut down",
        "How long a system may take to stop before it is switched off, at most 15.",
    )
    .kind(SettingKind::Number)
    .default_value("10"),
    SettingField::text(
        screen::SETTING,
        "Console",
        "Address of noVNC on the node, which the node's web server leads to the screens: \
         https://{host}/novnc/vnc.html. Clients have no console without it.",
    ),
];

/// A Proxmox VE cluster.
pub struct Proxmox;

impl Vendor for Proxmox {
    type Account = Api;
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
            usage: true,
            needs: vec![(ServiceAction::Console, screen::SETTING)],
            metrics: Measuring::Told,
            choices: vec![ChoiceKind::Image, ChoiceKind::Region, ChoiceKind::Storage],
            first_password: FirstPassword::WithoutKeys(KEYS),
            ..ProvisionerCapabilities::on_servers(MODULE, "Proxmox VE", &staff, &client)
        }
    }

    fn account(around: &Around, server: &ServerCall) -> Result<Api, PortError> {
        Api::of(&around.pool, server, around.clock.clone())
    }
}

impl Cloud for Api {
    async fn find(&self, plan: &Plan<'_>) -> Result<Vec<Machine>, PortError> {
        let vmid = vmid(plan)?.to_string();
        let planned = plan.choice("node").unwrap_or_default().to_owned();
        if let Some(machine) = reading::machine(self, plan, &planned, &vmid).await? {
            return Ok(vec![machine]);
        }
        // It may have been moved.
        let all = self.read(&["cluster", "resources"], &[("type", "vm")]).await?;
        let all = all.as_array().map(Vec::as_slice).unwrap_or_default();
        let ours = |each: &&Value| each.get("vmid").map(Value::to_string).as_ref() == Some(&vmid);
        let node = all.iter().find(ours).and_then(|each| each.get("node")).and_then(Value::as_str);
        let Some(node) = node.filter(|node| *node != planned) else { return Ok(Vec::new()) };
        Ok(reading::machine(self, plan, node, &vmid).await?.into_iter().collect())
    }

    async fn journal(&self, machine: &Machine) -> Result<Vec<Entry>, PortError> {
        journal::read(self, machine).await
    }

    async fn make(&self, plan: &Plan<'_>, note: &Note) -> Said<()> {
        steps::clone(self, plan, note).await
    }

    async fn write(&self, plan: &Plan<'_>, machine: &Machine, note: &Note) -> Said<()> {
        let notes = reading::with_note(machine.more("notes"), plan.call.service, note);
        let onboot = if note.suspended { "0" } else { "1" };
        let fields = vec![("description", notes), ("onboot", onboot.to_owned())];
        let path = [machine.more("node"), "qemu", &machine.id, "config"];
        Ok(self.put(&path, fields).await?.map(drop))
    }

    async fn ask(&self, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
        steps::ask(self, plan, machine, step).await
    }

    /// Numbers are given once: there is none.
    async fn drop_spare(&self, _machine: &Machine) -> Said<()> {
        Ok(Ok(()))
    }

    fn steps(&self, _plan: &Plan<'_>, action: &ServiceAction, note: &Note) -> Vec<Step> {
        let on = note.was_on.then_some(Step::On);
        match action {
            ServiceAction::Create => vec![Step::Configure, Step::Grow, Step::On],
            ServiceAction::Suspend | ServiceAction::PowerOff => vec![Step::Off],
            ServiceAction::Unsuspend | ServiceAction::PowerOn => vec![Step::On],
            ServiceAction::Reboot => vec![Step::Reboot],
            ServiceAction::Reset => vec![Step::Reset],
            ServiceAction::Reinstall => {
                let fresh = [Step::Off, Step::Rebuild, Step::Discard];
                fresh.into_iter().chain([Step::Grow, Step::Configure, Step::On]).collect()
            }
            ServiceAction::ChangePassword => vec![Step::Password],
            // Cores and memory hold from the next start.
            ServiceAction::ChangePackage => {
                [Step::Configure, Step::Grow, Step::Off].into_iter().chain(on).collect()
            }
            ServiceAction::Terminate => vec![Step::Off, Step::Delete],
            _ => Vec::new(),
        }
    }

    fn kinds(&self, step: Step) -> &'static [&'static str] {
        journal::kinds(step)
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
        Ok(self.get(&["version"], &[]).await?.map(|version| {
            let text = version.get("version").and_then(Value::as_str).unwrap_or_default();
            format!("Proxmox VE {text}")
        }))
    }

    async fn choices(&self, kind: ChoiceKind) -> Result<Vec<Choice>, PortError> {
        lists::of(self, kind).await
    }

    async fn usage(&self) -> Result<Vec<Usage>, PortError> {
        usage::of(self, self.month_began()).await
    }

    async fn metrics(&self, machine: &Machine, _span: Span) -> Result<Metrics, PortError> {
        metrics::of(self, machine).await
    }
}

/// The number of the service's machine.
fn vmid(plan: &Plan<'_>) -> Result<u64, PortError> {
    let first = plan.number("first_vmid")?.unwrap_or(100_000);
    let service = u64::try_from(plan.call.service.0).ok();
    // The API takes 100 to 999999999.
    let vmid = service.and_then(|service| first.checked_add(service));
    let vmid = vmid.filter(|vmid| (100..=999_999_999).contains(vmid));
    vmid.ok_or_else(|| plan.fault("first_vmid", "leads to a number that Proxmox does not take"))
}

/// The template of the chosen image, by number.
fn template<'a>(plan: &'a Plan<'_>) -> Option<&'a str> {
    let lines = plan.choice("templates").unwrap_or_default().lines();
    let templates: BTreeMap<&str, &str> = lines
        .filter_map(|line| line.split_once('='))
        .map(|(name, number)| (name.trim(), number.trim()))
        .collect();
    let number = *templates.get(plan.choice("image")?)?;
    number.bytes().all(|byte| byte.is_ascii_digit()).then_some(number)
}
