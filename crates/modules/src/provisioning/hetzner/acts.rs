//! What is done to a machine that is there.

use std::time::Duration;

use ports::provisioning::{ProvisionOutcome, ServiceAction, ServiceCall, ServiceChanges};
use ports::{PortError, Refused, Secret};
use serde_json::{Value, json};
use tokio::time::{Instant, sleep};

use super::api::Api;
use super::machine::{self, AFTER, CALL, Machine, PREPARE, SUSPENDED, THEN_ON, WANTS};
use super::{Plan, follow, screen};
use crate::provisioning::cloud::user_data;

/// How often a machine is looked at while it stops.
const PAUSE: Duration = Duration::from_millis(500);
/// How long switching off may take; it is a matter of a second.
const OFF_WITHIN: Duration = Duration::from_secs(10);

/// Does something to the machine of a service.
pub(super) async fn act(
    api: &Api,
    plan: &Plan<'_>,
    action: &ServiceAction,
) -> Result<ProvisionOutcome, PortError> {
    let Some(machine) = machine::find(api, &plan.name).await? else {
        return Ok(absent(plan, action));
    };
    // Noted and never arrived (a machine that was locked) is as good as not asked.
    let asked = machine.was_asked(&plan.call.idempotency_key) && machine.label(WANTS) != PREPARE;
    if asked && follow::follow(api, &machine).await?.is_some() {
        return follow::to_its_end(api, plan).await;
    }
    if let Some(no) = forbidden(&machine, action) {
        return Ok(ProvisionOutcome::Refused(no));
    }
    let on = machine.status != "off";
    match action {
        ServiceAction::Suspend => switch_off(api, plan, &machine, Some("1")).await,
        ServiceAction::PowerOff => switch_off(api, plan, &machine, None).await,
        ServiceAction::Unsuspend => switch_on(api, plan, &machine, Some("0")).await,
        ServiceAction::PowerOn if on => nothing(api, plan, &machine).await,
        ServiceAction::PowerOn => switch_on(api, plan, &machine, None).await,
        ServiceAction::Reboot => simply(api, plan, &machine, "reboot", json!({})).await,
        ServiceAction::Reset => simply(api, plan, &machine, "reset", json!({})).await,
        ServiceAction::Reinstall => {
            let body = json!({ "image": plan.image(), "user_data": user_data(plan.call) });
            simply(api, plan, &machine, "rebuild", body).await
        }
        ServiceAction::ChangePassword => change_password(api, plan, &machine).await,
        ServiceAction::ChangePackage => change_type(api, plan, &machine).await,
        ServiceAction::Console => screen::open(api, plan, &machine).await,
        ServiceAction::Terminate => terminate(api, plan, &machine).await,
        _ => Ok(ProvisionOutcome::Unsupported),
    }
}

/// There is no machine. To terminate one that we know to have been there is to find it done: its
/// answer may have been lost.
fn absent(plan: &Plan<'_>, action: &ServiceAction) -> ProvisionOutcome {
    if *action == ServiceAction::Terminate && was_there(plan.call) {
        return ProvisionOutcome::Done(ServiceChanges::default());
    }
    let why = format!("There is no machine {} at Hetzner", plan.name);
    ProvisionOutcome::Refused(Refused::new("not_found", why))
}

/// Whether the service is known to have had a machine.
pub(super) fn was_there(call: &ServiceCall) -> bool {
    call.custom_fields.contains_key("hetzner_id")
}

fn forbidden(machine: &Machine, action: &ServiceAction) -> Option<Refused> {
    let restarts = matches!(action, ServiceAction::Reboot | ServiceAction::Reset);
    let starts = restarts
        || matches!(
            action,
            ServiceAction::PowerOn
                | ServiceAction::Reinstall
                | ServiceAction::ChangePassword
                | ServiceAction::Console
        );
    if machine.is_suspended() && starts {
        return Some(Refused::new("suspended", "The service is suspended"));
    }
    let needs_on = restarts || *action == ServiceAction::Console;
    let off = needs_on && machine.status == "off";
    off.then(|| Refused::new("powered_off", "The machine is switched off"))
}

/// Writes down what is about to be asked; before it is asked, so that a look-up finds it.
async fn note(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
    wants: &str,
    labels: &[(&str, &str)],
) -> Result<(), PortError> {
    let after = follow::latest(api, machine).await?;
    let mut new = vec![
        (CALL, machine::mark(&plan.call.idempotency_key)),
        (AFTER, after.to_string()),
        (WANTS, wants.to_owned()),
        (THEN_ON, "0".to_owned()),
    ];
    new.extend(labels.iter().map(|(name, value)| (*name, (*value).to_owned())));
    let body = json!({ "labels": machine.labels_with(&new) });
    let noted = api.put(&["servers", &machine.id], body).await?;
    noted.map(drop).map_err(|no| api.not_taken(no))
}

