//! Why a page of the client area is not shown. The gate turns it into a page in the right frame.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use form_urlencoded::byte_serialize;

use super::client::Member;
use super::errors::{self, Said};
use super::gate::Arrival;
use super::language::tell;
use crate::App;
use crate::session::Denied;
use crate::whmcs::CallError;
use serde_json::json;

/// Why not.
#[derive(Debug)]
pub(crate) enum Sorry {
    /// Nobody is logged in.
    LogIn,
    /// Somebody, but without a client account.
    NoClient,
    /// The user may not do this for the client.
    NotPermitted,
    /// A call had no answer.
    Call(CallError),
}

impl From<CallError> for Sorry {
    fn from(error: CallError) -> Self {
        Self::Call(error)
    }
}

impl From<Denied> for Sorry {
    fn from(denied: Denied) -> Self {
        match denied {
            Denied::Unknown(error) => Self::Call(error),
            Denied::Nobody => Self::LogIn,
            _ => Self::NotPermitted,
        }
    }
}

impl IntoResponse for Sorry {
    fn into_response(self) -> Response {
        let mut response = StatusCode::INTERNAL_SERVER_ERROR.into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// There is no such thing, or it is not the client's.
pub(crate) fn missing() -> Sorry {
    let said = "Not Found".into();
    let meaning = engine::Meaning::NotFound;
    Sorry::Call(CallError::Refused(engine::Refusal { meaning, field: None, said }))
}

/// The page that says so.
pub(crate) async fn page(app: &App, arrival: &Arc<Arrival>, why: &Sorry) -> Response {
    let said = match why {
        Sorry::LogIn => return to_login(arrival),
        Sorry::NoClient => Said {
            status: StatusCode::FORBIDDEN,
            heading: tell("error-no-client"),
            text: tell("error-no-client-text"),
        },
        Sorry::NotPermitted => Said {
            status: StatusCode::FORBIDDEN,
            heading: tell("error-not-permitted"),
            text: tell("error-not-permitted-text"),
        },
        Sorry::Call(error) => errors::said(error),
    };
    if let Some(here) = Member::of(app, arrival) {
        let view = json!({ "heading": said.heading, "text": said.text });
        let page = here.page("client/error.html", &said.heading).status(said.status);
        if let Ok(response) = page.show(view).await {
            return response;
        }
    }
    errors::page(app, said.status, &said.heading, &said.text)
}

fn to_login(arrival: &Arrival) -> Response {
    // What only takes forms leads to the page that the form stood on.
    let wanted: String = byte_serialize(arrival.target.as_bytes()).collect();
    Redirect::to(&format!("/login?next={wanted}")).into_response()
}
