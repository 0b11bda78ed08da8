//! Closing a client's account.

use model::hosting::service::ServiceStatus;
use model::ids::ClientId;
use model::people::client::ClientStatus;
use serde_json::json;
use store::billing::invoices;
use store::hosting::services;
use store::people::clients;

use crate::billing::cancel::cancel;
use crate::{Act, Job, Result, not_found};

/// Closes a client: its open invoices are cancelled, services that wait are cancelled, and those
/// that run are terminated after the commit. Closing a closed client changes nothing.
///
/// # Errors
/// Not found when there is no such client; the refusals of cancelling an invoice.
pub async fn close(act: &mut Act, id: ClientId) -> Result<()> {
    let row =
        clients::lock(&mut act.conn, id).await?.ok_or_else(|| not_found("Client ID Not Found"))?;
    cancel_open_invoices(act, id).await?;
    end_services(act, id).await?;
    if row.status == ClientStatus::Closed {
        return Ok(());
    }
    let at = act.at();
    clients::set_status(&mut act.conn, id, row.status, ClientStatus::Closed, at).await?;
    let pair = ("status", json!(row.status.to_string()), json!("Closed"));
    act.changed("client", id, &[pair]).await?;
    act.log(Some(id), format!("Client Status Changed to Closed - User ID: {id}")).await?;
    act.event("ClientClosed", Some(id), &json!({ "userid": id.0 })).await
}

/// Cancels what waits for money.
pub(super) async fn cancel_open_invoices(act: &mut Act, id: ClientId) -> Result<()> {
    for invoice in invoices::open_of_client(&mut act.conn, id).await? {
        cancel(act, invoice.id).await?;
    }
    Ok(())
}

async fn end_services(act: &mut Act, id: ClientId) -> Result<()> {
    use ServiceStatus::{Active, Cancelled, Pending, Suspended};
    let at = act.at();
    for service in services::of_client(&mut act.conn, id).await? {
        if !matches!(service.status, Pending | Active | Suspended) {
            continue;
        }
        if service.provisioned_at.is_none() {
            services::set_status(&mut act.conn, service.id, service.status, Cancelled, at).await?;
            continue;
        }
        let job = Job {
            kind: "service.terminate",
            payload: json!({ "service": service.id.0 }),
            unique_key: Some(format!("service.terminate:{}:closed", service.id)),
        };
        act.enqueue(job).await?;
    }
    Ok(())
}