async fn simply(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
    command: &str,
    body: Value,
) -> Result<ProvisionOutcome, PortError> {
    note(api, plan, machine, command, &[]).await?;
    match follow::ask(api, machine, command, body).await? {
        Ok(_) => follow::to_its_end(api, plan).await,
        Err(no) => follow::refused(api, no),
    }
}

async fn nothing(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    note(api, plan, machine, "nothing", &[]).await?;
    Ok(ProvisionOutcome::Done(machine.changes()))
}

async fn switch_on(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
    suspended: Option<&str>,
) -> Result<ProvisionOutcome, PortError> {
    let labels: Vec<(&str, &str)> = suspended.map(|word| (SUSPENDED, word)).into_iter().collect();
    note(api, plan, machine, "poweron", &labels).await?;
    match follow::ask(api, machine, "poweron", json!({})).await? {
        Ok(_) => follow::to_its_end(api, plan).await,
        Err(no) => follow::refused(api, no),
    }
}

/// A suspended machine stays off: the label is there before anything else happens.
async fn switch_off(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
    suspended: Option<&str>,
) -> Result<ProvisionOutcome, PortError> {
    let labels: Vec<(&str, &str)> = suspended.map(|word| (SUSPENDED, word)).into_iter().collect();
    note(api, plan, machine, "poweroff", &labels).await?;
    match stop(api, plan, machine).await? {
        None => follow::to_its_end(api, plan).await,
        Some(no) => follow::refused(api, no),
    }
}

/// Asks the system to stop, then switches it off; why not.
async fn stop(api: &Api, plan: &Plan<'_>, machine: &Machine) -> Result<Option<Refused>, PortError> {
    if machine.status == "off" {
        return Ok(None);
    }
    if plan.shutdown_seconds > 0 && follow::ask(api, machine, "shutdown", json!({})).await?.is_ok()
    {
        let time = Duration::from_secs(plan.shutdown_seconds);
        if is_off_within(api, plan, time).await? {
            return Ok(None);
        }
    }
    if let Err(no) = follow::ask(api, machine, "poweroff", json!({})).await? {
        return Ok(Some(no));
    }
    is_off_within(api, plan, OFF_WITHIN).await?;
    Ok(None)
}

async fn is_off_within(api: &Api, plan: &Plan<'_>, time: Duration) -> Result<bool, PortError> {
    let until = Instant::now() + time;
    loop {
        let machine = machine::find(api, &plan.name).await?;
        if machine.is_none_or(|machine| machine.status == "off") {
            return Ok(true);
        }
        if Instant::now() + PAUSE > until {
            return Ok(false);
        }
        sleep(PAUSE).await;
    }
}

/// Hetzner makes the password itself, and tells it in this answer only.
async fn change_password(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    note(api, plan, machine, "reset_password", &[]).await?;
    let answer = match follow::ask(api, machine, "reset_password", json!({})).await? {
        Ok(answer) => answer,
        Err(no) => return follow::refused(api, no),
    };
    let password = answer.get("root_password").and_then(Value::as_str).map(Secret::new);
    Ok(match follow::to_its_end(api, plan).await? {
        ProvisionOutcome::Done(changes) => {
            ProvisionOutcome::Done(ServiceChanges { password, ..changes })
        }
        other => other,
    })
}

/// The type changes while the machine is off; the disk stays as it is, so that the way back is
/// open.
async fn change_type(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    let Some(wanted) = plan.choice("server_type").filter(|it| *it != machine.server_type()) else {
        return nothing(api, plan, machine).await;
    };
    // The same call, begun before, may have switched it off already.
    let again = machine.was_asked(&plan.call.idempotency_key) && machine.label(THEN_ON) == "1";
    let then_on = [(THEN_ON, if again || machine.status == "running" { "1" } else { "0" })];
    note(api, plan, machine, PREPARE, &then_on).await?;
    if let Some(no) = stop(api, plan, machine).await? {
        return follow::refused(api, no);
    }
    note(api, plan, machine, "change_type", &then_on).await?;
    let body = json!({ "server_type": wanted, "upgrade_disk": false });
    match follow::ask(api, machine, "change_type", body).await? {
        Ok(_) => follow::to_its_end(api, plan).await,
        Err(no) => {
            if then_on[0].1 == "1" {
                // Best effort: the refusal is the answer, and staff see that the machine is off.
                let _ = follow::ask(api, machine, "poweron", json!({})).await;
            }
            follow::refused(api, no)
        }
    }
}

async fn terminate(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    note(api, plan, machine, "delete", &[]).await?;
    if let Err(no) = api.delete(&["servers", &machine.id]).await? {
        return follow::refused(api, no);
    }
    let until = Instant::now() + OFF_WITHIN;
    while Instant::now() < until {
        if machine::find(api, &plan.name).await?.is_none() {
            return Ok(ProvisionOutcome::Done(ServiceChanges::default()));
        }
        sleep(PAUSE).await;
    }
    Ok(ProvisionOutcome::Pending { reference: machine.id.clone() })
}
