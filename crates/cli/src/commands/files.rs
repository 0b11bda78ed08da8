//! `hostler files`: where the bytes of files are kept, and moving them.

use std::process::ExitCode;

use anyhow::{Result, bail};
use engine::system::files::{Moved, move_all};
use engine::{Caller, Door};

use super::say;
use crate::args::{FilesArgs, FilesCommand, SettingsArgs};
use crate::compose::{self, Post};
use crate::config::Config;

pub(crate) async fn run(settings: &SettingsArgs, args: &FilesArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let engine = compose::engine(&config, compose::existing(&config).await?, Post::Sent).await?;
    let FilesCommand::Move { to } = &args.command;
    let moved = move_all(&engine.cx(Caller::system(Door::Cli)), to).await;
    let Moved { files, bytes, failed, swept } = match moved {
        Ok(moved) => moved,
        Err(fault) => bail!("{fault}"),
    };
    say(format!("{files} files ({bytes} bytes) are now at {to}; {swept} were removed."));
    if failed > 0 {
        say(format!("{failed} could not be moved and stay where they are; the log says why."));
        return Ok(ExitCode::FAILURE);
    }
    Ok(ExitCode::SUCCESS)
}
