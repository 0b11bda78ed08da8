//! Changes that are made only if nobody else made one meanwhile: `If-Match` (RFC 9110, 13.1.1).
//!
//! What stands at the address is read right before the change, as the caller would read it. On one
//! node no second conditional change of that address comes between; another node, or somebody who
//! states no condition, still can.

use std::hash::{BuildHasher, RandomState};
use std::net::SocketAddr;
use std::sync::LazyLock;

use axum::Router;
use axum::body::Body;
use axum::extract::{ConnectInfo, Request, State};
use axum::http::header::{CONTENT_LENGTH, CONTENT_TYPE, ETAG, IF_MATCH, IF_NONE_MATCH};
use axum::http::{HeaderValue, Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use tokio::sync::Mutex;
use tower::ServiceExt as _;

use super::problem::{Code, Problem};

/// Addresses that share a lock wait for each other.
const LOCKS: usize = 64;

static TURNS: LazyLock<(RandomState, [Mutex<()>; LOCKS])> =
    LazyLock::new(|| (RandomState::new(), [const { Mutex::const_new(()) }; LOCKS]));

/// Lets a change with a condition through if the condition holds; `reader` answers reads.
pub(super) async fn hold(State(reader): State<Router>, request: Request, next: Next) -> Response {
    let changes = matches!(*request.method(), Method::PATCH | Method::PUT | Method::DELETE);
    let Some(condition) = request.headers().get(IF_MATCH).filter(|_| changes).cloned() else {
        return next.run(request).await;
    };
    let (states, turns) = &*TURNS;
    let place = usize::try_from(states.hash_one(request.uri().path())).unwrap_or(0) % LOCKS;
    let _turn = match turns.get(place) {
        Some(turn) => Some(turn.lock().await),
        None => None,
    };
    let Ok(present) = reader.oneshot(reading(&request)).await;
    match present.status() {
        StatusCode::OK => {}
        // What cannot be read has nothing that a tag could be of.
        StatusCode::METHOD_NOT_ALLOWED => return failed(),
        _ => return present,
    }
    if present.headers().get(ETAG).is_some_and(|tag| holds(&condition, tag)) {
        next.run(request).await
    } else {
        failed()
    }
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
    use super::holds;
    use axum::http::HeaderValue;

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
