//! Closing a client's account.

use model::domains::status::DomainStatus;
use model::hosting::service::ServiceStatus;
use model::ids::ClientId;
use model::people::client::ClientStatus;
use serde_json::json;
use store::billing::{billable_items, invoices};
use store::domains::names;
use store::hosting::service_edits;
use store::hosting::services::{self, ServiceRow};
use store::ordering::orders;
use store::people::clients;

use crate::billing::cancel::cancel;
use crate::hosting::lifecycle::ended;
use crate::ordering::states;
use crate::{Act, Job, Result, not_found};

/// What becomes of accounts that run at providers when their client is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Running {
    /// They run on, as at the vendor, until a person ends them; the services count as terminated.
    Leave,
    /// They are terminated at the provider after the commit.
    End,
}

/// Closes a client: what it ordered and waits is cancelled, as are its open invoices, services that
/// run are terminated, and its domains not renewed. Closing a closed client changes nothing.
///
/// # Errors
/// Not found when there is no such client; the refusals of cancelling an invoice.
pub async fn close(act: &mut Act, id: ClientId, running: Running) -> Result<()> {
    let row =
        clients::lock(&mut act.conn, id).await?.ok_or_else(|| not_found("Client ID Not Found"))?;
    end_all(act, id, running).await?;
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

/// Cancels orders, names and invoices that wait, ends services, and sees to it that nothing more is
/// invoiced.
pub(super) async fn end_all(act: &mut Act, id: ClientId, running: Running) -> Result<()> {
    for order in orders::pending_of(&mut act.conn, id).await? {
        states::cancel(act, order).await?;
    }
    cancel_open_invoices(act, id).await?;
    end_services(act, id, running).await?;
    end_domains(act, id).await?;
    Ok(billable_items::withdraw(&mut act.conn, id).await?)
}

/// Names that no registrar was asked for are cancelled; others end with what is paid for.
async fn end_domains(act: &mut Act, id: ClientId) -> Result<()> {
    let at = act.at();
    for domain in names::of_client(&mut act.conn, id).await? {
        if domain.status == DomainStatus::Pending {
            let (from, to) = (domain.status, DomainStatus::Cancelled);
            names::set_status(&mut act.conn, domain.id, from, to, at).await?;
        }
    }
    for domain in names::renew_no_more(&mut act.conn, id, at).await? {
        act.changed("domains", domain, &[("donotrenew", json!(false), json!(true))]).await?;
    }
    Ok(())
}

async fn cancel_open_invoices(act: &mut Act, id: ClientId) -> Result<()> {
    for invoice in invoices::open_of_client(&mut act.conn, id).await? {
        cancel(act, invoice.id).await?;
    }
    Ok(())
}

async fn end_services(act: &mut Act, id: ClientId, running: Running) -> Result<()> {
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
        if running == Running::Leave {
            mark_terminated(act, service).await?;
            continue;
        }
        if service.status == Pending {
            // What was ordered is off; what was made of it nevertheless is ended there.
            services::set_status(&mut act.conn, service.id, Pending, Cancelled, at).await?;
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

/// Writes down that a service ended, without telling its provider.
async fn mark_terminated(act: &mut Act, mut service: ServiceRow) -> Result<()> {
    let id = service.id;
    let before = service.status.to_string();
    service.status = ServiceStatus::Terminated;
    service.updated_at = act.at();
    ended(act, &mut service).await?;
    service_edits::save(&mut act.conn, &service).await?;
    let pair = ("status", json!(before), json!(service.status.to_string()));
    act.changed("services", id, &[pair]).await?;
    let said = "its account at the provider is left as it is";
    act.log(Some(service.client_id), format!("Service Terminated - Service ID: {id} - {said}"))
        .await
}
