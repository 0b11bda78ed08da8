//! `hostler modules`: what this binary can talk to.

use std::process::ExitCode;

use anyhow::Result;

use super::say;

pub(crate) fn run() -> Result<ExitCode> {
    for module in modules::all() {
        // A derived `Debug` does not pad.
        let port = format!("{:?}", module.port);
        say(format!(
            "{port:<12} {:<14} {}\n{:27} tested against: {}",
            module.module, module.capabilities, "", module.judge
        ));
    }
    Ok(ExitCode::SUCCESS)
}
