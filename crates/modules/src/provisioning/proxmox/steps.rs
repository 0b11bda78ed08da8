//! How a step is asked for.

use ports::provisioning::ServiceAction;
use ports::{PortError, Refused};
use serde_json::Value;

use super::api::Api;
use super::{KEYS, reading, template, vmid};
use crate::provisioning::cloud::{Machine, Note, Plan, Said, Step, keys_or_password};

/// Clones the template into the number of the service.
pub(super) async fn clone(api: &Api, plan: &Plan<'_>, note: &Note) -> Said<()> {
    let Some(template) = template(plan) else { return Ok(Err(no_template())) };
    if let Err(no) = keys_or_password(plan.call, KEYS) {
        return Ok(Err(no));
    }
    let mut fields = vec![
        ("newid", vmid(plan)?.to_string()),
        ("name", host_name(plan)?),
        ("full", "1".to_owned()),
        ("description", reading::with_note("", plan.call.service, note)),
    ];
    for name in ["storage", "pool"] {
        if let Some(value) = plan.choice(name).filter(|value| !value.is_empty()) {
            fields.push((name, value.to_owned()));
        }
    }
    let node = plan.choice("node").unwrap_or_default();
    Ok(api.post(&[node, "qemu", template, "clone"], fields).await?.map(drop))
}

fn no_template() -> Refused {
    Refused::new("no_template", "The image is not among the product's templates")
}

/// The name of the machine: its domain, where that is one.
fn host_name(plan: &Plan<'_>) -> Result<String, PortError> {
    let domain = plan.call.domain.trim().to_ascii_lowercase();
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.');
    if domain.is_empty() || domain.len() > 63 || !domain.bytes().all(plain) {
        return plan.name();
    }
    Ok(domain)
}

/// Asks for a step.
pub(super) async fn ask(api: &Api, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
    let seconds = plan.shutdown_seconds()?;
    let stop = || vec![("overrule-shutdown", "1".to_owned())];
    let said = match step {
        Step::On => power(api, machine, "start", Vec::new()).await?,
        Step::Off if seconds > 0 => {
            let fields = vec![("timeout", seconds.to_string()), ("forceStop", "1".to_owned())];
            power(api, machine, "shutdown", fields).await?
        }
        Step::Off | Step::ForceOff => power(api, machine, "stop", stop()).await?,
        Step::Reboot => {
            power(api, machine, "reboot", vec![("timeout", seconds.max(1).to_string())]).await?
        }
        Step::Reset => power(api, machine, "reset", Vec::new()).await?,
        Step::Rebuild => return rebuild(api, plan, machine).await,
        Step::Configure => return configure(api, plan, machine).await,
        Step::Grow => return grow(api, plan, machine).await,
        Step::Discard => return discard(api, machine).await,
        Step::Password => return password(api, plan, machine).await,
        Step::Delete => {
            let query = [("purge", "1"), ("destroy-unreferenced-disks", "1")];
            api.delete(&[machine.more("node"), "qemu", &machine.id], &query).await?
        }
        Step::Resize => Ok(Value::Null),
    };
    Ok(said.map(drop))
}

async fn power(
    api: &Api,
    machine: &Machine,
    command: &str,
    fields: Vec<(&str, String)>,
) -> Said<Value> {
    api.post(&[machine.more("node"), "qemu", &machine.id, "status", command], fields).await
}

/// Puts a copy of the template's disk in the place of the machine's.
async fn rebuild(api: &Api, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let Some(template) = template(plan) else { return Ok(Err(no_template())) };
    let (node, disk) = (machine.more("node"), plan.choice("disk").unwrap_or("scsi0"));
    // Templates stay on the product's node; storages are named alike all over a cluster.
    let home = plan.choice("node").unwrap_or_default();
    let source = match api.get(&["nodes", home, "qemu", template, "config"], &[]).await? {
        Ok(config) => config.get(disk).and_then(Value::as_str).unwrap_or_default().to_owned(),
        Err(no) => return Ok(Err(no)),
    };
    let source = reading::volume(&source);
    let here = machine.more("disk").split(':').next().unwrap_or_default();
    let storage = plan.choice("storage").filter(|storage| !storage.is_empty()).unwrap_or(here);
    if source.is_empty() || storage.is_empty() {
        let why = format!("The template {template} has no disk {disk}");
        return Ok(Err(Refused::new("no_disk", why)));
    }
    let fields = vec![(disk, format!("{storage}:0,import-from={source}"))];
    Ok(api.post(&[node, "qemu", &machine.id, "config"], fields).await?.map(drop))
}

