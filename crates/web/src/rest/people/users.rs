//! Who may act for the client; only its owner has a say in that.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use model::people::permission::ClientPermission;
use model::word::Word;
use protocol::ClientUser;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::rest::accepted::Accepted;
use crate::rest::body::Body;
use crate::rest::money::key;
use crate::rest::page::{Page, Paging};
use crate::rest::problem::{Code, Problem};
use crate::rest::query::{Id, Query};
use crate::session::{ClientSession, UserSession};

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[];

/// Somebody who may act for the client.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct User {
    id: u64,
    name: String,
    email: String,
    is_owner: bool,
}

/// What a user may do.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Permissions {
    #[schemars(length(min = 1, max = 20))]
    permissions: Vec<Permission>,
}

/// Something that a user may do.
#[derive(Debug, Clone, Copy, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
enum Permission {
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
pub(super) struct Invitation {
    #[schemars(length(min = 3, max = 250))]
    email: String,
    #[schemars(length(min = 1, max = 20))]
    permissions: Vec<Permission>,
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

/// The client's door, for its owner.
async fn owners(
    app: &App,
    session: &ClientSession,
    user: &UserSession,
) -> Result<ForClient, Problem> {
    let door = session.door(app, ClientPermission::Profile)?;
    let owner = door.details().await?.owner_user_id.0;
    if owner == user.user.0 {
        Ok(door)
    } else {
        Err(Problem::new(Code::NotPermitted, "Only the owner of the account may do that."))
    }
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    user: UserSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<User>>, Problem> {
    let window = paging.window()?;
    let rows = owners(&app, &session, &user).await?.users().await?;
    Ok(Json(window.cut(rows).map(said)))
}

pub(super) async fn permissions(
    State(app): State<App>,
    session: ClientSession,
    user: UserSession,
    Id(id): Id,
) -> Result<Json<Permissions>, Problem> {
    let words = owners(&app, &session, &user).await?.permissions_of(id).await?;
    let read = |word: &String| serde_json::from_value(serde_json::json!(word)).ok();
    Ok(Json(Permissions { permissions: words.iter().filter_map(read).collect() }))
}

pub(super) async fn permit(
    State(app): State<App>,
    session: ClientSession,
    user: UserSession,
    Id(id): Id,
    Body(input): Body<Permissions>,
) -> Result<Json<Permissions>, Problem> {
    let door = owners(&app, &session, &user).await?;
    let done = door.permit(id, words(&input.permissions)).await;
    app.0.sessions.watch().forget(i64::try_from(id).unwrap_or(0));
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(input))
}

pub(super) async fn remove(
    State(app): State<App>,
    session: ClientSession,
    user: UserSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    let door = owners(&app, &session, &user).await?;
    let done = door.remove_user(id).await;
    app.0.sessions.watch().forget(i64::try_from(id).unwrap_or(0));
    done?;
    Ok(NoContent)
}

pub(super) async fn invite(
    State(app): State<App>,
    session: ClientSession,
    user: UserSession,
    Body(input): Body<Invitation>,
) -> Result<Accepted, Problem> {
    let door = owners(&app, &session, &user).await?;
    let done = door.invite(input.email, words(&input.permissions)).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Accepted)
}

fn words(permissions: &[Permission]) -> Vec<String> {
    permissions.iter().map(|each| each.of().word().to_owned()).collect()
}

fn said(row: ClientUser) -> User {
    User { id: key(row.id.0), name: row.name.0, email: row.email.0, is_owner: row.is_owner.0 }
}
