//! What became of what was asked of a machine.

use std::time::Duration;

use ports::provisioning::ProvisionOutcome;
use ports::{PortError, Refused};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::api::Api;
use super::machine::{self, AFTER, Machine, PREPARE, THEN_ON, WANTS};
use super::{MODULE, Plan};

/// How long a call waits for an act to end before it is told to be under way. The engine gives a
/// call thirty seconds.
pub(super) const WAITED_MAX: Duration = Duration::from_secs(8);
pub(super) const FIRST_PAUSE: Duration = Duration::from_millis(100);
pub(super) const PAUSE_MAX: Duration = Duration::from_secs(2);

/// Follows what was just asked until it ends, or for some seconds.
pub(super) async fn to_its_end(api: &Api, plan: &Plan<'_>) -> Result<ProvisionOutcome, PortError> {
    let until = Instant::now() + WAITED_MAX;
    let mut pause = FIRST_PAUSE;
    loop {
        let machine = machine::find(api, &plan.name).await?;
        let outcome = match &machine {
            Some(machine) => follow(api, machine).await?,
            None => None,
        };
        let outcome = outcome.ok_or_else(|| api.unreadable("what was just asked is not there"))?;
        let under_way = matches!(outcome, ProvisionOutcome::Pending { .. });
        if !under_way || Instant::now() + pause > until {
            return Ok(outcome);
        }
        sleep(pause).await;
        pause = (pause * 2).min(PAUSE_MAX);
    }
}

/// What became of the latest thing asked of a machine; `None` if it never arrived.
pub(super) async fn follow(
    api: &Api,
    machine: &Machine,
) -> Result<Option<ProvisionOutcome>, PortError> {
    let pending =
        |reference: &str| Ok(Some(ProvisionOutcome::Pending { reference: reference.to_owned() }));
    let done = || Ok(Some(ProvisionOutcome::Done(machine.changes())));
    match (machine.label(WANTS), machine.status.as_str()) {
        ("create", "running" | "off") | ("nothing", _) | ("poweroff", "off") => return done(),
        ("create", _) => return pending(&machine.id),
        (PREPARE, status) => {
            // It broke off between switching off and changing: what was on is on again.
            if status == "off" && machine.label(THEN_ON) == "1" {
                switch_on_again(api, machine).await?;
            }
            return Ok(None);
        }
        _ => {}
    }
    // The newest first: the last one is what was asked, those before it are what we added.
    let actions = all_after(api, machine).await?;
    let Some(action) = actions.last() else { return Ok(None) };
    let number = action.get("id").map(Value::to_string).unwrap_or_default();
    let text = |path: &str| action.pointer(path).and_then(Value::as_str).unwrap_or_default();
    if actions.iter().any(|each| each.get("status").and_then(Value::as_str) == Some("running")) {
        return pending(&number);
    }
    match text("/status") {
        "error" => {
            let no = Refused::new(text("/error/code"), text("/error/message"));
            Ok(Some(ProvisionOutcome::Refused(no)))
        }
        "success" => match (machine.label(THEN_ON), machine.status.as_str()) {
            // Once: a machine that does not start is for a person to look at.
            ("1", "off") if actions.len() == 1 && switch_on_again(api, machine).await? => {
                pending(&number)
            }
            (_, "running" | "off") => done(),
            _ => pending(&number),
        },
        other => Err(api.unreadable(format!("an action with the status {other:?}"))),
    }
}

/// Whether Hetzner took it. What was asked is done in either case; staff see that it is off.
async fn switch_on_again(api: &Api, machine: &Machine) -> Result<bool, PortError> {
    let asked = ask(api, machine, "poweron", json!({})).await?;
    if let Err(no) = &asked {
        tracing::warn!(module = MODULE, machine = machine.id, %no, "it stays off");
    }
    Ok(asked.is_ok())
}

/// The actions of a machine after the one that its label names, the newest first.
async fn all_after(api: &Api, machine: &Machine) -> Result<Vec<Value>, PortError> {
    let after: i64 = machine.label(AFTER).parse().unwrap_or_default();
    let query = [("sort", "id:desc"), ("per_page", "50")];
    let page = api.read(&["servers", &machine.id, "actions"], &query).await?;
    let actions = page.get("actions").and_then(Value::as_array).cloned().unwrap_or_default();
    let later = |action: &Value| action.get("id").and_then(Value::as_i64) > Some(after);
    Ok(actions.into_iter().filter(later).collect())
}

/// The number of a machine's latest action; 0 if it has none.
pub(super) async fn latest(api: &Api, machine: &Machine) -> Result<i64, PortError> {
    let query = [("sort", "id:desc"), ("per_page", "1")];
    let page = api.read(&["servers", &machine.id, "actions"], &query).await?;
    Ok(page.pointer("/actions/0/id").and_then(Value::as_i64).unwrap_or(0))
}

/// Asks a machine for an action.
pub(super) async fn ask(
    api: &Api,
    machine: &Machine,
    command: &str,
    body: Value,
) -> Result<Result<Value, Refused>, PortError> {
    api.post(&["servers", &machine.id, "actions", command], body).await
}

/// A "no" of Hetzner, unless it is about our token.
pub(super) fn refused(api: &Api, no: Refused) -> Result<ProvisionOutcome, PortError> {
    match api.not_taken(no.clone()) {
        error @ PortError::Configuration { module: MODULE, .. } => Err(error),
        _ => Ok(ProvisionOutcome::Refused(no)),
    }
}
