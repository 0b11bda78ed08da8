//! What every answer of the API carries: a request id, an entity tag, and headers for browsers.

use axum::body::{Body, Bytes, to_bytes};
use axum::extract::{Request, State};
use axum::http::header::{
    CACHE_CONTROL, CONTENT_LENGTH, CONTENT_SECURITY_POLICY, ETAG, IF_NONE_MATCH, REFERRER_POLICY,
    STRICT_TRANSPORT_SECURITY, VARY, X_CONTENT_TYPE_OPTIONS, X_FRAME_OPTIONS,
};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use sha2::{Digest, Sha256};
use tower_http::cors::{AllowOrigin, CorsLayer};

use crate::App;

/// Longer ids of requests are replaced by our own (bytes).
const REQUEST_ID_MAX: usize = 64;
/// Larger answers get no entity tag (bytes).
const TAGGED_MAX: usize = 4 * 1024 * 1024;
const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");
/// Seconds for which browsers insist on HTTPS.
const HSTS: &str = "max-age=31536000";

/// Gives the request an id, and the answer that id and what browsers should know.
pub(crate) async fn dress(State(app): State<App>, request: Request, next: Next) -> Response {
    let id = request_id(request.headers()).unwrap_or_else(|| app.0.chance.hex(16));
    let mut response = next.run(request).await;
    let headers = response.headers_mut();
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
    response
}

/// The caller's own id, if it is one that can stand in a log.
fn request_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = id.bytes().all(|byte| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte));
    (plain && !id.is_empty() && id.len() <= REQUEST_ID_MAX).then(|| id.to_owned())
}

/// Tags what was read, and answers 304 to somebody who has it already.
pub(crate) async fn tag(mut request: Request, next: Next) -> Response {
    let known = match *request.method() {
        Method::GET | Method::HEAD => request.headers().get(IF_NONE_MATCH).cloned(),
        _ => return next.run(request).await,
    };
    // The tag is that of the body, which a HEAD does not send.
    let only_head = *request.method() == Method::HEAD;
    *request.method_mut() = Method::GET;
    let response = next.run(request).await;
    if response.status() != StatusCode::OK {
        return if only_head { response.map(|_| Body::empty()) } else { response };
    }
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, TAGGED_MAX).await else {
        return StatusCode::INTERNAL_SERVER_ERROR.into_response();
    };
    let tag = tag_of(&bytes);
    if let Ok(value) = HeaderValue::from_str(&tag) {
        parts.headers.insert(ETAG, value);
    }
    if known.is_some_and(|known| has(&known, &tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    let body = if only_head {
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
        Body::empty()
    } else {
        Body::from(bytes)
    };
    Response::from_parts(parts, body)
}

fn tag_of(bytes: &Bytes) -> String {
    let digest = Sha256::digest(bytes);
    format!("\"{}\"", BASE64.encode(digest.get(..12).unwrap_or_default()))
}

/// Whether a list of tags has ours; a weak one is as good here (RFC 9110, 13.1.2).
fn has(known: &HeaderValue, tag: &str) -> bool {
    let Ok(known) = known.to_str() else { return false };
    known.split(',').map(str::trim).any(|each| each == "*" || each.trim_start_matches("W/") == tag)
}

/// Pages of these origins may use the API, with cookies.
pub(crate) fn cors(origins: &[String]) -> CorsLayer {
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
    use super::{has, request_id};
    use axum::http::{HeaderMap, HeaderValue};

    #[test]
    fn tags_are_found_in_lists() {
        for (known, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("", false),
        ] {
            assert_eq!(has(&HeaderValue::from_static(known), "\"a\""), expected, "{known}");
        }
    }

    #[test]
    fn only_plain_request_ids_are_kept() {
        for (id, kept) in [("abc-1.2_3", true), ("", false), ("a b", false), ("a\"b", false)] {
            let mut headers = HeaderMap::new();
            headers.insert("x-request-id", HeaderValue::from_static(id));
            assert_eq!(request_id(&headers).is_some(), kept, "{id}");
        }
    }
}
