//! `hostler modules`: what this binary can talk to.

use std::process::ExitCode;

use anyhow::Result;

use super::say;
use crate::args::SettingsArgs;

pub(crate) fn run(settings: &SettingsArgs) -> Result<ExitCode> {
    for module in settings.own.listed() {
        // A derived `Debug` does not pad.
        let port = format!("{:?}", module.port);
        say(format!(
            "{port:<12} {:<14} {}\n{:27} tested against: {}",
            module.module, module.capabilities, "", module.judge
        ));
    }
    Ok(ExitCode::SUCCESS)
}
