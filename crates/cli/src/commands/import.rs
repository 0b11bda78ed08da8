//! `hostler import`: moves a WHMCS in.

use std::process::ExitCode;

use anyhow::{Context, Result};
use indicatif::{ProgressBar, ProgressStyle};
use moving::{Left, Plan, Report};
use tempfile::TempDir;

use super::say;
use crate::args::{ImportArgs, SettingsArgs};
use crate::compose;
use crate::config::{Backend, Config};

pub(crate) async fn run(settings: &SettingsArgs, args: &ImportArgs) -> Result<ExitCode> {
    let mut config = Config::load(settings)?;
    let source = compose::remote(&crate::config::whmcs(&config.values, &args.from)?)?;
    let tried = if args.dry_run { Some(somewhere_else(&mut config)?) } else { None };
    let db = compose::database(&config).await?;
    let engine = compose::engine(&config, db, compose::Post::Kept).await?;
    let bar = ProgressBar::new(0).with_style(style());
    let plan = Plan { from: args.from.clone(), time_zone: args.time_zone.clone() };
    let report = moving::move_in(&engine, &source, &plan, &|progress| {
        bar.set_message(progress.kind);
        bar.set_length(progress.of);
        bar.set_position(progress.done);
    })
    .await;
    bar.finish_and_clear();
    drop(engine);
    let report = report?;
    tell(&report);
    if let Some(folder) = tried {
        folder.close().context("removing what was tried")?;
        say("Nothing was kept: this was a dry run");
    }
    Ok(if report.left.is_empty() { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// Has everything go into a database of its own, with keys of its own, that is removed afterwards.
fn somewhere_else(config: &mut Config) -> Result<TempDir> {
    let folder = tempfile::tempdir().context("making a folder to try it in")?;
    config.data = folder.path().to_owned();
    let database = folder.path().join("hostler.db").display().to_string();
    config.backend = Backend::Engine { database };
    Ok(folder)
}

fn tell(report: &Report) {
    for tally in &report.kinds {
        let left = report.left.iter().filter(|left| left.kind == tally.kind).count();
        say(format!(
            "{}: {} read, {} brought in, {} known, {left} left behind",
            tally.kind, tally.read, tally.brought, tally.known
        ));
    }
    list("Left behind:", &report.left);
    list("Otherwise here than there:", &report.otherwise);
    for figure in &report.compared {
        let mark = if figure.there == figure.here { "=" } else { "!" };
        say(format!("{mark} {}: {} there, {} here", figure.what, figure.there, figure.here));
    }
}

fn list(head: &str, rows: &[Left]) {
    if !rows.is_empty() {
        say(head);
    }
    for row in rows {
        say(format!("  {} {}: {}", row.kind, row.id, row.why));
    }
}

fn style() -> ProgressStyle {
    let plain = ProgressStyle::default_bar();
    ProgressStyle::with_template("{msg} {bar:32} {pos}/{len} {per_sec} {eta}").unwrap_or(plain)
}
