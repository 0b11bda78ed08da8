//! What is broken inside stays inside: the caller gets a number that the log knows.

use std::any::Any;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::http::StatusCode;
use axum::response::{IntoResponse, Response};

/// Logs an error with its whole chain and returns the number under which it stands there.
pub(crate) fn logged(error: &dyn std::error::Error) -> String {
    static NUMBER: AtomicU64 = AtomicU64::new(1);
    let id = format!("E{:06}", NUMBER.fetch_add(1, Ordering::Relaxed));
    let mut chain = error.to_string();
    let mut source = error.source();
    while let Some(cause) = source {
        chain = format!("{chain}: {cause}");
        source = cause.source();
    }
    tracing::error!(error_id = %id, %chain, "a request failed inside");
    id
}

/// The answer when a handler panicked: the connection and the process live on.
pub(crate) fn panicked(_: Box<dyn Any + Send + 'static>) -> Response {
    tracing::error!("a handler panicked");
    let body = r#"{"result":"error","message":"Internal error"}"#;
    let json = [("content-type", "application/json")];
    (StatusCode::INTERNAL_SERVER_ERROR, json, body).into_response()
}
