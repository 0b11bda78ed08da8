//! Before every door: who is banned is turned away, and told until when.

use std::net::IpAddr;

use axum::http::header::RETRY_AFTER;
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri};
use axum::response::{IntoResponse, Response};
use engine::system::bans;

use crate::App;
use crate::fault::logged;
use crate::pages;
use crate::rest::problem::{Code, Problem};
use crate::rpc;
use crate::whmcs::{DATABASE_WAIT, Whmcs};

/// The answer to a banned address, before anything is read of its request. A WHMCS elsewhere has
/// its own bans; operators' figures are not for the public anyway; a proxy of ours is nobody.
pub(crate) async fn refusal(
    app: &App,
    ip: IpAddr,
    (uri, headers): (&Uri, &HeaderMap),
) -> Option<Response> {
    let path = uri.path();
    let for_operators = matches!(path, "/healthz" | "/readyz" | "/metrics");
    let Whmcs::Engine(actions) = app.whmcs() else { return None };
    if for_operators || app.0.trusted_proxies.contains(&ip) {
        return None;
    }
    let engine = actions.engine();
    let (ban, until, said) = match bans::of(engine, ip).await {
        Ok(None) => return None,
        Ok(Some(ban)) => match engine.settings().await {
            Ok(settings) => {
                let until = settings.zone().to_datetime(ban.until).strftime("%Y-%m-%d %H:%M");
                let (until, said) = (until.to_string(), ban.said(&settings));
                (ban, until, said)
            }
            Err(fault) => return Some(broken(&fault)),
        },
        Err(fault) => return Some(broken(&fault)),
    };
    Some(if path.ends_with("/api.php") {
        rpc::turned_away(&said)
    } else if path.starts_with("/api/") || !accepts_pages(headers) {
        Problem::new(Code::Banned, said).into_response()
    } else {
        pages::turned_away(app, (uri, headers), &until, &ban.reason)
    })
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
