//! Going on with a ticket.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::AddTicketReply;
use schemars::JsonSchema;
use serde::Deserialize;

use super::files::{NewFile, wire_files};
use super::tickets::{Ticket, WIRE_NAMES, ticket};
use crate::App;
use crate::rest::body::Body;
use crate::rest::inputs::NAME;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// A reply.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    #[schemars(length(min = 1, max = 60_000), regex(pattern = NAME))]
    message: String,
    #[serde(default)]
    #[schemars(length(max = 10))]
    files: Vec<NewFile>,
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Reply>,
) -> Result<Json<Ticket>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    let call = AddTicketReply {
        ticketid: id,
        message: input.message,
        attachments: wire_files(input.files)?,
        ..AddTicketReply::default()
    };
    let done = door.reply(call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(ticket(door.ticket(id).await?)))
}

pub(super) async fn close(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Ticket>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    door.close_ticket(id).await?;
    Ok(Json(ticket(door.ticket(id).await?)))
}
