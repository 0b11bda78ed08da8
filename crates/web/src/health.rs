//! What operators watch: alive, ready, and the figures.

use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::StatusCode;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use crate::App;
use crate::routing::get;

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/healthz", get(|| async { "ok" }))
        .route("/readyz", get(ready))
        .route("/metrics", get(figures))
}

/// Ready when the WHMCS behind the doors answers.
async fn ready(State(app): State<App>) -> Response {
    match app.whmcs().ping().await {
        Ok(()) => "ready".into_response(),
        Err(why) => {
            tracing::warn!(%why, "not ready");
            (StatusCode::SERVICE_UNAVAILABLE, "not ready").into_response()
        }
    }
}

async fn figures(State(app): State<App>) -> Response {
    let text = [("content-type", "text/plain; version=0.0.4")];
    (text, app.0.metrics.render()).into_response()
}

/// Writes on each answer which route gave it, for [`measure`], which stands outside of the routes.
pub(crate) async fn name_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route
        && response.extensions().get::<MatchedPath>().is_none()
    {
        response.extensions_mut().insert(route);
    }
    response
}

/// Counts and times each request by the route it matched, never by its path.
pub(crate) async fn measure(State(_): State<App>, request: Request, next: Next) -> Response {
    let method = request.method().clone();
    let started = Instant::now();
    let mut response = next.run(request).await;
    let route = response.extensions_mut().remove::<MatchedPath>();
    let route = route.map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let labels = [
        ("route", route),
        ("method", method.to_string()),
        ("status", response.status().as_u16().to_string()),
    ];
    metrics::counter!("hostler_requests_total", &labels).increment(1);
    metrics::histogram!("hostler_request_seconds", &labels).record(started.elapsed());
    response
}
