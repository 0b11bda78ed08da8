//! The description of a machine that libvirt is given (<https://libvirt.org/formatdomain.html>).

use model::ids::ServiceId;
use ports::{PortError, Refused};
use quick_xml::escape::escape;

use super::screen::CLOSED;
use crate::provisioning::cloud::{Note, Plan};

/// The namespace of our metadata.
pub(super) const SPACE: &str = "urn:hostler:machine";
/// Most cores and memory that a product may say; far beyond what a host has.
const CORES_MAX: u64 = 1_024;
const MEMORY_MIB_MAX: u64 = 64 * 1024 * 1024;
/// Largest disk, in GiB.
const DISK_GIB_MAX: u64 = 1024 * 1024;

/// A volume of a pool.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Volume {
    /// The pool.
    pub(super) pool: String,
    /// Its name there.
    pub(super) name: String,
}

/// The size of a machine.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Size {
    /// Processors.
    pub(super) cores: u64,
    /// Memory.
    pub(super) memory_mib: u64,
    /// Disk.
    pub(super) disk_gib: u64,
}

impl Volume {
    /// `images/debian-13.qcow2`.
    pub(super) fn of(text: &str) -> Option<Volume> {
        let (pool, name) = text.trim().split_once('/')?;
        let good = is_name(pool) && is_name(name);
        good.then(|| Volume { pool: pool.to_owned(), name: name.to_owned() })
    }
}

impl std::fmt::Display for Volume {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{}/{}", self.pool, self.name)
    }
}

impl Size {
    /// What the plan says.
    pub(super) fn of(plan: &Plan<'_>) -> Result<Size, PortError> {
        let within = |name: &str, usual: u64, most: u64| -> Result<u64, PortError> {
            let number = plan.number(name)?.unwrap_or(usual);
            let good = (1..=most).contains(&number);
            good.then_some(number).ok_or_else(|| plan.fault(name, "is nothing, or too much"))
        };
        Ok(Size {
            cores: within("cores", 1, CORES_MAX)?,
            memory_mib: within("memory", 1_024, MEMORY_MIB_MAX)?,
            disk_gib: within("disk_gib", 10, DISK_GIB_MAX)?,
        })
    }
}

/// Whether libvirt may be given this as a name: it is no option, and leads to no other folder.
pub(super) fn is_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"._+:~@-".contains(&byte);
    let first =
        name.bytes().next().is_some_and(|byte| byte.is_ascii_alphanumeric() || byte == b'_');
    first && name.len() <= 200 && name.bytes().all(plain)
}

/// The disk of the chosen image.
pub(super) fn image(plan: &Plan<'_>) -> Result<Volume, Refused> {
    let no = |why: &str| Refused::new("no_image", why);
    let lines = plan.choice("images").unwrap_or_default().lines();
    let mut images = lines.filter_map(|line| line.split_once('='));
    let wanted = plan.choice("image").unwrap_or_default();
    let found = images.find(|(name, _)| name.trim() == wanted);
    let (_, place) = found.ok_or_else(|| no("The image is not among the product's images"))?;
    Volume::of(place).ok_or_else(|| no("The image is not given as a pool and a volume of it"))
}

/// The pool of the disks.
pub(super) fn storage<'a>(plan: &'a Plan<'_>) -> Result<&'a str, PortError> {
    let pool = plan.choice("storage").filter(|pool| !pool.is_empty()).unwrap_or("default");
    is_name(pool).then_some(pool).ok_or_else(|| plan.fault("storage", "is no name of a pool"))
}

/// What is written on a machine.
pub(super) fn metadata(service: ServiceId, note: &Note) -> String {
    format!("<machine service=\"{service}\">{}</machine>", escape(note.words().join(" ")))
}

/// The whole description of a machine that is to be made.
pub(super) fn domain(plan: &Plan<'_>, note: &Note) -> Result<String, PortError> {
    let (name, storage) = (plan.name()?, storage(plan)?);
    let kind = plan.choice("virtualization").filter(|kind| !kind.is_empty()).unwrap_or("kvm");
    let processor = match kind {
        "kvm" => "host-model",
        "qemu" => "maximum",
        _ => return Err(plan.fault("virtualization", "is neither kvm nor qemu")),
    };
    // A part of the call's mark: no disk that somebody left behind is ever taken for ours.
    let mark = note.call.get(..8).unwrap_or(&note.call);
    let (network, Size { cores, memory_mib, .. }) = (network(plan)?, Size::of(plan)?);
    Ok(format!(
        "<domain type='{kind}'>
  <name>{name}</name>
  <title>{title}</title>
  <metadata>
    <hostler:machine xmlns:hostler='{SPACE}' service='{service}'>{words}</hostler:machine>
  </metadata>
  <memory unit='MiB'>{memory_mib}</memory>
  <vcpu>{cores}</vcpu>
  <cpu mode='{processor}'/>
  <os><type>hvm</type><boot dev='hd'/></os>
  <features><acpi/><apic/></features>
  <on_poweroff>destroy</on_poweroff><on_reboot>restart</on_reboot><on_crash>restart</on_crash>
  <devices>
    <disk type='volume' device='disk'>
      <driver name='qemu' type='qcow2' discard='unmap'/>
      <source pool='{storage}' volume='{name}-{mark}.qcow2'/><target dev='vda' bus='virtio'/>
    </disk>
    <disk type='volume' device='disk'>
      <driver name='qemu' type='raw'/>
      <source pool='{storage}' volume='{name}-{mark}-seed.img'/><target dev='vdb' bus='virtio'/>
      <readonly/>
    </disk>
{network}    <serial type='pty'/><console type='pty'/>
    <channel type='unix'><target type='virtio' name='org.qemu.guest_agent.0'/></channel>
    <rng model='virtio'><backend model='random'>/dev/urandom</backend></rng>
    <memballoon model='virtio'/>
    {CLOSED}
  </devices>
</domain>
",
        title = escape(title(&plan.call.domain).unwrap_or_else(|| name.clone())),
        service = plan.call.service,
        words = note.words().join(" "),
    ))
}

/// What people see in libvirt's lists: a line of it.
fn title(domain: &str) -> Option<String> {
    let title: String = domain.chars().filter(|letter| !letter.is_control()).take(200).collect();
    (!title.trim().is_empty()).then_some(title)
}

fn network(plan: &Plan<'_>) -> Result<String, PortError> {
    let network = plan.choice("network").filter(|text| !text.is_empty()).unwrap_or("default");
    let (kind, source) = match network.split_once('=') {
        Some(("bridge", bridge)) if is_name(bridge.trim()) => {
            ("bridge", format!("<source bridge='{}'/>", bridge.trim()))
        }
        None if network == "none" => return Ok(String::new()),
        None if network == "user" => ("user", String::new()),
        None if is_name(network) => ("network", format!("<source network='{network}'/>")),
        _ => return Err(plan.fault("network", "is no network, bridge=NAME, user or none")),
    };
    let filter = match plan.choice("filter").filter(|text| !text.is_empty()) {
        Some(filter) if is_name(filter) => format!("<filterref filter='{filter}'/>"),
        Some(_) => return Err(plan.fault("filter", "is no name of a filter")),
        None => String::new(),
    };
    Ok(format!("    <interface type='{kind}'>{source}<model type='virtio'/>{filter}</interface>\n"))
}
