//! The second factor of whoever is logged in, user or staff.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use engine::Caller;
use protocol::{ConfirmTwoFactor, EndTwoFactor, StartTwoFactor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::session::{AnySession, who};

/// A secret that does not count yet.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Started {
    /// In base 32, to type in.
    secret: String,
    /// `otpauth://…`, to show as a picture that is scanned.
    uri: String,
}

/// A code.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Shown {
    /// Six digits, or a backup code.
    #[schemars(length(min = 1, max = 50))]
    code: String,
}

/// Codes for a lost device.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Codes {
    /// Each is good once; they are said only now.
    backup_codes: Vec<String>,
}

pub(super) async fn start(
    State(app): State<App>,
    session: AnySession,
) -> Result<Json<Started>, Problem> {
    let (user_id, adminid) = session.claims.ids();
    let said = app.whmcs().call(&own(&session), StartTwoFactor { user_id, adminid }).await?;
    let (secret, uri) = (said.secret.into_revealed(), said.uri.into_revealed());
    Ok(Json(Started { secret, uri }))
}

pub(super) async fn confirm(
    State(app): State<App>,
    session: AnySession,
    Body(input): Body<Shown>,
) -> Result<Json<Codes>, Problem> {
    let (user_id, adminid) = session.claims.ids();
    let call = ConfirmTwoFactor { user_id, adminid, code: input.code.into() };
    let said = app.whmcs().call(&own(&session), call).await?;
    app.0.sessions.watch().forget(session.claims.sub);
    Ok(Json(Codes { backup_codes: said.backupcodes.iter().map(|code| code.0.clone()).collect() }))
}

pub(super) async fn end(
    State(app): State<App>,
    session: AnySession,
    Body(input): Body<Shown>,
) -> Result<NoContent, Problem> {
    let (user_id, adminid) = session.claims.ids();
    let call = EndTwoFactor { user_id, adminid, code: Some(input.code.into()) };
    app.whmcs().call(&own(&session), call).await?;
    app.0.sessions.watch().forget(session.claims.sub);
    Ok(NoContent)
}

fn own(session: &AnySession) -> Caller {
    who::own(&session.caller, &["StartTwoFactor", "ConfirmTwoFactor", "EndTwoFactor"])
}
