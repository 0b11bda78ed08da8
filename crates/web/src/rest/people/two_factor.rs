//! The second factor of the user who is logged in.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::{ConfirmTwoFactor, EndTwoFactor, StartTwoFactor};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::session::UserSession;

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
    session: UserSession,
) -> Result<Json<Started>, Problem> {
    let call = StartTwoFactor { user_id: key(session.user.0) };
    let said = app.whmcs().call(&session.caller, call).await?;
    let (secret, uri) = (said.secret.into_revealed(), said.uri.into_revealed());
    Ok(Json(Started { secret, uri }))
}

pub(super) async fn confirm(
    State(app): State<App>,
    session: UserSession,
    Body(input): Body<Shown>,
) -> Result<Json<Codes>, Problem> {
    let call = ConfirmTwoFactor { user_id: key(session.user.0), code: input.code.into() };
    let said = app.whmcs().call(&session.caller, call).await?;
    Ok(Json(Codes { backup_codes: said.backupcodes.iter().map(|code| code.0.clone()).collect() }))
}

pub(super) async fn end(
    State(app): State<App>,
    session: UserSession,
    Body(input): Body<Shown>,
) -> Result<NoContent, Problem> {
    let code = Some(input.code.into());
    let call = EndTwoFactor { user_id: key(session.user.0), code };
    app.whmcs().call(&session.caller, call).await?;
    Ok(NoContent)
}
