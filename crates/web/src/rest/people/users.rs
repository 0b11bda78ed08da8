//! Who may act for the client; only its owner has a say in that.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use model::people::permission::ClientPermission;
use model::word::Word;
use protocol::{ClientInvite, ClientUser};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::accepted::Accepted;
use crate::rest::body::Body;
use crate::rest::inputs::EMAIL;
use crate::rest::money::{key, moment};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// Somebody who may act for the client.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct User {
    id: u64,
    name: String,
    email: String,
    is_owner: bool,
}

/// What a user may do.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Permissions {
    #[schemars(length(min = 1, max = 20))]
    permissions: Vec<Permission>,
}

/// Something that a user may do.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub(in crate::rest) enum Permission {
    Profile,
    Contacts,
    Products,
    ManageProducts,
    ProductSso,
    Domains,
    ManageDomains,
    Invoices,
    Quotes,
    Tickets,
    Affiliates,
    Emails,
    Orders,
}

/// An invitation.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest) struct Invitation {
    #[schemars(length(max = 254), regex(pattern = EMAIL))]
    email: String,
    #[schemars(length(min = 1, max = 20))]
    permissions: Vec<Permission>,
}

/// An invitation that waits for an answer.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Waiting {
    id: u64,
    email: String,
    permissions: Vec<Permission>,
    created_at: Option<String>,
    /// It cannot be accepted from then on.
    expires_at: Option<String>,
}

impl Permission {
    fn of(self) -> ClientPermission {
        match self {
            Self::Profile => ClientPermission::Profile,
            Self::Contacts => ClientPermission::Contacts,
            Self::Products => ClientPermission::Products,
            Self::ManageProducts => ClientPermission::ManageProducts,
            Self::ProductSso => ClientPermission::ProductSso,
            Self::Domains => ClientPermission::Domains,
            Self::ManageDomains => ClientPermission::ManageDomains,
            Self::Invoices => ClientPermission::Invoices,
            Self::Quotes => ClientPermission::Quotes,
            Self::Tickets => ClientPermission::Tickets,
            Self::Affiliates => ClientPermission::Affiliates,
            Self::Emails => ClientPermission::Emails,
            Self::Orders => ClientPermission::Orders,
        }
    }
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<User>>, Problem> {
    listed(&session.door(&app, ClientPermission::Profile)?, &paging).await
}

pub(in crate::rest) async fn listed(
    door: &ForClient,
    paging: &Paging,
) -> Result<Json<Page<User>>, Problem> {
    let window = paging.window()?;
    Ok(Json(window.cut(door.users().await?).map(said)))
}

pub(super) async fn permissions(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Permissions>, Problem> {
    permitted(&session.door(&app, ClientPermission::Profile)?, id).await
}

pub(in crate::rest) async fn permitted(
    door: &ForClient,
    id: u64,
) -> Result<Json<Permissions>, Problem> {
    let words = door.permissions_of(id).await?;
    Ok(Json(Permissions { permissions: words.iter().filter_map(|word| read(word)).collect() }))
}

pub(super) async fn permit(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Permissions>,
) -> Result<Json<Permissions>, Problem> {
    set(&session.door(&app, ClientPermission::Profile)?, id, input).await
}

pub(in crate::rest) async fn set(
    door: &ForClient,
    id: u64,
    input: Permissions,
) -> Result<Json<Permissions>, Problem> {
    door.permit(id, words(&input.permissions)).await?;
    Ok(Json(input))
}

pub(super) async fn remove(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    removed(&session.door(&app, ClientPermission::Profile)?, id).await
}

pub(in crate::rest) async fn removed(door: &ForClient, id: u64) -> Result<NoContent, Problem> {
    door.remove_user(id).await?;
    Ok(NoContent)
}

pub(super) async fn invite(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<Invitation>,
) -> Result<Accepted, Problem> {
    invited(&session.door(&app, ClientPermission::Profile)?, input).await
}

pub(in crate::rest) async fn invited(
    door: &ForClient,
    input: Invitation,
) -> Result<Accepted, Problem> {
    door.invite(input.email, words(&input.permissions)).await?;
    Ok(Accepted)
}

pub(super) async fn invitations(
    State(app): State<App>,
    session: ClientSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Waiting>>, Problem> {
    unanswered(&session.door(&app, ClientPermission::Profile)?, &paging).await
}

pub(in crate::rest) async fn unanswered(
    door: &ForClient,
    paging: &Paging,
) -> Result<Json<Page<Waiting>>, Problem> {
    let window = paging.window()?;
    Ok(Json(window.cut(door.invitations().await?).map(waiting)))
}

pub(super) async fn withdraw(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    withdrawn(&session.door(&app, ClientPermission::Profile)?, id).await
}

pub(in crate::rest) async fn withdrawn(door: &ForClient, id: u64) -> Result<NoContent, Problem> {
    door.withdraw_invitation(id).await?;
    Ok(NoContent)
}

fn waiting(row: ClientInvite) -> Waiting {
    Waiting {
        id: key(row.id.0),
        email: row.email.0,
        permissions: row.permissions.0.split(',').filter_map(read).collect(),
        created_at: moment(row.created),
        expires_at: moment(row.expires),
    }
}

/// A word of the wire; `None` for one that is no permission.
fn read(word: &str) -> Option<Permission> {
    serde_json::from_value(serde_json::json!(word.trim())).ok()
}

fn words(permissions: &[Permission]) -> Vec<String> {
    permissions.iter().map(|each| each.of().word().to_owned()).collect()
}

fn said(row: ClientUser) -> User {
    User { id: key(row.id.0), name: row.name.0, email: row.email.0, is_owner: row.is_owner.0 }
}
