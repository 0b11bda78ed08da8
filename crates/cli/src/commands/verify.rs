//! `hostler verify`: every invariant as a query over the live database; the exit code is for
//! monitoring.

use std::process::ExitCode;

use anyhow::Result;

use super::say;
use crate::args::SettingsArgs;
use crate::compose::{self, Post};
use crate::config::Config;

pub(crate) async fn run(settings: &SettingsArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let engine = compose::engine(&config, compose::database(&config).await?, Post::Sent).await?;
    let mut conn = engine.read().await?;
    let violations = engine::billing::books::verify(&mut conn).await?;
    for violation in &violations {
        say(format!("{violation:?}"));
    }
    if violations.is_empty() {
        say("The books are right.");
        return Ok(ExitCode::SUCCESS);
    }
    say(format!("{} violation(s).", violations.len()));
    Ok(ExitCode::FAILURE)
}
