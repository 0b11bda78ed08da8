//! What can be done to a running service of anybody, and what was done.

use axum::Json;
use axum::extract::State;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::functions::Operation;
use crate::rest::admin::owners;
use crate::rest::body::Body;
use crate::rest::hosting::actions::{self, Carried, Done, Operations};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;
use crate::session::proof::Proof;

/// Something to do; the role that permits it is the proof that a client is asked for.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "NewActionOfStaff")]
pub(in crate::rest::admin) struct NewAction {
    /// One of `GET /admin/services/{id}/operations`.
    action: Operation,
    /// For `reinstall`: the system to install, as the provider calls it.
    #[schemars(length(min = 1, max = 200))]
    image: Option<String>,
}

pub(in crate::rest::admin) async fn operations(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Operations>, Problem> {
    actions::offered(&owners::of_service(&app, &session, id).await?, id).await
}

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewAction>,
) -> Result<Json<Carried>, Problem> {
    let door = owners::of_service(&app, &session, id).await?;
    actions::fits(input.action, input.image.as_ref())?;
    let proof = Proof::of_staff(&session);
    actions::begun(&door, id, (input.action, input.image), Some(&proof)).await
}

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Done>>, Problem> {
    actions::past(&owners::of_service(&app, &session, id).await?, id, &paging).await
}
