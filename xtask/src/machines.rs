//! Prepares what virtual machines are tried on: libvirt, QEMU, and a small system to run.

use std::path::Path;
use std::process::Command;

use anyhow::Result;

use crate::{apt, run};

const PACKAGES: &[&str] = &[
    "libvirt-daemon-system",
    "libvirt-clients",
    "qemu-system-x86",
    "seabios",
    "ipxe-qemu",
    // The small system.
    "busybox-static",
    "cpio",
    "mtools",
    "syslinux",
];
const PROGRAMS: [&str; 6] =
    ["virsh", "qemu-system-x86_64", "busybox", "cpio", "mformat", "syslinux"];

/// Installs what is missing, and makes the system's disk below `target/e2e`, once.
pub(crate) fn prepare() -> Result<()> {
    // Its program is where only root looks for programs.
    let daemon = Path::new("/usr/sbin/libvirtd").exists();
    if !daemon || PROGRAMS.iter().any(|program| run::find_program(program).is_none()) {
        apt::install(PACKAGES, "libvirt with QEMU")?;
    }
    // By itself, and last: one of another release than QEMU would stop the installation, and goes.
    if run::find_program("qemu-img").is_none() {
        apt::install(&["qemu-utils"], "QEMU's tools for disks")?;
    }
    let disk = run::target_dir().join("e2e").join("guest.qcow2");
    if disk.exists() {
        return Ok(());
    }
    println!("making a small virtual machine: {}", disk.display());
    let script = run::root().join("crates/modules/tests/peers/make_guest.sh");
    run::check_quietly(Command::new("sh").arg(script).arg(&disk))
}
