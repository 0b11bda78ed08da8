//! How a step is asked for.

use std::time::Duration;

use ports::Refused;
use ports::provisioning::{Power, ServiceAction};
use tokio::time::{Instant, sleep};

use super::definition::{self, Size, Volume};
use super::virsh::{Virsh, not_sent};
use super::{KEYS, reading, seed};
use crate::provisioning::cloud::{Machine, Note, Plan, Said, Step, keys_or_password};

const BYTES_PER_GIB: u64 = 1 << 30;
/// How often a machine that was asked to stop is looked at.
const PAUSE: Duration = Duration::from_millis(400);

/// Describes the machine of a service to its host, which takes a name once.
pub(super) async fn define(virsh: &Virsh, plan: &Plan<'_>, note: &Note) -> Said<()> {
    if let Err(no) = keys_or_password(plan.call, KEYS) {
        return Ok(Err(no));
    }
    // Before there is anything, so that nothing is left of what cannot be made.
    let domain = definition::domain(plan, note)?;
    if let Err(no) = can_be_fresh(virsh, plan).await? {
        return Ok(Err(no));
    }
    if let Err(no) = virsh.run(&["pool-info", definition::storage(plan)?]).await? {
        return Ok(Err(no));
    }
    let words = ["define", "/dev/stdin", "--validate"];
    Ok(virsh.feed(&words, domain.as_bytes(), &domain).await?.map(drop))
}

/// Whether the plan says all that a fresh system needs, and its image is there.
async fn can_be_fresh(virsh: &Virsh, plan: &Plan<'_>) -> Said<()> {
    Size::of(plan)?;
    seed::Addresses::of(plan)?;
    match definition::image(plan) {
        Ok(image) => Ok(template(virsh, &image).await?.map(drop)),
        Err(no) => Ok(Err(no)),
    }
}

/// Asks for a step.
pub(super) async fn ask(virsh: &Virsh, plan: &Plan<'_>, machine: &Machine, step: Step) -> Said<()> {
    let loses_data = machine.note.wants == ServiceAction::Reinstall.word();
    // Before it is switched off, and before its disk is gone.
    if loses_data
        && matches!(step, Step::ForceOff | Step::Discard)
        && let Err(no) = can_be_fresh(virsh, plan).await?
    {
        return Ok(Err(no));
    }
    match step {
        Step::On => on(virsh, machine).await,
        Step::Off => off(virsh, machine, plan.shutdown_seconds()?).await,
        Step::ForceOff => force_off(virsh, machine).await,
        Step::Grow => grow(virsh, plan, machine).await,
        Step::Configure if machine.note.wants == ServiceAction::ChangePackage.word() => {
            resize(virsh, plan, machine).await
        }
        Step::Configure => seed::put(virsh, plan, machine).await,
        Step::Discard => discard(virsh, machine).await,
        Step::Password => password(virsh, plan, machine).await,
        Step::Delete => delete(virsh, machine).await,
        Step::Reboot | Step::Reset | Step::Rebuild | Step::Resize => Ok(Ok(())),
    }
}

/// Starts it, or wakes it up; from now on it is on whenever its host is.
async fn on(virsh: &Virsh, machine: &Machine) -> Said<()> {
    let state = virsh.read(&["domstate", &machine.id]).await?;
    let command = match state.trim() {
        "paused" => "resume",
        "pmsuspended" => "dompmwakeup",
        _ => "start",
    };
    match unless(virsh.run(&[command, &machine.id]).await?, "already_on") {
        Ok(()) => Ok(virsh.run(&["autostart", &machine.id]).await?.map(drop)),
        Err(no) => Ok(Err(no)),
    }
}

/// Asks the system to stop, and stops it if that does not help: a system without ACPI hears
/// nothing.
async fn off(virsh: &Virsh, machine: &Machine, seconds: i64) -> Said<()> {
    let until = Instant::now() + Duration::from_secs(u64::try_from(seconds).unwrap_or_default());
    if seconds > 0 && virsh.run(&["shutdown", &machine.id]).await?.is_ok() {
        while Instant::now() < until {
            let state = virsh.read(&["domstate", &machine.id]).await?;
            if reading::power(state.trim()) == Power::Off {
                return Ok(Ok(()));
            }
            sleep(PAUSE).await;
        }
    }
    force_off(virsh, machine).await
}

async fn force_off(virsh: &Virsh, machine: &Machine) -> Said<()> {
    Ok(unless(virsh.run(&["destroy", &machine.id]).await?, "not_running"))
}

/// A "no" that says that it is so already is a yes.
fn unless(said: Result<String, Refused>, code: &str) -> Result<(), Refused> {
    match said {
        Err(no) if no.code != code => Err(no),
        _ => Ok(()),
    }
}

/// The machine's disk, made if it is to be fresh, and as large as the product says.
async fn grow(virsh: &Virsh, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let Some(disk) = Volume::of(machine.more("disk")) else { return Ok(Err(no_disk(machine))) };
    let wanted = Size::of(plan)?.disk_gib.saturating_mul(BYTES_PER_GIB);
    match reading::extent(virsh, &disk).await? {
        Ok(extent) if extent.capacity >= wanted => Ok(Ok(())),
        Ok(_) => {
            let bytes = wanted.to_string();
            let words = ["vol-resize", &disk.name, &bytes, "--pool", &disk.pool];
            Ok(virsh.run(&words).await?.map(drop))
        }
        Err(no) if no.code == "no_volume" && is_fresh(machine) => {
            copy(virsh, plan, &disk, wanted).await
        }
        Err(no) => Ok(Err(no)),
    }
}

