//! `hostler run-automation`: tasks of the automation by hand (B35).

use std::process::ExitCode;

use anyhow::{Result, bail};
use engine::automation::Progress;
use engine::{Caller, Door, Fault};
use indicatif::{ProgressBar, ProgressStyle};
use protocol::wire::{Flag, WireDate};
use protocol::{AutomationItem, RunAutomation};
use tokio::sync::watch;

use super::say;
use crate::args::{RunAutomationArgs, SettingsArgs};
use crate::compose;
use crate::config::Config;

pub(crate) async fn run(settings: &SettingsArgs, args: &RunAutomationArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let engine =
        compose::engine(&config, compose::existing(&config).await?, compose::Post::Sent).await?;
    let call = RunAutomation {
        task: args.task.clone(),
        date: args.date.map(|date| WireDate(Some(date))),
        dryrun: Flag(args.dry_run),
        clientid: args.client,
    };
    let bar = tokio::spawn(show(engine.progress()));
    let answer = actions::all(engine).call(&Caller::system(Door::Cli), call).await;
    bar.abort();
    let answer = match answer {
        Ok(answer) => answer,
        Err(Fault::Refused(refusal)) => bail!("{refusal}"),
        Err(broken @ Fault::Broken(_)) => return Err(broken.into()),
    };
    let mut well = true;
    for ran in &*answer.tasks {
        say(format!("{}: {}", &*ran.title, ran.counters.0));
        for item in &*ran.items {
            say(line(item));
        }
        if ran.itemsleftoff.0 > 0 {
            say(format!("  and {} more", ran.itemsleftoff));
        }
        for (word, text) in [("failed", &ran.error), ("waits for approval", &ran.waitsforapproval)]
        {
            if !text.is_empty() {
                well = false;
                say(format!("  {word}: {}", &**text));
            }
        }
    }
    Ok(if well || args.dry_run { ExitCode::SUCCESS } else { ExitCode::FAILURE })
}

/// A bar for each task that is long enough for one; indicatif shows it on terminals only.
async fn show(mut progress: watch::Receiver<Option<Progress>>) {
    let mut bar = ProgressBar::hidden();
    let mut of = None;
    while progress.changed().await.is_ok() {
        let Some(now) = *progress.borrow_and_update() else { continue };
        if of != Some(now.task) {
            bar.finish_and_clear();
            of = Some(now.task);
            bar = ProgressBar::new(u64::try_from(now.of).unwrap_or(u64::MAX))
                .with_message(now.task)
                .with_style(style());
        }
        bar.set_position(u64::try_from(now.done).unwrap_or(u64::MAX));
    }
}

fn style() -> ProgressStyle {
    let plain = ProgressStyle::default_bar();
    ProgressStyle::with_template("{msg} {bar:32} {pos}/{len} {per_sec} {eta}").unwrap_or(plain)
}

fn line(item: &AutomationItem) -> String {
    let amount = item.amount.as_ref().map(|amount| format!(" {amount} {}", &*item.currency));
    let skipped = if item.skipped.is_empty() {
        String::new()
    } else {
        format!(" - left alone: {}", &*item.skipped)
    };
    format!(
        "  {} {}{} (client {}): {}{skipped}",
        &*item.what,
        item.relid,
        amount.unwrap_or_default(),
        item.clientid,
        &*item.description
    )
}
