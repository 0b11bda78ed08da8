//! Making a machine: at most one per service.

use ports::provisioning::{ProvisionOutcome, ServiceAction};
use ports::{PortError, Refused};

use super::drive;
use super::{Cloud, Machine, Note, Plan};

/// Makes the machine of a service, unless there is one.
pub(super) async fn create<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
) -> Result<ProvisionOutcome, PortError> {
    if let Some(machine) = cloud.find(plan).await?.into_iter().next() {
        return existing(cloud, plan, &machine).await;
    }
    let note = Note::of(&plan.call.idempotency_key, &ServiceAction::Create);
    if let Err(no) = cloud.make(plan, &note).await? {
        // Somebody may have been faster, where names or numbers are given once only.
        return match cloud.find(plan).await?.into_iter().next() {
            Some(machine) => existing(cloud, plan, &machine).await,
            None => Ok(ProvisionOutcome::Refused(no)),
        };
    }
    let machines = cloud.find(plan).await?;
    let Some((first, spare)) = machines.split_first() else {
        let why = "what was just made is not there".to_owned();
        let cause = ports::UnknownCause::Unreadable;
        return Err(PortError::Unknown { module: plan.module, cause, why });
    };
    for machine in spare.iter().filter(|machine| machine.note.call == note.call) {
        // Where names may be given twice, of two that were made at once the older one stays.
        tracing::warn!(module = plan.module, machine = machine.id, "a spare machine is destroyed");
        let _ = cloud.drop_spare(machine).await?;
    }
    existing(cloud, plan, first).await
}

async fn existing<C: Cloud>(
    cloud: &C,
    plan: &Plan<'_>,
    machine: &Machine,
) -> Result<ProvisionOutcome, PortError> {
    let (key, create) = (&plan.call.idempotency_key, ServiceAction::Create);
    if machine.note.is_of(key, &create) {
        return drive::to_its_end(cloud, plan, &create).await;
    }
    let why = format!("The service has the machine {} already", machine.id);
    Ok(ProvisionOutcome::Refused(Refused::new("exists", why)))
}
