//! `hostler config`: is it right, and what can be set.

use std::process::ExitCode;

use anyhow::Result;

use super::say;
use crate::args::{ConfigArgs, ConfigCommand, SettingsArgs};
use crate::checked;
use crate::config::{Config, KEYS};

pub(crate) fn run(settings: &SettingsArgs, args: &ConfigArgs) -> Result<ExitCode> {
    match args.command {
        ConfigCommand::Check => check(settings),
        ConfigCommand::Example => {
            for key in KEYS {
                say(format!("# {}", key.meaning));
                say(format!("# {} = {:?}\n", key.name, key.default));
            }
            Ok(ExitCode::SUCCESS)
        }
    }
}

fn check(settings: &SettingsArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    for key in KEYS {
        let (shown, source) = (config.values.shown(key), config.values.source(key.name));
        say(format!("{:<18} {shown:<40} {source}", key.name));
    }
    for note in checked::all(&config)? {
        say(note);
    }
    say("The configuration is right.");
    Ok(ExitCode::SUCCESS)
}
