//! Exchanging a refresh token, which is good once: the person is looked at again, and both tokens
//! are new.

use axum::extract::State;
use axum::http::{HeaderMap, Method};
use schemars::JsonSchema;
use serde::Deserialize;

use super::entered::{Entered, handed};
use crate::App;
use crate::rest::body::MaybeBody;
use crate::rest::problem::Problem;
use crate::session::cookies::{self, Cookie};
use crate::session::{Claims, Denied, Kind, renew};

/// An exchange.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Refresh {
    /// The refresh token; without it, the one in the cookie.
    #[schemars(length(max = 4096))]
    refresh_token: Option<String>,
}

pub(super) async fn refresh(
    State(app): State<App>,
    headers: HeaderMap,
    MaybeBody(input): MaybeBody<Refresh>,
) -> Result<Entered, Problem> {
    let in_cookie = Cookie::Refresh.read(&headers, app.0.sessions.secure());
    let by_cookie = input.refresh_token.is_none();
    let token = input.refresh_token.as_deref().or(in_cookie);
    let token = token.ok_or_else(Problem::not_authenticated)?;
    let now = app.0.clock.now();
    let claims = Claims::open(app.0.sessions.keys(), Kind::Refresh, token, now)
        .map_err(|_| Problem::not_authenticated())?;
    let trusted = &app.0.cors_origins;
    if by_cookie && !cookies::is_ours(&Method::POST, &headers, &claims.csrf, trusted) {
        return Err(Denied::CrossSite.into());
    }
    let renewed = renew::renew(&app, &claims).await?.ok_or_else(Problem::not_authenticated)?;
    handed(&app, renewed.tokens(&app), by_cookie, None)
}
