//! Installs what the tests need on a bare Debian or Ubuntu machine.

use std::process::Command;

use anyhow::{Result, bail};

use crate::run;

/// Installs Debian packages when we may; otherwise says what the person has to do.
pub(crate) fn install(packages: &[&str], what_for: &str) -> Result<()> {
    let words = packages.join(" ");
    if run::find_program("apt-get").is_none() {
        bail!("{what_for} is missing: install it and try again (on Debian: {words})");
    }
    if !run::is_root() {
        bail!("{what_for} is missing: run `sudo apt-get install {words}` and try again");
    }
    println!("installing {what_for}: {words}");
    run::check_quietly(Command::new("apt-get").args(["update", "--quiet"]))?;
    run::check_quietly(
        Command::new("apt-get")
            .args(["install", "--yes", "--quiet", "--no-install-recommends"])
            .args(packages)
            .env("DEBIAN_FRONTEND", "noninteractive"),
    )
}
