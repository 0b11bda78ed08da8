//! The end of a service, as its client wants it.

use axum::extract::State;
use axum::response::NoContent;
use model::people::permission::ClientPermission;
use protocol::AddCancelRequest;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::rest::accepted::Accepted;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// When a service is to end.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
enum When {
    Immediately,
    EndOfPeriod,
}

/// A wish for the end of a service.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Cancellation {
    when: When,
    #[schemars(length(max = 2000))]
    reason: Option<String>,
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Cancellation>,
) -> Result<Accepted, Problem> {
    let door = session.door(&app, ClientPermission::ManageProducts)?;
    let when = match input.when {
        When::Immediately => "Immediate",
        When::EndOfPeriod => "End of Billing Period",
    };
    let call =
        AddCancelRequest { serviceid: id, r#type: Some(when.to_owned()), reason: input.reason };
    door.cancel(call).await?;
    Ok(Accepted)
}

pub(super) async fn withdraw(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    let door = session.door(&app, ClientPermission::ManageProducts)?;
    door.keep(id).await?;
    Ok(NoContent)
}
