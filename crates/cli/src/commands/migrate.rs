//! `hostler migrate`: creates or upgrades the database.

use std::process::ExitCode;

use anyhow::{Context, Result, bail};
use ports::{Clock, SystemClock};
use store::Db;

use super::say;
use crate::args::SettingsArgs;
use crate::config::{Backend, Config};

pub(crate) async fn run(settings: &SettingsArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let Backend::Engine { database } = &config.backend else {
        bail!("in front of a WHMCS there is no database to migrate");
    };
    std::fs::create_dir_all(&config.data).context("cannot create the data folder")?;
    let db = Db::open(database).await?;
    let applied = db.migrate(SystemClock.now().as_second()).await?;
    for step in &applied {
        say(format!("applied {step}"));
    }
    say(format!("{} is up to date.", db.kind()));
    Ok(ExitCode::SUCCESS)
}
