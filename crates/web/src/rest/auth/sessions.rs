//! Where whoever is logged in is signed in, user or staff.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::entered::{Entered, handed};
use crate::App;
use crate::rest::body::MaybeBody;
use crate::rest::money::{key, moment, text};
use crate::rest::problem::Problem;
use crate::rest::query::Id;
use crate::session::{AnySession, open};

/// A session that goes on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OpenSession {
    id: u64,
    /// When the password was given.
    began_at: Option<String>,
    /// When it was renewed last, which it is every few minutes while it is used.
    last_seen_at: Option<String>,
    /// The address it was seen at last.
    ip: Option<String>,
    /// Browser and system, such as `Firefox · Windows`, or the name of a program.
    device: Option<String>,
    /// Whether it is the one that asks.
    is_current: bool,
}

/// All of them, or the hundred that were seen last.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct OpenSessions {
    items: Vec<OpenSession>,
}

/// The end of all other sessions.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct EndOthers {
    /// Set the session's cookies too, for a page in a browser.
    #[serde(default)]
    cookie: bool,
}

pub(super) async fn list(
    State(app): State<App>,
    session: AnySession,
) -> Result<Json<OpenSessions>, Problem> {
    let found = open::list(&app, &session.claims, &session.caller).await?;
    let items = found.into_iter().map(|row| OpenSession {
        id: key(row.sessionid.0),
        began_at: moment(row.began),
        last_seen_at: moment(row.lastseen),
        ip: text(&row.clientip),
        device: text(&row.device),
        is_current: row.current.0,
    });
    Ok(Json(OpenSessions { items: items.collect() }))
}

pub(super) async fn end(
    State(app): State<App>,
    session: AnySession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    open::end(&app, &session.claims, &session.caller, id).await?;
    Ok(NoContent)
}

pub(super) async fn end_others(
    State(app): State<App>,
    session: AnySession,
    MaybeBody(input): MaybeBody<EndOthers>,
) -> Result<Entered, Problem> {
    let tokens = open::end_others(&app, &session.claims, &session.caller).await?;
    let tokens = tokens.ok_or_else(Problem::not_authenticated)?;
    handed(&app, Some(tokens), input.cookie, None)
}
