//! `hostler modules`: what this binary can talk to.

use std::process::ExitCode;

use anyhow::Result;

use super::say;

pub(crate) fn run() -> Result<ExitCode> {
    for module in modules::all() {
        say(format!(
            "{:<12?} {:<14} {}\n{:27} tested against: {}",
            module.port, module.module, module.capabilities, "", module.judge
        ));
    }
    Ok(ExitCode::SUCCESS)
}
