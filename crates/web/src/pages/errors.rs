//! Pages for what went wrong: what it is, what to do, a number for the log.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, Method, StatusCode, Uri};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use engine::Meaning;
use protocol::FormError;
use serde::Serialize;

use super::language::{self, tell, tell_with};
use crate::App;
use crate::bans::accepts_pages;
use crate::fault::logged;
use crate::rpc::body::Unread;
use crate::whmcs::CallError;

#[derive(Serialize)]
struct View<'a> {
    heading: &'a str,
    text: &'a str,
}

/// No such address. Programs are told in their own language.
pub(crate) async fn missing(State(app): State<App>, uri: Uri, headers: HeaderMap) -> Response {
    if !accepts_pages(&headers) || uri.path().starts_with("/api/") {
        return StatusCode::NOT_FOUND.into_response();
    }
    not_found(&app)
}

/// An address with a word where a number stands leads nowhere. What the router says of it is about
/// types of a program, so somebody who looks at a page gets that for what is not there.
pub(super) async fn misread(State(app): State<App>, request: Request, next: Next) -> Response {
    let looks = request.method() == Method::GET && accepts_pages(request.headers());
    let asked = looks.then(|| (request.uri().clone(), request.headers().clone()));
    let answer = next.run(request).await;
    let kind = answer.headers().get("content-type");
    let plain = kind.is_some_and(|kind| kind.as_bytes().starts_with(b"text/plain"));
    match asked {
        Some((uri, headers)) if plain && answer.status() == StatusCode::BAD_REQUEST => {
            nothing(&app, (&uri, &headers))
        }
        _ => answer,
    }
}

/// The page for something that is not there.
pub(crate) fn not_found(app: &App) -> Response {
    let (heading, text) = (tell("error-nothing-here"), tell("error-nothing-here-text"));
    page(app, StatusCode::NOT_FOUND, &heading, &text)
}

/// The same for somebody for whom no page is open yet.
pub(crate) fn nothing(app: &App, asked: (&Uri, &HeaderMap)) -> Response {
    language::in_language_of(app, asked, || not_found(app))
}

/// What a page says when a call has no answer.
#[derive(Debug)]
pub(crate) struct Said {
    pub(crate) status: StatusCode,
    pub(crate) heading: String,
    pub(crate) text: String,
}

/// The page for an address that is banned.
pub(crate) fn turned_away(
    app: &App,
    asked: (&Uri, &HeaderMap),
    until: &str,
    reason: &str,
) -> Response {
    language::in_language_of(app, asked, || {
        let reason = language::refusal(reason).into_owned();
        let values = [("until", until.to_owned().into()), ("reason", reason.into())];
        let text = tell_with("banned-until", &values);
        page(app, StatusCode::FORBIDDEN, &tell("error-away"), &text)
    })
}

/// The page for something that worked.
pub(crate) fn done(app: &App, heading: &str, text: &str) -> Response {
    page(app, StatusCode::OK, heading, text)
}

/// The page for a call that has no answer.
pub(crate) fn failed(app: &App, error: &CallError) -> Response {
    let Said { status, heading, text } = said(error);
    page(app, status, &heading, &text)
}

/// What to say of a call that has no answer; what failed inside is logged.
pub(crate) fn said(error: &CallError) -> Said {
    let (status, id) = match error {
        CallError::Refused(refusal) if refusal.meaning == Meaning::NotFound => {
            (StatusCode::NOT_FOUND, "error-nothing-here")
        }
        CallError::Refused(refusal) => {
            let (status, id) = match refusal.meaning {
                Meaning::NotAllowed => (StatusCode::FORBIDDEN, "error-not-permitted"),
                _ => (StatusCode::UNPROCESSABLE_ENTITY, "error-did-not-work"),
            };
            let text = language::refusal(&refusal.said).into_owned();
            return Said { status, heading: tell(id), text };
        }
        CallError::NotOffered(_) => (StatusCode::NOT_IMPLEMENTED, "error-not-offered"),
        CallError::Unavailable { .. } | CallError::TimedOut => {
            (StatusCode::SERVICE_UNAVAILABLE, "error-moment")
        }
        CallError::NoRoom => (StatusCode::INSUFFICIENT_STORAGE, "error-no-room"),
        other => {
            let text = tell_with("error-our-fault-text", &[("id", logged(other).into())]);
            let heading = tell("error-our-fault");
            return Said { status: StatusCode::INTERNAL_SERVER_ERROR, heading, text };
        }
    };
    Said { status, heading: tell(id), text: tell(&format!("{id}-text")) }
}

/// The page for a form whose token is missing or old.
pub(crate) fn stale(app: &App) -> Response {
    page(app, StatusCode::FORBIDDEN, &tell("error-stale"), &tell("error-stale-text"))
}

/// The page for a form that cannot be read, or is too large.
pub(crate) fn unreadable(app: &App, why: &Unread) -> Response {
    let text = match why {
        Unread::Form(FormError::Nul(field)) => {
            tell_with("error-nul", &[("field", field.clone().into())])
        }
        _ => tell("error-unreadable-text"),
    };
    page(app, why.status(), &tell("error-unreadable"), &text)
}

/// The page for an address that cannot be read.
pub(crate) fn unread(app: &App, asked: (&Uri, &HeaderMap), why: FormError) -> Response {
    language::in_language_of(app, asked, || unreadable(app, &why.into()))
}

/// A plain page that says one thing.
pub(crate) fn page(app: &App, status: StatusCode, heading: &str, text: &str) -> Response {
    app.0.templates.page(status, "error.html", &View { heading, text })
}
