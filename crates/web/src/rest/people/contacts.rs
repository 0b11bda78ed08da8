//! Contacts of a client.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use model::people::permission::ClientPermission;
use protocol::Contact as Row;
use schemars::JsonSchema;
use serde::Serialize;

use super::WIRE_NAMES;
use super::contact_input::{ContactInput, Emails};
use crate::App;
use crate::for_client::ForClient;
use crate::rest::body::Body;
use crate::rest::created::Created;
use crate::rest::money::{key, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// Somebody to write to beside the client.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Contact {
    id: u64,
    first_name: Option<String>,
    last_name: Option<String>,
    company_name: Option<String>,
    email: Option<String>,
    address1: Option<String>,
    address2: Option<String>,
    city: Option<String>,
    state: Option<String>,
    postcode: Option<String>,
    /// Two letters, ISO 3166-1.
    country: Option<String>,
    phone_number: Option<String>,
    emails: Emails,
}

/// The id of what was made.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct ContactId {
    pub(in crate::rest) id: u64,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Contact>>, Problem> {
    listed(&session.door(&app, ClientPermission::Contacts)?, &paging).await
}

pub(in crate::rest) async fn listed(
    door: &ForClient,
    paging: &Paging,
) -> Result<Json<Page<Contact>>, Problem> {
    let window = paging.window()?;
    let (rows, total) = door.contacts(window.start, window.limit).await?;
    Ok(Json(window.page(rows, total).map(contact)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Contact>, Problem> {
    one(&session.door(&app, ClientPermission::Contacts)?, id).await
}

pub(in crate::rest) async fn one(door: &ForClient, id: u64) -> Result<Json<Contact>, Problem> {
    Ok(Json(contact(door.contact(id).await?)))
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<ContactInput>,
) -> Result<Created<ContactId>, Problem> {
    let body = added(&session.door(&app, ClientPermission::Contacts)?, input).await?;
    Ok(Created { location: format!("/api/v1/contacts/{}", body.id), body })
}

pub(in crate::rest) async fn added(
    door: &ForClient,
    input: ContactInput,
) -> Result<ContactId, Problem> {
    let made = door.add_contact(input.into_new()?).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(ContactId { id: key(made.contactid.0) })
}

pub(super) async fn update(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<ContactInput>,
) -> Result<Json<Contact>, Problem> {
    changed(&session.door(&app, ClientPermission::Contacts)?, id, input).await
}

pub(in crate::rest) async fn changed(
    door: &ForClient,
    id: u64,
    input: ContactInput,
) -> Result<Json<Contact>, Problem> {
    let done = door.update_contact(input.into_change(id)).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    one(door, id).await
}

pub(super) async fn delete(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    gone(&session.door(&app, ClientPermission::Contacts)?, id).await
}

pub(in crate::rest) async fn gone(door: &ForClient, id: u64) -> Result<NoContent, Problem> {
    door.delete_contact(id).await?;
    Ok(NoContent)
}

fn contact(row: Row) -> Contact {
    Contact {
        id: key(row.id.0),
        first_name: text(&row.firstname),
        last_name: text(&row.lastname),
        company_name: text(&row.companyname),
        email: text(&row.email),
        address1: text(&row.address1),
        address2: text(&row.address2),
        city: text(&row.city),
        state: text(&row.state),
        postcode: text(&row.postcode),
        country: text(&row.country),
        phone_number: text(&row.phonenumber),
        emails: Emails {
            general: Some(row.generalemails.0),
            product: Some(row.productemails.0),
            domain: Some(row.domainemails.0),
            invoice: Some(row.invoiceemails.0),
            support: Some(row.supportemails.0),
            affiliate: Some(row.affiliateemails.0),
        },
    }
}
