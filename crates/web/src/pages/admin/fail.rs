//! What went wrong on a page of the back office, in the shell or before it.

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};
use engine::Meaning;
use serde::Serialize;

use super::desk::Desk;
use super::shell::{self, Shell};
use crate::App;
use crate::fault::logged;
use crate::whmcs::CallError;

/// A page that could not be made.
pub(crate) struct Fail(Box<(Desk, CallError)>);

impl Fail {
    pub(crate) fn new(desk: &Desk, error: CallError) -> Self {
        Self(Box::new((desk.clone(), error)))
    }

    /// There is no such thing.
    pub(crate) fn missing(desk: &Desk) -> Self {
        Self::new(desk, engine::not_found("There is no such thing").into())
    }
}

#[derive(Serialize)]
struct View<'a> {
    shell: Shell,
    heading: &'a str,
    text: &'a str,
    /// Where else it can be done; empty for nowhere.
    elsewhere: String,
}

impl IntoResponse for Fail {
    fn into_response(self) -> Response {
        let (desk, error) = *self.0;
        let (status, heading, text) = words(&error);
        let shell = shell::plain(&desk, heading);
        let elsewhere = match &error {
            CallError::NotOffered(_) => desk.elsewhere(),
            _ => String::new(),
        };
        let view = View { shell, heading, text: &text, elsewhere };
        desk.app().0.templates.page(status, "admin/error.html", &view)
    }
}

fn words(error: &CallError) -> (StatusCode, &'static str, String) {
    match error {
        CallError::Refused(refusal) => {
            let (status, heading) = match refusal.meaning {
                Meaning::NotAllowed => (StatusCode::FORBIDDEN, "Your role does not permit this"),
                Meaning::NotFound => (StatusCode::NOT_FOUND, "There is nothing here"),
                _ => (StatusCode::UNPROCESSABLE_ENTITY, "That did not work"),
            };
            (status, heading, refusal.said.to_string())
        }
        CallError::NotOffered(action) => (
            StatusCode::NOT_IMPLEMENTED,
            "Not offered here",
            format!(
                "The WHMCS behind this office does not offer {action}. Please do this in its own \
                 admin area."
            ),
        ),
        CallError::Unavailable { .. } | CallError::TimedOut => (
            StatusCode::SERVICE_UNAVAILABLE,
            "One moment, please",
            "The WHMCS behind this office does not answer. Please try again in a minute."
                .to_owned(),
        ),
        CallError::NoRoom => (
            StatusCode::INSUFFICIENT_STORAGE,
            "The disk of the database is full",
            "Nothing was changed. Reading goes on, and writing as soon as there is room on it again."
                .to_owned(),
        ),
        other => (
            StatusCode::INTERNAL_SERVER_ERROR,
            "That is our fault",
            format!("Something failed inside. The log has it as {}.", logged(other)),
        ),
    }
}

#[derive(Serialize)]
struct Bare<'a> {
    heading: &'a str,
    text: &'a str,
}

/// A change that did not come from a page of this session.
pub(crate) fn foreign(app: &App) -> Response {
    let view = Bare {
        heading: "This form is not of your session",
        text: "Nothing was changed. Please open the page again and repeat what you wanted to do.",
    };
    app.0.templates.page(StatusCode::FORBIDDEN, "error.html", &view)
}
