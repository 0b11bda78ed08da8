//! A forgotten password, and a new one.

use axum::extract::State;
use axum::response::NoContent;
use protocol::{ChangePassword, CompletePasswordReset, ResetPassword};
use schemars::JsonSchema;
use serde::Deserialize;

use super::login::bearable;
use crate::App;
use crate::rest::accepted::Accepted;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::session::{UserSession, Visitor, enter};
use crate::whmcs::CallError;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] =
    &[("password2", "password"), ("currentpassword", "current_password")];

/// A forgotten password.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Forgotten {
    /// The user's e-mail address.
    #[schemars(length(max = 250))]
    email: String,
}

/// A new password instead of the forgotten one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reset {
    /// From the link in the mail; good once.
    #[schemars(length(max = 500))]
    token: String,
    /// The new password.
    #[schemars(length(min = 8, max = 200))]
    password: String,
    /// The answer to the user's security question; a user with one is asked for it.
    #[schemars(length(max = 250))]
    security_answer: Option<String>,
}

/// A new password instead of the present one.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    #[schemars(length(min = 1, max = 1024))]
    current_password: String,
    /// The new password.
    #[schemars(length(min = 8, max = 200))]
    password: String,
}

/// Nobody learns here who has an account.
pub(super) async fn forgotten(
    State(app): State<App>,
    visitor: Visitor,
    Body(input): Body<Forgotten>,
) -> Result<Accepted, Problem> {
    enter::admit(&app, &input.email, visitor.ip)?;
    let call = ResetPassword { id: None, email: Some(input.email) };
    match app.whmcs().call(&visitor.caller, call).await {
        Ok(_) | Err(CallError::Refused(_)) => Ok(Accepted),
        Err(error) => Err(error.into()),
    }
}

pub(super) async fn reset(
    State(app): State<App>,
    visitor: Visitor,
    Body(input): Body<Reset>,
) -> Result<NoContent, Problem> {
    bearable(&input.password)?;
    let tried = enter::admit(&app, "reset", visitor.ip)?;
    let call = CompletePasswordReset {
        token: input.token.into(),
        password2: input.password.into(),
        securityanswer: input.security_answer.map(Into::into),
    };
    let done = app.whmcs().call(&visitor.caller, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    tried.right(&app);
    Ok(NoContent)
}

/// Every session of the user ends, this one too.
pub(super) async fn change(
    State(app): State<App>,
    session: UserSession,
    visitor: Visitor,
    Body(input): Body<Change>,
) -> Result<NoContent, Problem> {
    bearable(&input.password)?;
    let tried = enter::admit(&app, &format!("user {}", session.user), visitor.ip)?;
    let call = ChangePassword {
        user_id: u64::try_from(session.user.0).unwrap_or(0),
        currentpassword: Some(input.current_password.into()),
        password2: input.password.into(),
    };
    let done = app.whmcs().call(&session.caller, call).await;
    app.0.sessions.watch().forget(session.user.0);
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    tried.right(&app);
    Ok(NoContent)
}
