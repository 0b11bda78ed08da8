//! The e-mail address with which a user signs in: another one, and its proof.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::{
    ChangeEmail, GetSecurityState, SendEmailVerification, VerifyEmail, WithdrawEmailChange,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::accepted::Accepted;
use crate::rest::body::Body;
use crate::rest::money::key;
use crate::rest::problem::Problem;
use crate::session::state::{self, Whose};
use crate::session::{UserSession, Visitor, enter};

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("currentpassword", "current_password")];

/// The address that counts, and one that does not yet.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Addresses {
    /// What the user signs in with.
    email: String,
    /// A new one that waits until the link that was mailed to it is opened.
    new_email: Option<String>,
}

/// Another address to sign in with.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewAddress {
    #[schemars(length(min = 1, max = 1024))]
    current_password: String,
    /// The new address; it counts once the link that is mailed to it was opened.
    #[schemars(length(max = 250))]
    email: String,
}

/// The proof of an e-mail address.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Proof {
    /// From the link in the mail; good once.
    #[schemars(length(max = 500))]
    token: String,
}

pub(super) async fn show(
    State(app): State<App>,
    session: UserSession,
) -> Result<Json<Addresses>, Problem> {
    let call = GetSecurityState { user_id: key(session.user.0) };
    let waiting = app.whmcs().call(&session.caller, call).await?.newemail.to_string();
    let email = state::ask(app.whmcs(), Whose::User(session.user, None)).await?.email.to_string();
    Ok(Json(Addresses { email, new_email: Some(waiting).filter(|email| !email.is_empty()) }))
}

/// The new one waits, and the sessions go on until it is proven.
pub(super) async fn change(
    State(app): State<App>,
    session: UserSession,
    visitor: Visitor,
    Body(input): Body<NewAddress>,
) -> Result<Accepted, Problem> {
    enter::admit(&app, &format!("user {}", session.user), visitor.ip)?;
    let call = ChangeEmail {
        user_id: key(session.user.0),
        email: input.email,
        currentpassword: Some(input.current_password.into()),
    };
    let done = app.whmcs().call(&session.caller, call).await;
    app.0.sessions.watch().forget(session.user.0);
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Accepted)
}

/// An address that waits is taken back; the link that was mailed to it opens nothing any more.
pub(super) async fn withdraw(
    State(app): State<App>,
    session: UserSession,
) -> Result<NoContent, Problem> {
    let call = WithdrawEmailChange { user_id: key(session.user.0) };
    app.whmcs().call(&session.caller, call).await?;
    Ok(NoContent)
}

pub(super) async fn ask_for_proof(
    State(app): State<App>,
    session: UserSession,
    visitor: Visitor,
) -> Result<Accepted, Problem> {
    enter::admit(&app, &format!("user {}", session.user), visitor.ip)?;
    let user_id = key(session.user.0);
    app.whmcs().call(&session.caller, SendEmailVerification { user_id }).await?;
    Ok(Accepted)
}

pub(super) async fn prove(
    State(app): State<App>,
    visitor: Visitor,
    Body(input): Body<Proof>,
) -> Result<NoContent, Problem> {
    let tried = enter::admit(&app, "proof", visitor.ip)?;
    let call = VerifyEmail { token: input.token.into() };
    let done = app.whmcs().call(&visitor.caller, call).await?;
    tried.right(&app);
    // A new address ended the user's sessions.
    app.0.sessions.watch().forget(done.user_id.0);
    Ok(NoContent)
}
