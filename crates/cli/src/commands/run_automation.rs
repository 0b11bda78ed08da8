//! `hostler run-automation`: tasks of the automation by hand (B35).

use std::process::ExitCode;

use anyhow::{Result, bail};
use engine::{Caller, Door, Fault};
use protocol::wire::{Flag, WireDate};
use protocol::{AutomationItem, RunAutomation};

use super::say;
use crate::args::{RunAutomationArgs, SettingsArgs};
use crate::compose;
use crate::config::Config;

pub(crate) async fn run(settings: &SettingsArgs, args: &RunAutomationArgs) -> Result<ExitCode> {
    let config = Config::load(settings)?;
    let engine = compose::engine(&config, compose::database(&config).await?, compose::Post::Sent)?;
    let call = RunAutomation {
        task: args.task.clone(),
        date: args.date.map(|date| WireDate(Some(date))),
        dryrun: Flag(args.dry_run),
        clientid: args.client,
    };
    let answer = match actions::all(engine).call(&Caller::system(Door::Cli), call).await {
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
