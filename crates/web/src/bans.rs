//! Before every door: who is banned is turned away, and told until when.

use axum::extract::{Request, State};
use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use engine::system::bans;

use crate::App;
use crate::client_ip::ClientIp;
use crate::fault::logged;
use crate::pages;
use crate::rest::problem::{Code, Problem};
use crate::rpc;
use crate::whmcs::{DATABASE_WAIT, Whmcs};

/// Answers a banned address before anything is read of its request. A WHMCS elsewhere has its own
/// bans; operators' figures are not for the public anyway; a proxy of ours is nobody.
pub(crate) async fn turn_away(
    State(app): State<App>,
    ClientIp(ip): ClientIp,
    request: Request,
    next: Next,
) -> Response {
    let path = request.uri().path();
    let for_operators = matches!(path, "/healthz" | "/readyz" | "/metrics");
    let Whmcs::Engine(actions) = app.whmcs() else { return next.run(request).await };
    if for_operators || app.0.trusted_proxies.contains(&ip) {
        return next.run(request).await;
    }
    let engine = actions.engine();
    let (ban, until, said) = match bans::of(engine, ip).await {
        Ok(None) => return next.run(request).await,
        Ok(Some(ban)) => match engine.settings().await {
            Ok(settings) => {
                let until = settings.zone().to_datetime(ban.until).strftime("%Y-%m-%d %H:%M");
                let (until, said) = (until.to_string(), ban.said(&settings));
                (ban, until, said)
            }
            Err(fault) => return broken(&fault),
        },
        Err(fault) => return broken(&fault),
    };
    if path.ends_with("/api.php") {
        rpc::turned_away(&said)
    } else if path.starts_with("/api/") || !accepts_pages(request.headers()) {
        Problem::new(Code::Banned, said).into_response()
    } else {
        pages::turned_away(&app, (request.uri(), request.headers()), &until, &ban.reason)
    }
}

/// Whether who asks reads pages.
pub(crate) fn accepts_pages(headers: &HeaderMap) -> bool {
    let accept = headers.get("accept").and_then(|accept| accept.to_str().ok());
    accept.is_some_and(|accept| accept.contains("text/html"))
}

/// Nobody comes in while it is not known who may.
fn broken(fault: &engine::Fault) -> Response {
    let id = logged(fault);
    if fault.trouble().is_some() {
        let wait = [(RETRY_AFTER, HeaderValue::from(DATABASE_WAIT.as_secs()))];
        return (StatusCode::SERVICE_UNAVAILABLE, wait, "Please try again later.").into_response();
    }
    (StatusCode::INTERNAL_SERVER_ERROR, format!("Internal error {id}")).into_response()
}
