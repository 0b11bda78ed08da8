//! What a browser holds while somebody signs in through a provider: sealed, for some minutes, and
//! kept nowhere here.

use axum::http::HeaderMap;
use serde::{Deserialize, Serialize};

use super::cookies::Cookie;
use super::token::Role;
use crate::App;

/// How long a stage of the way may take (seconds).
const STAGE_SECONDS: i64 = 10 * 60;
/// The same for filling in a form.
const FORM_SECONDS: i64 = 60 * 60;

/// How far somebody has come.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) enum Stage {
    /// At the provider.
    Away(Away),
    /// Known, but for the second factor.
    Factor { user: i64, email: String, next: String },
    /// The same for a member of staff, by password or through a provider.
    StaffFactor { staff: i64, next: String },
    /// Known to the provider and to nobody here; about to sign up.
    New(Stranger),
}

/// A journey to a provider.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Away {
    pub(crate) provider: u64,
    pub(crate) state: String,
    pub(crate) nonce: String,
    pub(crate) verifier: String,
    pub(crate) redirect_uri: String,
    pub(crate) role: Role,
    /// The account that is linked, of somebody who is here already.
    pub(crate) link: Option<i64>,
    pub(crate) next: String,
}

/// Somebody whom a provider named.
#[derive(Debug, Clone, Serialize, Deserialize)]
pub(crate) struct Stranger {
    pub(crate) provider: u64,
    pub(crate) subject: String,
    pub(crate) email: String,
    pub(crate) email_verified: bool,
    pub(crate) first_name: String,
    pub(crate) last_name: String,
}

#[derive(Serialize, Deserialize)]
struct Held {
    journey_until: i64,
    stage: Stage,
}

/// The stage that a request brings, if it is not too old.
pub(crate) fn read(app: &App, headers: &HeaderMap) -> Option<Stage> {
    let sealed = Cookie::SignIn.read(headers, app.0.sessions.secure())?;
    let plain = app.0.sessions.keys().open(sealed)?;
    let held: Held = serde_json::from_slice(&plain).ok()?;
    (held.journey_until > app.0.clock.now().as_second()).then_some(held.stage)
}

/// Has the browser hold a stage; `None` when it cannot be sealed.
pub(crate) fn write(app: &App, headers: &mut HeaderMap, stage: Stage) -> Option<()> {
    let seconds = if matches!(stage, Stage::New(_)) { FORM_SECONDS } else { STAGE_SECONDS };
    let journey_until = app.0.clock.now().as_second() + seconds;
    let plain = serde_json::to_vec(&Held { journey_until, stage }).ok()?;
    let sealed = app.0.sessions.keys().seal(&*app.0.chance, &plain)?;
    Cookie::SignIn.write(headers, &sealed, seconds, app.0.sessions.secure());
    Some(())
}

/// Has the browser forget it.
pub(crate) fn forget(app: &App, headers: &mut HeaderMap) {
    Cookie::SignIn.write(headers, "", 0, app.0.sessions.secure());
}
