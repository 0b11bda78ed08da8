//! Where gateways report what happened: `POST /hooks/<gateway>`.
//!
//! The old address of WHMCS, `/modules/gateways/callback/<gateway>.php`, leads here too, so that
//! what is set up at a gateway stays as it is. The body is passed on byte for byte, because
//! signatures are over it; who sent it is the signature's word alone.

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::billing::hooks::{self, Received};

use crate::App;
use crate::fault::logged;
use crate::routing::post;
use crate::whmcs::Whmcs;

/// Largest report; the largest of gateways are some kilobytes.
const REPORT_BYTES_MAX: usize = 1024 * 1024;
/// Longest name of a gateway.
const NAME_BYTES_MAX: usize = 64;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/hooks/{module}", post(receive))
        .route("/modules/gateways/callback/{module}", post(receive_by_old_name))
        .layer(DefaultBodyLimit::max(REPORT_BYTES_MAX))
}

async fn receive_by_old_name(
    app: State<App>,
    Path(file): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    match file.strip_suffix(".php") {
        Some(module) => receive(app, Path(module.to_owned()), headers, body).await,
        None => StatusCode::NOT_FOUND.into_response(),
    }
}

async fn receive(
    State(app): State<App>,
    Path(module): Path<String>,
    headers: HeaderMap,
    body: Bytes,
) -> Response {
    let Whmcs::Engine(actions) = app.whmcs() else {
        let said = "Reports of gateways go to the WHMCS behind this door";
        return (StatusCode::NOT_IMPLEMENTED, said).into_response();
    };
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-');
    if module.len() > NAME_BYTES_MAX || !module.bytes().all(plain) {
        return StatusCode::NOT_FOUND.into_response();
    }
    // Names come in lower case. A value that is no text is no signature either.
    let text = |value: &axum::http::HeaderValue| value.to_str().unwrap_or_default().to_owned();
    let headers = headers.iter().map(|(name, value)| (name.as_str().to_owned(), text(value)));
    match hooks::receive(actions.engine(), &module, headers.collect(), body.to_vec()).await {
        Ok(Received::Taken | Received::Ignored) => (StatusCode::OK, "ok").into_response(),
        Ok(Received::Forged(why)) => {
            tracing::warn!(module, why, "a report that is not the gateway's");
            (StatusCode::BAD_REQUEST, "This is not signed by the gateway").into_response()
        }
        Ok(Received::Unknown) => StatusCode::NOT_FOUND.into_response(),
        // The gateway sends it again.
        Err(fault) => {
            let id = logged(&fault);
            (StatusCode::INTERNAL_SERVER_ERROR, format!("Internal error {id}")).into_response()
        }
    }
}
