//! What can be done to a running service, and what was done.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::ActivityEntry;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::for_client::ForClient;
use crate::functions::Operation;
use crate::rest::body::Body;
use crate::rest::money::{key, moment, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;
use crate::session::proof::{Proof, prove};

/// Something to do.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAction {
    /// One of `GET /services/{id}/operations`.
    action: Operation,
    /// For `reinstall`: the system to install, as the provider calls it.
    #[schemars(length(min = 1, max = 200))]
    image: Option<String>,
    /// For `reinstall`: the present password. It may be left out within ten minutes of a log-in of
    /// whichever kind; else the answer is `proof-required`.
    #[schemars(length(max = 1024))]
    current_password: Option<String>,
}

/// What was begun.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Carried {
    action: Operation,
    /// `done`, or `pending` while the provider works on it.
    state: Progress,
    /// Where a browser goes on: the screen of the machine.
    url: Option<String>,
}

/// How far it is.
#[derive(Debug, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[schemars(rename = "ActionState")]
enum Progress {
    Done,
    Pending,
}

/// What can be done.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Operations {
    operations: Vec<Operation>,
}

/// Something that was done.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Done {
    id: u64,
    /// In the company's time zone.
    at: Option<String>,
    description: String,
    /// Who did it.
    by: Option<String>,
}

pub(super) async fn operations(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Operations>, Problem> {
    offered(&session.door(&app, ClientPermission::Products)?, id).await
}

pub(in crate::rest) async fn offered(
    door: &ForClient,
    id: u64,
) -> Result<Json<Operations>, Problem> {
    Ok(Json(Operations { operations: door.operations(id).await? }))
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<NewAction>,
) -> Result<Json<Carried>, Problem> {
    let door = session.door(&app, ClientPermission::ManageProducts)?;
    fits(input.action, input.image.as_ref())?;
    let proof = if input.action.needs_proof() {
        // A foreign service is not there, whoever asks.
        door.service(id).await?;
        Some(prove(&app, &session, input.current_password.as_deref()).await?)
    } else {
        None
    };
    begun(&door, id, (input.action, input.image), proof.as_ref()).await
}

/// Only a system that is installed has a name.
pub(in crate::rest) fn fits(action: Operation, image: Option<&String>) -> Result<(), Problem> {
    if image.is_some() && action != Operation::Reinstall {
        return Err(Problem::invalid("/image", "is only for `reinstall`"));
    }
    Ok(())
}

pub(in crate::rest) async fn begun(
    door: &ForClient,
    id: u64,
    (action, image): (Operation, Option<String>),
    proof: Option<&Proof>,
) -> Result<Json<Carried>, Problem> {
    let said = door.operate(id, action, image, proof).await?;
    let state = if said.pending.0 { Progress::Pending } else { Progress::Done };
    Ok(Json(Carried { action, state, url: said.url.as_ref().and_then(text) }))
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Done>>, Problem> {
    past(&session.door(&app, ClientPermission::Products)?, id, &paging).await
}

pub(in crate::rest) async fn past(
    door: &ForClient,
    id: u64,
    paging: &Paging,
) -> Result<Json<Page<Done>>, Problem> {
    let window = paging.window()?;
    let rows = door.history(id).await?;
    Ok(Json(window.cut(rows).map(done)))
}

fn done(row: ActivityEntry) -> Done {
    Done {
        id: key(row.id.0),
        at: moment(row.date),
        by: text(&row.username),
        description: row.description.0,
    }
}
