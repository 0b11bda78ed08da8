//! Users with several clients act for one at a time.

use axum::extract::State;
use model::ids::ClientId;
use schemars::JsonSchema;
use serde::Deserialize;

use super::entered::{Entered, handed};
use crate::App;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::session::enter::Refused;
use crate::session::{Role, UserSession, enter as door, renew};

/// A change of client.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Switch {
    /// One of the clients that `GET /me` lists.
    #[schemars(range(min = 1))]
    client_id: i64,
    /// Set the session's cookies too, for a page in a browser.
    #[serde(default)]
    cookie: bool,
}

pub(super) async fn switch(
    State(app): State<App>,
    session: UserSession,
    Body(input): Body<Switch>,
) -> Result<Entered, Problem> {
    let wanted = Some(ClientId(input.client_id));
    let who = match door::again(&app, Role::Client, session.user.0, wanted).await {
        Ok(who) => who.filter(|who| who.epoch == session.claims.epoch),
        Err(Refused::Wrong) => None,
        Err(refused) => return Err(refused.into()),
    };
    let who = who.ok_or_else(Problem::not_found)?;
    let line = session.claims.fork(&*app.0.chance);
    let tokens = door::begun(&app, &who, &line).await;
    let entered = handed(&app, tokens, input.cookie, None)?;
    // A browser has nothing left of the session before; a program may go on with both.
    if input.cookie {
        renew::end(&app, &session.claims).await?;
    }
    Ok(entered)
}
