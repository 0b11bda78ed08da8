//! `hostler backup` and `hostler restore`: a copy of the database made, and one put back.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use anyhow::{Context as _, Result, bail};
use ports::{Clock as _, SystemClock};
use store::{Db, StoreError};

use super::{say, verify};
use crate::args::{BackupArgs, RestoreArgs, SettingsArgs, VerifyArgs};
use crate::compose;
use crate::config::{Backend, Config};

/// Copies the database while it is in use.
pub(crate) async fn backup(settings: &SettingsArgs, wanted: &BackupArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let db = compose::existing(&config).await?;
    let day = jiff::tz::TimeZone::UTC.to_datetime(SystemClock.now()).date();
    let usual = || folder(&config).join(db.copy_name(day));
    let path = wanted.file.clone().unwrap_or_else(usual);
    let bytes = db.copy_to(&path, programs(&config)).await?;
    say(format!("{} ({bytes} bytes), opened and checked.", path.display()));
    say("The keys in the data folder are not in it: keep them elsewhere too.");
    Ok(ExitCode::SUCCESS)
}

/// Puts a copy in the place of the SQLite file or into an empty PostgreSQL database, brings it up
/// to date, and recounts its books.
pub(crate) async fn restore(settings: &SettingsArgs, wanted: &RestoreArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let Backend::Engine { database } = &config.backend else {
        bail!("in front of a WHMCS there is no database; leave out --whmcs for this command");
    };
    let Some(copy) = &wanted.copy else { return list(&config) };
    let copy = found(&config, copy);
    let when = SystemClock.now().strftime("%Y%m%dT%H%M%SZ").to_string();
    let aside = match Db::put_back(database, &copy, &when, programs(&config)).await {
        Ok(aside) => aside,
        Err(StoreError::Unavailable(why) | StoreError::Backup(why) | StoreError::Missing(why)) => {
            bail!(why)
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(aside) = aside {
        say(format!("What was there is {} now.", aside.display()));
    }
    let db = compose::database(&config).await.context("the copy that was put back")?;
    drop(db);
    say(format!("{} is in its place; its books:", copy.display()));
    verify::run(settings, &VerifyArgs::default()).await
}

/// Where the programs of PostgreSQL are.
fn programs(config: &Config) -> &Path {
    Path::new(config.values.text("postgres_programs"))
}

fn folder(config: &Config) -> PathBuf {
    config.data.join("backups")
}

/// A file, or one of the copies by its name.
fn found(config: &Config, copy: &Path) -> PathBuf {
    let named = folder(config).join(copy);
    if copy.exists() || !named.exists() { copy.to_owned() } else { named }
}

fn list(config: &Config) -> Result<ExitCode> {
    let copies = Db::copies_in(&folder(config))?;
    if copies.is_empty() {
        say(format!("There are no copies in {}.", folder(config).display()));
        return Ok(ExitCode::FAILURE);
    }
    for (name, bytes) in copies {
        say(format!("{name}  {bytes} bytes"));
    }
    say("Name one of them to put it back: hostler restore NAME");
    Ok(ExitCode::SUCCESS)
}
