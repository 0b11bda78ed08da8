//! What is read carries a tag, so that it is not sent again to who has it (`If-None-Match`), and
//! changes are made only if nobody else made one meanwhile (`If-Match`; RFC 9110, 13.1).
//!
//! What stands at the address is read right before the change, as the caller would read it. On one
//! node no second conditional change of that address comes between; another node, or somebody who
//! states no condition, still can.

use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::sync::LazyLock;

use axum::body::Body;
use axum::extract::{ConnectInfo, Request};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::response::{IntoResponse, Response};
use tokio::sync::Mutex;

use super::problem::{Code, Problem};
use super::reads::Api;

/// Addresses that share a lock wait for each other.
const LOCKS: usize = 64;

static TURNS: LazyLock<(RandomState, [Mutex<()>; LOCKS])> =
    LazyLock::new(|| (RandomState::new(), [const { Mutex::const_new(()) }; LOCKS]));

/// Answers by the routes of the API; a change with a condition only if the condition holds.
pub(super) async fn hold(api: &Api, request: Request) -> Response {
    let changes = matches!(*request.method(), Method::PATCH | Method::PUT | Method::DELETE);
    let Some(condition) = request.headers().get(IF_MATCH).filter(|_| changes).cloned() else {
        return tagged(api, request).await;
    };
    let (states, turns) = &*TURNS;
    let place = usize::try_from(states.hash_one(request.uri().path())).unwrap_or(0) % LOCKS;
    let _turn = match turns.get(place) {
        Some(turn) => Some(turn.lock().await),
        None => None,
    };
    let present = tagged(api, reading(&request)).await;
    match present.status() {
        StatusCode::OK => {}
        // What cannot be read has nothing that a tag could be of.
        StatusCode::METHOD_NOT_ALLOWED => return failed(),
        _ => return present,
    }
    if present.headers().get(ETAG).is_some_and(|tag| holds(&condition, tag)) {
        api.answer(request).await
    } else {
        failed()
    }
}

/// Answers a read with its tag, and 304 to somebody who has it already.
async fn tagged(api: &Api, mut request: Request) -> Response {
    let known = match *request.method() {
        Method::GET | Method::HEAD => request.headers().get(IF_NONE_MATCH).cloned(),
        _ => return api.answer(request).await,
    };
    // The tag is that of the body, which a HEAD does not send.
    let only_head = *request.method() == Method::HEAD;
    *request.method_mut() = Method::GET;
    let (mut parts, bytes) = api.read(request).await.into_parts();
    let tag = parts.headers.get(ETAG);
    if known.zip(tag).is_some_and(|(known, tag)| has(&known, tag)) {
        parts.status = StatusCode::NOT_MODIFIED;
        parts.headers.remove(CONTENT_LENGTH);
        return Response::from_parts(parts, Body::empty());
    }
    if only_head && parts.status == StatusCode::OK {
        parts.headers.insert(CONTENT_LENGTH, HeaderValue::from(bytes.len()));
    }
    let body = if only_head { Body::empty() } else { Body::from(bytes) };
    Response::from_parts(parts, body)
}

/// Whether a list of tags has ours; a weak one is as good here (RFC 9110, 13.1.2).
fn has(known: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(known), Ok(tag)) = (known.to_str(), tag.to_str()) else { return false };
    known.split(',').map(str::trim).any(|each| each == "*" || each.trim_start_matches("W/") == tag)
}

fn failed() -> Response {
    let detail = "It was changed since you read it. Read it again.";
    Problem::new(Code::PreconditionFailed, detail).into_response()
}

/// The caller's own GET of the same address.
fn reading(request: &Request) -> Request {
    let mut read = Request::new(Body::empty());
    *read.method_mut() = Method::GET;
    *read.uri_mut() = request.uri().clone();
    if let Some(peer) = request.extensions().get::<ConnectInfo<SocketAddr>>() {
        read.extensions_mut().insert(*peer);
    }
    *read.headers_mut() = request.headers().clone();
    for name in [CONTENT_LENGTH, CONTENT_TYPE, IF_MATCH, IF_NONE_MATCH] {
        read.headers_mut().remove(name);
    }
    read
}

/// Whether a list of tags has this one. A weak one is never equal here.
fn holds(condition: &HeaderValue, tag: &HeaderValue) -> bool {
    let (Ok(condition), Ok(tag)) = (condition.to_str(), tag.to_str()) else { return false };
    condition.split(',').map(str::trim).any(|each| each == "*" || each == tag)
}

#[cfg(test)]
mod tests {
    use super::{has, holds};
    use axum::http::HeaderValue;

    #[test]
    fn tags_are_found_in_lists() {
        let tag = HeaderValue::from_static("\"a\"");
        for (known, expected) in [
            ("\"a\"", true),
            ("W/\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("\"b\"", false),
            ("", false),
        ] {
            assert_eq!(has(&HeaderValue::from_static(known), &tag), expected, "{known}");
        }
    }

    #[test]
    fn only_the_very_tag_holds() {
        for (condition, expected) in [
            ("\"a\"", true),
            ("\"b\", \"a\"", true),
            ("*", true),
            ("W/\"a\"", false),
            ("\"b\"", false),
            ("a", false),
            ("", false),
        ] {
            let tag = HeaderValue::from_static("\"a\"");
            assert_eq!(holds(&HeaderValue::from_static(condition), &tag), expected, "{condition}");
        }
    }
}
