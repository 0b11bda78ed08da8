//! Where mail to the addresses of a domain name goes.

use axum::Json;
use axum::extract::State;
use axum::http::StatusCode;
use model::people::permission::ClientPermission;
use protocol::{AddEmailForward, DeleteEmailForward};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::ClientSession;

/// Where mail to a domain name goes.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Forwards {
    items: Vec<Forward>,
}

/// An address whose mail is passed on.
#[derive(Debug, Serialize, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Forward {
    /// What stands before the `@`; `*` for all that are not named.
    #[schemars(
        length(min = 1, max = 64),
        regex(pattern = r"^(\*|[A-Za-z0-9_+-]+(\.[A-Za-z0-9_+-]+)*)$")
    )]
    prefix: String,
    /// Where it goes.
    #[schemars(length(min = 3, max = 254))]
    destination: String,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Forwards>, Problem> {
    let found = session.door(&app, ClientPermission::ManageDomains)?.forwards(id).await?;
    let items = found.forwards.0.forward.0.iter().map(|row| Forward {
        prefix: row.prefix.to_string(),
        destination: row.destination.to_string(),
    });
    Ok(Json(Forwards { items: items.collect() }))
}

pub(super) async fn add(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Forward>,
) -> Result<(StatusCode, Json<Forward>), Problem> {
    let call = AddEmailForward {
        domainid: id,
        prefix: input.prefix.clone(),
        destination: input.destination.clone(),
    };
    session.door(&app, ClientPermission::ManageDomains)?.add_forward(call).await?;
    let Forward { prefix, destination } = input;
    let made = Forward { prefix: prefix.to_ascii_lowercase(), destination };
    Ok((StatusCode::CREATED, Json(made)))
}

pub(super) async fn delete(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Query(which): Query<Forward>,
) -> Result<StatusCode, Problem> {
    let Forward { prefix, destination } = which;
    let call = DeleteEmailForward { domainid: id, prefix, destination };
    session.door(&app, ClientPermission::ManageDomains)?.delete_forward(call).await?;
    Ok(StatusCode::NO_CONTENT)
}
