//! Pages for what went wrong: what it is, what to do, a number for the log.

use axum::extract::State;
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use engine::Meaning;
use serde::Serialize;

use crate::App;
use crate::fault::logged;
use crate::whmcs::CallError;

#[derive(Serialize)]
struct View<'a> {
    heading: &'a str,
    text: &'a str,
}

/// No such address. Programs are told in their own language.
pub(crate) async fn missing(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    let wants_page = headers
        .get("accept")
        .and_then(|accept| accept.to_str().ok())
        .is_some_and(|accept| accept.contains("text/html"));
    if !wants_page || uri.path().starts_with("/api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    not_found(&app)
}

/// The page for something that is not there.
pub(crate) fn not_found(app: &App) -> Response {
    page(app, StatusCode::NOT_FOUND, "There is nothing here", "The page was moved, or never was.")
}

/// The page for a call that has no answer.
pub(crate) fn failed(app: &App, error: &CallError) -> Response {
    match error {
        CallError::Refused(refusal) if refusal.meaning == Meaning::NotFound => not_found(app),
        CallError::Refused(refusal) => {
            page(app, StatusCode::UNPROCESSABLE_ENTITY, "That did not work", &refusal.said)
        }
        CallError::NotOffered(_) => page(
            app,
            StatusCode::NOT_IMPLEMENTED,
            "Not offered here",
            "The billing system behind this page does not offer this.",
        ),
        CallError::Unavailable { .. } | CallError::TimedOut => page(
            app,
            StatusCode::SERVICE_UNAVAILABLE,
            "One moment, please",
            "The billing system behind this page does not answer. Please try again in a minute.",
        ),
        other => {
            let id = logged(other);
            let text = format!(
                "Something failed on our side; nothing was lost. Please try again, and if it \
                 stays, tell us the number {id}."
            );
            page(app, StatusCode::INTERNAL_SERVER_ERROR, "That is our fault", &text)
        }
    }
}

fn page(app: &App, status: StatusCode, heading: &str, text: &str) -> Response {
    app.0.templates.page(status, "error.html", &View { heading, text })
}
