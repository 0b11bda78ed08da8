//! Contacts of a client that staff names.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;

use crate::App;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::page::{Page, Paging};
use crate::rest::people::contact_input::ContactInput;
use crate::rest::people::contacts::{self, Contact, ContactId};
use crate::rest::problem::Problem;
use crate::rest::query::{ContactOf, Id, Query};
use crate::session::StaffSession;

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Contact>>, Problem> {
    contacts::listed(&owners::of_client(&app, &session, client).await?, &paging).await
}

pub(in crate::rest::admin) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    ContactOf(id): ContactOf,
) -> Result<Json<Contact>, Problem> {
    contacts::one(&owners::of_client(&app, &session, client).await?, id).await
}

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    Body(input): Body<ContactInput>,
) -> Result<MadeOrTried<ContactId>, Problem> {
    let door = owners::of_client(&app, &session, client).await?;
    let body = contacts::added(&door, input).await?;
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let location = format!("/api/v1/admin/clients/{client}/contacts/{}", body.id);
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(in crate::rest::admin) async fn update(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    ContactOf(id): ContactOf,
    Body(input): Body<ContactInput>,
) -> Result<Json<Contact>, Problem> {
    contacts::changed(&owners::of_client(&app, &session, client).await?, id, input).await
}

pub(in crate::rest::admin) async fn delete(
    State(app): State<App>,
    session: StaffSession,
    Id(client): Id,
    ContactOf(id): ContactOf,
) -> Result<NoContent, Problem> {
    contacts::gone(&owners::of_client(&app, &session, client).await?, id).await
}
