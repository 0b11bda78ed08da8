//! The end of a service, as its client wants it.

use axum::extract::State;
use axum::response::NoContent;
use model::people::permission::ClientPermission;
use protocol::AddCancelRequest;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::for_client::ForClient;
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
pub(in crate::rest) struct Cancellation {
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
    wished(&session.door(&app, ClientPermission::ManageProducts)?, id, input).await
}

pub(in crate::rest) async fn wished(
    door: &ForClient,
    id: u64,
    input: Cancellation,
) -> Result<Accepted, Problem> {
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
    kept(&session.door(&app, ClientPermission::ManageProducts)?, id).await
}

pub(in crate::rest) async fn kept(door: &ForClient, id: u64) -> Result<NoContent, Problem> {
    door.keep(id).await?;
    Ok(NoContent)
}
