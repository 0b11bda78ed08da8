//! `GetModuleQueue`: module calls that failed and wait for a person or a retry.

use engine::{Cx, Result};
use protocol::{GetModuleQueue, GetModuleQueueResponse, ModuleQueueEntry};
use store::hosting::queue::{self, Wanted};

use crate::Registry;
use crate::wire::{instant, moment, number};

/// The vendor's action has no pages, so the list ends here.
const ENTRIES_MAX: i64 = 1_000;

pub(super) fn register(registry: Registry) -> Registry {
    registry.read(|cx, call: GetModuleQueue| Box::pin(get_module_queue(cx, call)))
}

async fn get_module_queue(cx: &Cx, call: GetModuleQueue) -> Result<GetModuleQueueResponse> {
    let settings = cx.engine.settings().await?;
    let wanted = Wanted {
        service_type: call.serviceType.as_deref(),
        service_id: call.relatedId.map(number),
        module: call.moduleName.as_deref(),
        action: call.moduleAction.as_deref(),
        since: call.since.and_then(|since| instant(&settings, since)),
        limit: ENTRIES_MAX,
    };
    let mut c = cx.read().await?;
    let rows = queue::open(&mut c, wanted).await?;
    Ok(GetModuleQueueResponse {
        count: rows.len().into(),
        queue: rows
            .into_iter()
            .map(|row| ModuleQueueEntry {
                id: row.id.0.into(),
                serviceType: row.service_type.into(),
                serviceId: row.service_id.into(),
                moduleName: row.module.into(),
                moduleAction: row.action.into(),
                lastAttempt: moment(&settings, Some(row.last_attempt_at)),
                lastAttemptError: row.last_error.into(),
                numRetries: row.retries.into(),
                completed: row.completed_at.is_some().into(),
                createdAt: moment(&settings, Some(row.created_at)),
                updatedAt: moment(&settings, Some(row.last_attempt_at)),
            })
            .collect(),
    })
}
