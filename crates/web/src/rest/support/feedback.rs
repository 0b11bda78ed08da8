//! Opening a ticket again, and saying how its answers were.

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::{AddTicketFeedback, RateTicketReply};
use schemars::JsonSchema;
use serde::Deserialize;

use super::tickets::{Ticket, ticket};
use crate::App;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("replyid", "reply_id")];

/// How helpful a reply was.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Rating {
    /// A reply of the staff.
    #[schemars(range(min = 1))]
    reply_id: u64,
    /// From 1, not at all, to 5.
    #[schemars(range(min = 1, max = 5))]
    rating: u64,
}

/// How a closed ticket went.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Feedback {
    /// From 1, badly, to 5.
    #[schemars(range(min = 1, max = 5))]
    rating: u64,
    #[schemars(length(max = 5_000))]
    comments: Option<String>,
}

pub(super) async fn reopen(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Ticket>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    door.reopen_ticket(id).await?;
    Ok(Json(ticket(door.ticket(id).await?)))
}

pub(super) async fn rate(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Rating>,
) -> Result<Json<Ticket>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    let Rating { reply_id, rating } = input;
    let call = RateTicketReply { ticketid: id, replyid: reply_id, rating };
    let done = door.rate_reply(call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(ticket(door.ticket(id).await?)))
}

pub(super) async fn say(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
    Body(input): Body<Feedback>,
) -> Result<Json<Ticket>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    let Feedback { rating, comments } = input;
    door.say_of_ticket(AddTicketFeedback { ticketid: id, rating, comments }).await?;
    Ok(Json(ticket(door.ticket(id).await?)))
}
