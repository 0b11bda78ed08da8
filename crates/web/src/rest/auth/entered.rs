//! The answer to whoever comes in: a pair of tokens, and cookies for pages.

use aide::OperationOutput;
use aide::generate::GenContext;
use aide::openapi::{Operation, Response as ApiResponse, StatusCode as Status};
use axum::Json;
use axum::http::header::{CACHE_CONTROL, HeaderValue};
use axum::response::{IntoResponse, Response};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::rest::problem::{Code, Problem};
use crate::session::enter::{self, Tokens};
use crate::session::limits::Left;
use crate::session::{ACCESS_SECONDS, Identity};

/// A session that has begun or goes on.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Session {
    /// Send it with each request: `Authorization: Bearer …`.
    access_token: String,
    /// Exchange it before the access token ends.
    refresh_token: String,
    /// `Bearer`.
    token_type: &'static str,
    /// Seconds for which the access token is good.
    expires_in: i64,
    /// For pages: send it as `X-CSRF-Token` with whatever changes something.
    csrf_token: Option<String>,
}

/// A session, and how it is handed over.
pub(super) struct Entered {
    session: Session,
    /// The same for a browser.
    cookies: Option<Tokens>,
    secure: bool,
    left: Option<Left>,
}

/// Makes the tokens of somebody who may come in.
pub(super) async fn enter(
    app: &App,
    who: &Identity,
    cookie: bool,
    left: Option<Left>,
) -> Result<Entered, Problem> {
    handed(app, enter::tokens(app, who).await, cookie, left)
}

/// Hands over the tokens of a session; there are none when they cannot be sealed.
pub(super) fn handed(
    app: &App,
    tokens: Option<Tokens>,
    cookie: bool,
    left: Option<Left>,
) -> Result<Entered, Problem> {
    let tokens = tokens.ok_or_else(|| Problem::new(Code::Internal, "Please try again later."))?;
    let session = Session {
        access_token: tokens.access.clone(),
        refresh_token: tokens.refresh.clone(),
        token_type: "Bearer",
        expires_in: ACCESS_SECONDS,
        csrf_token: cookie.then(|| tokens.csrf.clone()),
    };
    let cookies = cookie.then_some(tokens);
    Ok(Entered { session, cookies, secure: app.0.sessions.secure(), left })
}

impl IntoResponse for Entered {
    fn into_response(self) -> Response {
        let Self { session, cookies, secure, left } = self;
        let mut response = Json(session).into_response();
        let headers = response.headers_mut();
        headers.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
        if let Some(tokens) = cookies {
            tokens.write(headers, secure);
        }
        if let Some(left) = left {
            left.write(headers);
        }
        response
    }
}

impl OperationOutput for Entered {
    type Inner = Session;

    fn operation_response(ctx: &mut GenContext, op: &mut Operation) -> Option<ApiResponse> {
        Json::<Session>::operation_response(ctx, op)
    }

    fn inferred_responses(
        ctx: &mut GenContext,
        op: &mut Operation,
    ) -> Vec<(Option<Status>, ApiResponse)> {
        Json::<Session>::inferred_responses(ctx, op)
    }
}
