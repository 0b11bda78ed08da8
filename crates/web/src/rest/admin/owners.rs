//! Whose the thing is that staff names: what a client does at its own door is done there for it,
//! with the permissions of the member's role.

use model::ids::ClientId;
use protocol::{GetClientsDetails, GetInvoice};

use super::services::{name_row_of, row_of};
use crate::App;
use crate::for_client::ForClient;
use crate::rest::problem::Problem;
use crate::session::StaffSession;

/// For a client; one that does not exist has nothing, whatever is asked of it.
pub(super) async fn of_client(
    app: &App,
    session: &StaffSession,
    id: u64,
) -> Result<ForClient, Problem> {
    let call = GetClientsDetails { clientid: Some(id), ..GetClientsDetails::default() };
    let found = session.call(app, call).await?.client;
    Ok(ForClient::by_staff(app, session, ClientId(found.id.0)))
}

/// For the client of a service.
pub(super) async fn of_service(
    app: &App,
    session: &StaffSession,
    id: u64,
) -> Result<ForClient, Problem> {
    let row = row_of(app, session, id).await?;
    Ok(ForClient::by_staff(app, session, ClientId(row.clientid.0)))
}

/// For the client of an invoice.
pub(super) async fn of_invoice(
    app: &App,
    session: &StaffSession,
    id: u64,
) -> Result<ForClient, Problem> {
    let row = session.call(app, GetInvoice { invoiceid: id }).await?;
    Ok(ForClient::by_staff(app, session, ClientId(row.userid.0)))
}

/// For the client of a domain name.
pub(super) async fn of_domain(
    app: &App,
    session: &StaffSession,
    id: u64,
) -> Result<ForClient, Problem> {
    let row = name_row_of(app, session, id).await?;
    Ok(ForClient::by_staff(app, session, ClientId(row.userid.0)))
}
