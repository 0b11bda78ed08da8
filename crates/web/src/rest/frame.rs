//! What every answer of the API carries: a request id, what is left of a limit, an entity tag, and
//! headers for browsers.

use std::hash::{BuildHasher as _, RandomState};
use std::sync::LazyLock;
use std::sync::atomic::{AtomicU64, Ordering};

use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_SECURITY_POLICY, REFERRER_POLICY, STRICT_TRANSPORT_SECURITY, VARY,
    X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use tower_http::cors::{AllowOrigin, CorsLayer};

use super::reads::Api;
use super::{conditional, limit};
use crate::App;

/// Longer ids of requests are replaced by our own (bytes).
const REQUEST_ID_MAX: usize = 64;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// What an answer is given here, and by who limits and who tags it.
const HEADERS: usize = 12;
/// Seconds for which browsers insist on HTTPS.
const HSTS: &str = "max-age=31536000";

/// Answers a request by the routes of the API, with all that is around them.
pub(super) async fn answer(app: App, api: Api, request: Request) -> Response {
    let id = request_id(request.headers());
    let (parts, body) = request.into_parts();
    let mut response = match limit::take(&app, &parts) {
        Err(problem) => problem.into_response(),
        Ok(left) => {
            let request = Request::from_parts(parts, body);
            let mut response = conditional::hold(&api, request).await;
            limit::say(left, &mut response);
            response
        }
    };
    dress(&app, id, &mut response);
    response
}

/// The frame of what is no resource, such as the document.
pub(super) async fn dressed(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id(request.headers());
    let mut response = next.run(request).await;
    dress(&app, id, &mut response);
    response
}

/// Gives an answer the id of its request and what browsers should know.
fn dress(app: &App, id: Option<String>, response: &mut Response) {
    let id = id.unwrap_or_else(new_id);
    let headers = response.headers_mut();
    headers.reserve(HEADERS);
    for (name, value) in [
        (X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (X_FRAME_OPTIONS, "DENY"),
        (REFERRER_POLICY, "no-referrer"),
        (CONTENT_SECURITY_POLICY, "default-src 'none'; frame-ancestors 'none'"),
        (CACHE_CONTROL, "private, no-cache"),
    ] {
        headers.entry(name).or_insert(HeaderValue::from_static(value));
    }
    headers.append(VARY, HeaderValue::from_static("authorization, cookie"));
    if app.0.sessions.secure() {
        headers.insert(STRICT_TRANSPORT_SECURITY, HeaderValue::from_static(HSTS));
    }
    if let Ok(id) = HeaderValue::from_str(&id) {
        headers.insert(REQUEST_ID, id);
    }
}

/// An id for a request that brings none. It is no secret, so the system is not asked for chance
/// each time.
fn new_id() -> String {
    static STATES: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static NUMBER: AtomicU64 = AtomicU64::new(0);
    format!("{:016x}", STATES.hash_one(NUMBER.fetch_add(1, Ordering::Relaxed)))
}

/// The caller's own id, if it is one that can stand in a log.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    (plain && !id.is_empty() && id.len() <= REQUEST_ID_MAX).then(|| id.to_owned())
}

/// Pages of these origins may use the API, with cookies.
pub(super) fn cors(origins: &[String]) -> CorsLayer {
    let names = |names: &[&'static str]| -> Vec<HeaderName> {
        names.iter().map(|name| HeaderName::from_static(name)).collect()
    };
    let origins: Vec<HeaderValue> =
        origins.iter().filter_map(|origin| HeaderValue::from_str(origin).ok()).collect();
    CorsLayer::new()
        .allow_origin(AllowOrigin::list(origins))
        .allow_credentials(true)
        .allow_methods([Method::GET, Method::POST, Method::PATCH, Method::PUT, Method::DELETE])
        .allow_headers(names(&[
            "authorization",
            "content-type",
            "hostler-dry-run",
            "idempotency-key",
            "if-match",
            "if-none-match",
            "x-csrf-token",
            "x-request-id",
        ]))
        .expose_headers(names(&[
            "content-disposition",
            "etag",
            "location",
            "ratelimit-limit",
            "ratelimit-remaining",
            "ratelimit-reset",
            "retry-after",
            "x-request-id",
        ]))
        .max_age(std::time::Duration::from_secs(600))
}

#[cfg(test)]
mod tests {
    use super::{new_id, request_id};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn only_plain_request_ids_are_kept() {
        for (id, kept) in [("abc-1.2_3", true), ("", false), ("a b", false), ("a\"b", false)] {
            let mut headers = HeaderMap::new();
            headers.insert("x-request-id", HeaderValue::from_static(id));
            assert_eq!(request_id(&headers).is_some(), kept, "{id}");
        }
    }

    #[test]
    fn new_ids_differ() {
        let ids: std::collections::BTreeSet<String> = (0..1000).map(|_| new_id()).collect();
        assert!(ids.len() == 1000 && ids.iter().all(|id| id.len() == 16));
    }
}