/// What cloud-init and the next start are told.
async fn configure(api: &Api, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let mut fields = Vec::new();
    for (name, usual) in [("cores", 1), ("memory", 1024)] {
        fields.push((name, plan.number(name)?.unwrap_or(usual).to_string()));
    }
    if machine.note.wants != ServiceAction::ChangePackage.word() {
        let own = plan.call.custom_fields.get("ipconfig0").map(String::as_str);
        let own = own.filter(|text| !text.trim().is_empty());
        let addresses = own.or_else(|| plan.choice("ipconfig0")).unwrap_or("ip=dhcp");
        fields.push(("ipconfig0", addresses.to_owned()));
        fields.push(("ciuser", plan.choice("ciuser").unwrap_or("root").to_owned()));
        if !plan.call.password.is_empty() {
            fields.push(("cipassword", plan.call.password.expose().to_owned()));
        }
        let keys = KEYS.of(plan.call).join("\n");
        if !keys.is_empty() {
            // Escaped twice: the value is itself an escaped text.
            fields.push(("sshkeys", escaped(&keys)));
        }
    }
    let path = [machine.more("node"), "qemu", &machine.id, "config"];
    Ok(api.put(&path, fields).await?.map(drop))
}

fn escaped(text: &str) -> String {
    let plain =
        |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'.' | b'_' | b'~');
    let each = |byte: u8| {
        if plain(byte) { char::from(byte).to_string() } else { format!("%{byte:02X}") }
    };
    text.bytes().map(each).collect()
}

/// A disk never shrinks.
async fn grow(api: &Api, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let wanted = plan.number("disk_gib")?.unwrap_or(10);
    if reading::gib(machine.more("disk")).is_none_or(|gib| gib >= wanted) {
        return Ok(Ok(()));
    }
    let disk = plan.choice("disk").unwrap_or("scsi0").to_owned();
    let fields = vec![("disk", disk), ("size", format!("{wanted}G"))];
    let path = [machine.more("node"), "qemu", &machine.id, "resize"];
    Ok(api.put(&path, fields).await?.map(drop))
}

/// Throws away the disk that a fresh system replaced, and nothing else that is unused.
async fn discard(api: &Api, machine: &Machine) -> Said<()> {
    let old = machine.note.before.replace("..", ":");
    let unused = machine.more("unused").split(',').filter_map(|each| each.split_once('='));
    let mut unused = unused.filter(|(_, volume)| !old.is_empty() && *volume == old);
    let Some((name, _)) = unused.next() else { return Ok(Ok(())) };
    let path = [machine.more("node"), "qemu", &machine.id, "config"];
    Ok(api.put(&path, vec![("delete", name.to_owned())]).await?.map(drop))
}

/// By cloud-init for the next fresh system, and by the guest's agent at once.
async fn password(api: &Api, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let password = plan.call.password.expose();
    if password.is_empty() {
        return Ok(Err(Refused::new("no_password", "There is no password to set")));
    }
    let path = [machine.more("node"), "qemu", &machine.id];
    let fields = vec![("cipassword", password.to_owned())];
    if let Err(no) = api.put(&[path.as_slice(), &["config"]].concat(), fields).await? {
        return Ok(Err(no));
    }
    let user = if machine.username.is_empty() { "root" } else { &machine.username };
    let fields = vec![("username", user.to_owned()), ("password", password.to_owned())];
    let path = [path.as_slice(), &["agent", "set-user-password"]].concat();
    Ok(api.post(&path, fields).await?.map(drop))
}
