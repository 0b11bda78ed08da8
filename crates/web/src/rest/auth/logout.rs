//! Going out, here or everywhere.

use axum::extract::State;
use axum::http::StatusCode;
use axum::response::{IntoResponse, NoContent, Response};
use protocol::EndSessions;
use schemars::JsonSchema;
use serde::Deserialize;

use crate::App;
use crate::rest::body::MaybeBody;
use crate::rest::problem::Problem;
use crate::session::{AnySession, cookies, renew};

/// A log-out.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Logout {
    /// End all sessions of the person, on every device.
    #[serde(default)]
    everywhere: bool,
}

pub(super) async fn logout(
    State(app): State<App>,
    session: AnySession,
    MaybeBody(input): MaybeBody<Logout>,
) -> Result<Gone, Problem> {
    if input.everywhere {
        let (userid, adminid) = session.claims.ids();
        let call = EndSessions { userid, adminid, session: None };
        let ended = app.whmcs().call(&session.caller, call).await;
        app.0.sessions.watch().forget(session.claims.sub);
        ended?;
    } else {
        renew::end(&app, &session.claims).await?;
    }
    Ok(Gone { secure: app.0.sessions.secure() })
}

/// Nothing is left, in the browser either.
pub(super) struct Gone {
    secure: bool,
}

impl IntoResponse for Gone {
    fn into_response(self) -> Response {
        let mut response = StatusCode::NO_CONTENT.into_response();
        cookies::clear(response.headers_mut(), self.secure);
        response
    }
}

impl aide::OperationOutput for Gone {
    type Inner = ();

    fn inferred_responses(
        ctx: &mut aide::generate::GenContext,
        op: &mut aide::openapi::Operation,
    ) -> Vec<(Option<aide::openapi::StatusCode>, aide::openapi::Response)> {
        NoContent::inferred_responses(ctx, op)
    }
}
