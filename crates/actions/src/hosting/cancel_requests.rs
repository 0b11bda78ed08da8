//! `DeleteCancelRequest`: our own.

use engine::{Act, Result, not_found};
use model::ids::ServiceId;
use protocol::{DeleteCancelRequest, DeleteCancelRequestResponse};
use serde_json::json;
use store::hosting::cancellations;

use crate::Registry;
use crate::wire::id;

pub(super) fn register(registry: Registry) -> Registry {
    registry.write(|act, call: DeleteCancelRequest| Box::pin(delete_cancel_request(act, call)))
}

async fn delete_cancel_request(
    act: &mut Act,
    call: DeleteCancelRequest,
) -> Result<DeleteCancelRequestResponse> {
    let service: ServiceId = id(call.serviceid);
    let open = cancellations::open_of(&mut act.conn, service).await?;
    let open = open.ok_or_else(|| not_found("Cancellation Request Not Found"))?;
    let at = act.at();
    cancellations::close(&mut act.conn, service, at).await?;
    let said = format!("Cancellation Request Removed - Service ID: {service}");
    act.log(Some(open.client_id), said).await?;
    let payload = json!({ "serviceid": service.0 });
    act.event("CancellationWithdrawn", Some(open.client_id), &payload).await?;
    Ok(DeleteCancelRequestResponse { serviceid: call.serviceid.into() })
}
