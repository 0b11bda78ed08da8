//! Counted links: `/link/{code}`, and `/link.php?id=` as a WHMCS has it.

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, USER_AGENT};
use axum::http::{HeaderMap, HeaderValue, StatusCode};
use axum::response::{IntoResponse, Response};
use axum::routing::get;
use engine::Caller;
use protocol::{FollowLink, RecordLinkConversion};
use serde::Deserialize;

use crate::App;
use crate::pages;
use crate::session::Visitor;
use crate::session::cookies::Cookie;
use crate::whmcs::CallError;

/// For so long it counts (seconds): 30 days.
const COOKIE_SECONDS: i64 = 30 * 86_400;
/// Longer texts of browsers are cut (bytes).
const BROWSER_BYTES_MAX: usize = 512;

#[derive(Deserialize)]
struct ById {
    id: u64,
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/link/{code}", get(by_code)).route("/link.php", get(by_id))
}

async fn by_code(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Path(code): Path<String>,
) -> Response {
    let call = FollowLink { code: Some(code), ..FollowLink::default() };
    follow(&app, &visitor, &headers, call).await
}

async fn by_id(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(by): Query<ById>,
) -> Response {
    let call = FollowLink { linkid: Some(by.id), ..FollowLink::default() };
    follow(&app, &visitor, &headers, call).await
}

async fn follow(
    app: &App,
    visitor: &Visitor,
    headers: &HeaderMap,
    mut call: FollowLink,
) -> Response {
    let browser = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    call.useragent = Some(browser.chars().take(BROWSER_BYTES_MAX).collect());
    let found = match app.whmcs().call(&visitor.caller, call).await {
        Ok(found) => found,
        Err(CallError::NotOffered(_)) => return pages::not_found(app),
        Err(error) => return pages::failed(app, &error),
    };
    let Ok(target) = HeaderValue::from_str(&found.target) else { return pages::not_found(app) };
    let mut response = StatusCode::FOUND.into_response();
    let answer = response.headers_mut();
    answer.insert(LOCATION, target);
    answer.insert(CACHE_CONTROL, HeaderValue::from_static("no-store"));
    Cookie::Link.write(answer, &found.code, COOKIE_SECONDS, app.0.sessions.secure());
    response
}

/// Attributes what somebody who came through a link has done. That it fails stops nothing.
pub(crate) async fn converted(
    app: &App,
    caller: &Caller,
    code: Option<String>,
    clientid: Option<u64>,
    orderid: Option<u64>,
) {
    let Some(code) = code else { return };
    let call = RecordLinkConversion { code, clientid, orderid };
    let caller = Caller { idempotency_key: None, ..caller.clone() };
    match app.whmcs().call(&caller, call).await {
        Ok(_) | Err(CallError::NotOffered(_)) => {}
        Err(error) => tracing::warn!(%error, "a conversion was not recorded"),
    }
}

/// The link that a browser remembers.
pub(crate) fn code_of(app: &App, headers: &HeaderMap) -> Option<String> {
    let code = Cookie::Link.read(headers, app.0.sessions.secure())?;
    let plain = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    (!code.is_empty() && code.len() <= 64 && code.chars().all(plain)).then(|| code.to_owned())
}
