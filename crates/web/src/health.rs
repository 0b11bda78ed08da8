//! What operators watch: alive, ready, and the figures.

use std::sync::Arc;
use std::time::Instant;

use axum::Router;
use axum::extract::{MatchedPath, Request, State};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use metrics::{Label, SharedString};

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

/// Writes on each answer which route gave it, also where a layer of the route turned it away.
pub(crate) async fn name_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    name(route, next.run(request).await)
}

/// Writes a route on an answer, for [`measure`], which stands outside of the routes.
pub(crate) fn name(route: Option<MatchedPath>, mut response: Response) -> Response {
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}

/// Counts and times a request by the route it matched, never by its path.
pub(crate) fn measure(started: Instant, method: &Method, response: &mut Response) {
    let route = response.extensions_mut().remove::<MatchedPath>();
    let route = route.as_ref().map_or("none", MatchedPath::as_str);
    let said = |text: &str| SharedString::from(Arc::<str>::from(text));
    let labels = vec![
        Label::new("route", said(route)),
        Label::new("method", said(method.as_str())),
        Label::new("status", said(response.status().as_str())),
    ];
    metrics::counter!("hostler_requests_total", labels.clone()).increment(1);
    metrics::histogram!("hostler_request_seconds", labels).record(started.elapsed());
}
