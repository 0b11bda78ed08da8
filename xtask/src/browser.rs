//! The browser in which the tests walk through the pages.

use std::path::PathBuf;

use anyhow::{Context, Result};

use crate::{apt, run};

/// The name of the program on various systems.
const PROGRAMS: &[&str] =
    &["chromium", "chromium-browser", "google-chrome", "google-chrome-stable"];

/// Chromium, installed where there is none. The browser builds that npm packages fetch while they
/// are installed come from servers that not every machine may reach; Debian's comes with packages.
pub(crate) fn prepare() -> Result<PathBuf> {
    if let Some(program) = find() {
        return Ok(program);
    }
    apt::install(&["chromium", "fonts-dejavu-core"], "Chromium")?;
    find().context("Chromium was installed, but is not on the PATH")
}

fn find() -> Option<PathBuf> {
    PROGRAMS.iter().find_map(|name| run::find_program(name))
}
