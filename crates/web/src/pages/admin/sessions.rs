//! Where a member of staff is signed in, and the end of its sessions: each member's own.

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use engine::Meaning;
use serde_json::Value;

use super::desk::{self, Desk};
use super::fail::Fail;
use super::form::Posted;
use super::sign_in;
use crate::App;
use crate::pages::sign_in as ways;
use crate::routing::post;
use crate::session::open;
use crate::whmcs::CallError;

/// Behind the gate: what is one's own needs no permission.
pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/sign-ins/sessions/others", post(end_others))
        .route("/admin/sign-ins/sessions/{id}/end", post(end))
}

/// What the page of one's own shows of them; nothing where no WHMCS of ours answers.
pub(super) async fn shown(desk: &Desk) -> Result<Value, Fail> {
    match open::list(desk.app(), desk.claims(), desk.caller()).await {
        Ok(rows) => Ok(ways::sessions(&rows)),
        Err(CallError::NotOffered(_)) => Ok(Value::Null),
        Err(error) => Err(Fail::new(desk, error)),
    }
}

/// `POST /admin/sign-ins/sessions/{id}/end`
async fn end(desk: Desk, Path(id): Path<u64>, _: Posted) -> Result<Response, Fail> {
    match open::end(desk.app(), desk.claims(), desk.caller(), id).await {
        Ok(()) => Ok(desk.go(sign_in::OWN, "The session is ended")),
        // It was over before.
        Err(CallError::Refused(refusal)) if refusal.meaning == Meaning::NotFound => {
            Ok(desk.go(sign_in::OWN, "The session is ended"))
        }
        Err(error) => Err(Fail::new(&desk, error)),
    }
}

/// `POST /admin/sign-ins/sessions/others`: this browser stays.
async fn end_others(desk: Desk, _: Posted) -> Result<Response, Fail> {
    let (app, said) = (desk.app(), "All other sessions are ended");
    let done = open::end_others(app, desk.claims(), desk.caller()).await;
    let tokens = done.map_err(|error| Fail::new(&desk, error))?;
    let Some(tokens) = tokens else { return Ok(desk.go("/admin/login", said)) };
    let mut response = desk.go(sign_in::OWN, said);
    desk::write(response.headers_mut(), &tokens, app.0.sessions.secure());
    Ok(response)
}
