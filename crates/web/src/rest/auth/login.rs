//! Logging in with a password.

use axum::extract::State;
use engine::people::passwords::PASSWORD_BYTES_MAX;
use schemars::JsonSchema;
use serde::Deserialize;

use super::entered::{Entered, enter};
use crate::App;
use crate::rest::body::Body;
use crate::rest::problem::Problem;
use crate::session::enter::{self as door, Refused};
use crate::session::limits::Left;
use crate::session::{Identity, Visitor};

/// A log-in.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Login {
    /// The user's e-mail address.
    #[schemars(length(max = 250))]
    email: String,
    /// The user's password.
    #[schemars(length(max = 1024))]
    password: String,
    /// The second factor, if the user has one: six digits or a backup code.
    #[schemars(length(max = 50))]
    code: Option<String>,
    /// Set the session's cookies too, for a page in a browser.
    #[serde(default)]
    cookie: bool,
}

/// A log-in of staff.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct StaffLogin {
    /// The e-mail address or the user name.
    #[schemars(length(max = 250))]
    email: String,
    /// The password.
    #[schemars(length(max = 1024))]
    password: String,
    /// The second factor, if the member has one: six digits or a backup code.
    #[schemars(length(max = 50))]
    code: Option<String>,
    /// Set the session's cookies too, for a page in a browser.
    #[serde(default)]
    cookie: bool,
}

pub(super) async fn login(
    State(app): State<App>,
    visitor: Visitor,
    Body(input): Body<Login>,
) -> Result<Entered, Problem> {
    bearable(&input.password)?;
    let tried = door::admit(&app, &input.email, visitor.ip)?;
    let (caller, email, password) = (&visitor.caller, &input.email, &input.password);
    let code = input.code.as_deref();
    let who = door::client_with_code(&app, caller, email, password, code).await;
    let (who, left) = settled(&app, tried, who)?;
    enter(&app, &who, input.cookie, Some(left)).await
}

pub(super) async fn staff(
    State(app): State<App>,
    visitor: Visitor,
    Body(input): Body<StaffLogin>,
) -> Result<Entered, Problem> {
    bearable(&input.password)?;
    let tried = door::admit(&app, &input.email, visitor.ip)?;
    let (caller, email, password) = (&visitor.caller, &input.email, &input.password);
    let code = input.code.as_deref();
    let who = door::staff_with_code(&app, caller, email, password, code).await;
    let (who, left) = settled(&app, tried, who)?;
    enter(&app, &who, input.cookie, Some(left)).await
}

/// Only what fails counts. Of whom a code is asked, the password was right.
fn settled(
    app: &App,
    tried: door::Try,
    done: Result<Identity, Refused>,
) -> Result<(Identity, Left), Problem> {
    match done {
        Ok(who) => Ok((who, tried.right(app))),
        Err(refused) => {
            if matches!(refused, Refused::SecondFactor) {
                tried.right(app);
            }
            Err(refused.into())
        }
    }
}

pub(super) fn bearable(password: &str) -> Result<(), Problem> {
    if password.len() > PASSWORD_BYTES_MAX {
        let detail = format!("must have at most {PASSWORD_BYTES_MAX} bytes");
        return Err(Problem::invalid("/password", detail));
    }
    Ok(())
}
