//! Counted links: `/link/{code}`, and `/link.php?id=` as a WHMCS has it.

use std::collections::HashMap;

use axum::Router;
use axum::extract::{Path, Query, State};
use axum::http::header::{CACHE_CONTROL, LOCATION, USER_AGENT};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Redirect, Response};
use engine::Caller;
use protocol::{CountAffiliateVisit, FollowCampaign, FollowLink, RecordLinkConversion};
use serde::Deserialize;

use crate::App;
use crate::pages;
use crate::routing::get;
use crate::session::Visitor;
use crate::session::cookies::Cookie;
use crate::whmcs::CallError;

/// For so long it counts (seconds): 30 days.
const COOKIE_SECONDS: i64 = 30 * 86_400;
/// For so long an order counts for the affiliate (seconds): 90 days, as with WHMCS.
const AFFILIATE_SECONDS: i64 = 90 * 86_400;
/// Longer texts of browsers are cut (bytes).
const BROWSER_BYTES_MAX: usize = 512;

#[derive(Deserialize)]
struct ById {
    id: u64,
}

pub(crate) fn routes() -> Router<App> {
    Router::new()
        .route("/link/{code}", get(by_code))
        .route("/link.php", get(by_id))
        .route("/aff.php", get(by_affiliate))
}

#[derive(Deserialize)]
struct ByAffiliate {
    aff: u64,
}

/// `GET /aff.php?aff=…`, as a WHMCS has it: remembers who sent somebody, and shows the shop.
async fn by_affiliate(
    State(app): State<App>,
    visitor: Visitor,
    headers: HeaderMap,
    Query(by): Query<ByAffiliate>,
) -> Response {
    let known = affiliate_of(&app, &headers) == Some(by.aff);
    let call = CountAffiliateVisit { affiliateid: by.aff };
    let counted =
        if known { Ok(()) } else { app.whmcs().call(&visitor.caller, call).await.map(drop) };
    let mut response = Redirect::to("/").into_response();
    match counted {
        // A WHMCS elsewhere counts by itself; the order tells it who it was.
        Ok(()) | Err(CallError::NotOffered(_)) => {
            let (by, secure) = (by.aff.to_string(), app.0.sessions.secure());
            Cookie::Affiliate.write(response.headers_mut(), &by, AFFILIATE_SECONDS, secure);
        }
        Err(CallError::Refused(_)) => {}
        Err(error) => tracing::warn!(%error, "a visit was not counted"),
    }
    response
}

/// The affiliate that a browser remembers.
pub(crate) fn affiliate_of(app: &App, headers: &HeaderMap) -> Option<u64> {
    Cookie::Affiliate.read(headers, app.0.sessions.secure())?.parse().ok()
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
    call.useragent = Some(browser_of(headers));
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
    remember(app, answer, &found.code);
    response
}

/// Counts somebody who opens a page with `utm_source` in its address; gives the code of the link
/// that it counts for. That it fails stops nothing.
pub(crate) async fn campaign(app: &App, visitor: &Caller, parts: &Parts) -> Option<String> {
    let query = parts.uri.query().filter(|query| query.contains("utm_source="))?;
    if parts.method != Method::GET {
        return None;
    }
    let marks: HashMap<_, _> = form_urlencoded::parse(query.as_bytes()).into_owned().collect();
    let call = FollowCampaign {
        source: marks.get("utm_source")?.clone(),
        medium: marks.get("utm_medium").cloned(),
        campaign: marks.get("utm_campaign").cloned(),
        page: parts.uri.path().to_owned(),
        useragent: Some(browser_of(&parts.headers)),
    };
    match app.whmcs().call(visitor, call).await {
        Ok(found) => Some(found.code.to_string()).filter(|code| !code.is_empty()),
        Err(CallError::NotOffered(_)) => None,
        Err(error) => {
            tracing::warn!(%error, "a visit was not counted");
            None
        }
    }
}

/// Lets a browser remember through which link it came.
pub(crate) fn remember(app: &App, answer: &mut HeaderMap, code: &str) {
    Cookie::Link.write(answer, code, COOKIE_SECONDS, app.0.sessions.secure());
}

fn browser_of(headers: &HeaderMap) -> String {
    let browser = headers.get(USER_AGENT).and_then(|value| value.to_str().ok()).unwrap_or("");
    browser.chars().take(BROWSER_BYTES_MAX).collect()
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
