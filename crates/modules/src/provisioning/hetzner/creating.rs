//! Making a machine: at most one per service.

use ports::provisioning::ProvisionOutcome;
use ports::{PortError, Refused};
use serde_json::{Value, json};

use super::api::Api;
use super::machine::{self, CALL, Machine, SERVICE, WANTS};
use super::{KEYS, Plan, follow};
use crate::provisioning::cloud::{keys_or_password, user_data};

/// Makes the machine of a service, unless there is one.
pub(super) async fn create(api: &Api, plan: &Plan<'_>) -> Result<ProvisionOutcome, PortError> {
    if let Some(machine) = machine::find(api, &plan.name).await? {
        return existing(api, plan, &machine).await;
    }
    let order = match order(plan) {
        Ok(order) => order,
        Err(no) => return Ok(ProvisionOutcome::Refused(no)),
    };
    match api.post(&["servers"], order).await? {
        Ok(_) => follow::to_its_end(api, plan).await,
        // Somebody was faster: the name is what keeps a service from having two machines.
        Err(no) if no.code == "uniqueness_error" => match machine::find(api, &plan.name).await? {
            Some(machine) => existing(api, plan, &machine).await,
            None => Ok(ProvisionOutcome::Refused(no)),
        },
        Err(no) => follow::refused(api, no),
    }
}

async fn existing(
    api: &Api,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    if machine.was_asked(&plan.call.idempotency_key) {
        return follow::to_its_end(api, plan).await;
    }
    let why = format!("The service has the machine {} already", machine.id);
    Ok(ProvisionOutcome::Refused(Refused::new("exists", why)))
}

fn order(plan: &Plan<'_>) -> Result<Value, Refused> {
    // With neither Hetzner would make a password and tell it once, in an answer that may be lost.
    let keys = keys_or_password(plan.call, KEYS)?;
    let mut order = json!({
        "name": plan.name,
        "server_type": plan.choice("server_type"),
        "image": plan.image(),
        "labels": {
            SERVICE: plan.call.service.to_string(),
            CALL: machine::mark(&plan.call.idempotency_key),
            WANTS: "create",
        },
        "user_data": user_data(plan.call),
        "start_after_create": true,
    });
    if let Some(location) = plan.choice("location") {
        order["location"] = json!(location);
    }
    if !keys.is_empty() {
        order["ssh_keys"] = json!(keys);
    }
    Ok(order)
}
