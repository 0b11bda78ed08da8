//! `hostler modules`: what this binary can talk to.

use std::process::ExitCode;

use anyhow::Result;

use super::say;

pub(crate) fn run() -> Result<ExitCode> {
    for module in modules::all() {
        say(format!("{:<14} {:<16} {}", module.port, module.name, module.capabilities.join(", ")));
    }
    Ok(ExitCode::SUCCESS)
}
