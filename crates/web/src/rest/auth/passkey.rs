//! Coming in by passkey.

use axum::Json;
use axum::extract::State;
use axum::http::HeaderMap;
use schemars::JsonSchema;
use serde::Deserialize;
use serde_json::Value;

use super::entered::{Entered, enter};
use crate::App;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::session::enter as door;
use crate::session::passkey::{self, RequestOptions};
use crate::session::{Role, Visitor};

/// A log-in by passkey.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Login {
    /// What `PublicKeyCredential.toJSON()` says.
    credential: Value,
    /// Set the session's cookies too, for a page in a browser.
    #[serde(default)]
    cookie: bool,
}

pub(super) async fn options(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
) -> Result<Json<RequestOptions>, Problem> {
    let origin = passkey::origin(&app, &headers);
    Ok(Json(passkey::request(&app, &visitor.caller, origin).await?))
}

pub(super) async fn login(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Body(input): Body<Login>,
) -> Result<Entered, Problem> {
    come_in(app, visitor, headers, input, Role::Client).await
}

pub(super) async fn staff(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Body(input): Body<Login>,
) -> Result<Entered, Problem> {
    come_in(app, visitor, headers, input, Role::Staff).await
}

async fn come_in(
    app: App,
    visitor: Visitor,
    headers: HeaderMap,
    input: Login,
    role: Role,
) -> Result<Entered, Problem> {
    let tried = door::admit(&app, "passkey", visitor.ip)?;
    let (origin, shown) = (passkey::origin(&app, &headers), input.credential.to_string());
    let who = Box::pin(passkey::arrive(&app, &visitor.caller, role, origin, &shown)).await?;
    let left = tried.right(&app);
    enter(&app, &who, input.cookie, Some(left)).await
}