/// Whether what is asked for begins with an empty machine. Otherwise a disk that is missing is
/// somebody's loss, and no reason to make another.
fn is_fresh(machine: &Machine) -> bool {
    let fresh = [ServiceAction::Create, ServiceAction::Reinstall];
    fresh.iter().any(|action| machine.note.wants == action.word())
}

fn no_disk(machine: &Machine) -> Refused {
    Refused::new("no_disk", format!("The machine {} has no disk of a pool", machine.id))
}

/// A disk that stands on the image.
async fn copy(virsh: &Virsh, plan: &Plan<'_>, disk: &Volume, wanted: u64) -> Said<()> {
    let image = match definition::image(plan) {
        Ok(image) => image,
        Err(no) => return Ok(Err(no)),
    };
    let (path, format, bytes) = match template(virsh, &image).await? {
        Ok(template) => template,
        Err(no) => return Ok(Err(no)),
    };
    let capacity = wanted.max(bytes).to_string();
    #[rustfmt::skip]
    let words = [
        "vol-create-as", &disk.pool, &disk.name, &capacity, "--format", "qcow2",
        "--backing-vol", &path, "--backing-vol-format", &format,
    ];
    Ok(unless(virsh.run(&words).await?, "exists"))
}

/// Path, format and size of an image.
async fn template(virsh: &Virsh, image: &Volume) -> Said<(String, String, u64)> {
    let words = ["vol-dumpxml", &image.name, "--pool", &image.pool];
    let mut said = virsh.run(&words).await?;
    if said.as_ref().is_err_and(|no| no.code == "no_volume") {
        // Somebody may have put it there by hand.
        let _ = virsh.run(&["pool-refresh", &image.pool]).await?;
        said = virsh.run(&words).await?;
    }
    let text = match said {
        Ok(text) => text,
        Err(no) => return Ok(Err(no)),
    };
    let volume = reading::read(&text)?;
    let path = volume.said(&["target", "path"]).to_owned();
    let format = volume.at(&["target", "format"]).map(|it| it.value("type"));
    let format = format.unwrap_or_default().to_owned();
    let bytes = volume.said(&["capacity"]).parse().unwrap_or(0);
    if !path.starts_with('/') || !matches!(format.as_str(), "qcow2" | "raw") {
        let why = format!("The image {image} is no file of the kind qcow2 or raw");
        return Ok(Err(Refused::new("no_image", why)));
    }
    Ok(Ok((path, format, bytes)))
}

/// Cores and memory, which hold from the next start.
async fn resize(virsh: &Virsh, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let (size, id) = (Size::of(plan)?, machine.id.as_str());
    let (cores, memory) = (size.cores.to_string(), format!("{}MiB", size.memory_mib));
    // What there may be at most comes first; a smaller one takes the present one down with it.
    for words in [
        ["setvcpus", id, &cores, "--maximum", "--config"].as_slice(),
        &["setvcpus", id, &cores, "--config"],
        &["setmaxmem", id, &memory, "--config"],
        &["setmem", id, &memory, "--config"],
    ] {
        if let Err(no) = virsh.run(words).await? {
            return Ok(Err(no));
        }
    }
    Ok(Ok(()))
}

/// Throws the disk away, once nobody uses it.
async fn discard(virsh: &Virsh, machine: &Machine) -> Said<()> {
    let Some(disk) = Volume::of(machine.more("disk")) else { return Ok(Err(no_disk(machine))) };
    let state = virsh.read(&["domstate", &machine.id]).await?;
    if reading::power(state.trim()) != Power::Off {
        return Err(not_sent("the machine was started meanwhile"));
    }
    remove(virsh, &disk).await
}

pub(super) async fn remove(virsh: &Virsh, volume: &Volume) -> Said<()> {
    let words = ["vol-delete", &volume.name, "--pool", &volume.pool];
    Ok(unless(virsh.run(&words).await?, "no_volume"))
}

/// Deletes disks and machine, in this order: what is half gone is still found.
pub(super) async fn delete(virsh: &Virsh, machine: &Machine) -> Said<()> {
    if let Err(no) = force_off(virsh, machine).await? {
        return Ok(if no.code == "not_found" { Ok(()) } else { Err(no) });
    }
    for disk in ["disk", "seed"] {
        let Some(volume) = Volume::of(machine.more(disk)) else { continue };
        if let Err(no) = remove(virsh, &volume).await? {
            return Ok(Err(no));
        }
    }
    let everything =
        ["--managed-save", "--snapshots-metadata", "--checkpoints-metadata", "--nvram"];
    let words = [["undefine", machine.id.as_str()].as_slice(), &everything].concat();
    Ok(unless(virsh.run(&words).await?, "not_found"))
}

/// By the agent in the guest.
async fn password(virsh: &Virsh, plan: &Plan<'_>, machine: &Machine) -> Said<()> {
    let password = plan.call.password.expose();
    if password.is_empty() || password.chars().any(char::is_control) {
        let why = "There is no password to set, or one with characters that cannot be typed";
        return Ok(Err(Refused::new("no_password", why)));
    }
    let user = if machine.username.is_empty() { "root" } else { &machine.username };
    if !definition::is_name(user) {
        return Err(plan.fault("ciuser", "is no name of a user"));
    }
    let words = ["set-user-password", &machine.id, user, password];
    let shown = format!("set-user-password {} {user} (a password)", machine.id);
    let said = virsh.whisper(&words, &shown).await?;
    Ok(said.map(drop).map_err(|no| match no.code.as_str() {
        "not_running" => Refused::new("powered_off", "The machine is switched off"),
        _ if no.message.contains("agent") => {
            let why =
                format!("The machine's system has no QEMU guest agent that runs: {}", no.message);
            Refused::new("no_agent", why)
        }
        _ => no,
    }))
}
