//! What lies between a site and the WHMCS behind it: one that is no Hostler, a line that loses
//! answers, a line that holds them back.

use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};

use axum::body::{Body, to_bytes};
use axum::extract::State;
use axum::http::{Request, StatusCode};
use axum::middleware::{Next, from_fn_with_state};
use axum::response::{IntoResponse, Response};
use tokio::sync::Semaphore;

use super::{ANSWER_BYTES_MAX, Site, before, one};

/// Knows none of our own actions.
pub(super) async fn stock(request: Request<Body>, next: Next) -> Response {
    let (action, request) = called(request).await;
    if protocol::find(&action).is_some_and(protocol::ActionInfo::is_ours) {
        return (StatusCode::OK, NOT_FOUND).into_response();
    }
    next.run(request).await
}

/// Heeds nothing but the published parameters of the published actions.
pub(super) async fn published(request: Request<Body>, next: Next) -> Response {
    let (action, request) = called(request).await;
    let Some(info) = protocol::find(&action).filter(|info| !info.is_ours()) else {
        return (StatusCode::OK, NOT_FOUND).into_response();
    };
    let is_ours = |doc: &str| doc.starts_with("Ours") || doc.contains("; ours");
    let is_heeded =
        |name: &str| !info.params.iter().any(|param| param.name == name && is_ours(param.doc));
    let (mut parts, body) = request.into_parts();
    let bytes = to_bytes(body, ANSWER_BYTES_MAX).await.unwrap();
    let pairs = form_urlencoded::parse(&bytes).filter(|(name, _)| is_heeded(name));
    let kept = form_urlencoded::Serializer::new(String::new()).extend_pairs(pairs).finish();
    parts.headers.remove("content-length");
    next.run(Request::from_parts(parts, Body::from(kept))).await
}

/// Which action a request calls.
async fn called(request: Request<Body>) -> (String, Request<Body>) {
    let (parts, body) = request.into_parts();
    let bytes = to_bytes(body, ANSWER_BYTES_MAX).await.unwrap();
    let action = protocol::Form::parse(&bytes).unwrap().take_text("action").unwrap_or_default();
    (action, Request::from_parts(parts, Body::from(bytes)))
}

const NOT_FOUND: &str = r#"{"result":"error","message":"Command Not Found"}"#;

/// Whose answer is lost, once, after the work was done; or whose question, by `no ` and its name.
pub(crate) type Lost = Arc<Mutex<Option<&'static str>>>;

/// A site before a WHMCS that knows no keys, over a line that loses the answers one names.
pub(crate) async fn over_a_bad_line() -> (Site, Lost) {
    let behind = one().await;
    let lost = Lost::default();
    let line = from_fn_with_state(Arc::clone(&lost), lossy);
    (before(behind.router.layer(line), behind.system).await, lost)
}

async fn lossy(State(lost): State<Lost>, request: Request<Body>, next: Next) -> Response {
    let (action, mut request) = called(request).await;
    if ["GetProductGroups", "AddCustomField"].contains(&&*action) {
        return (StatusCode::OK, NOT_FOUND).into_response();
    }
    request.headers_mut().remove("idempotency-key");
    let is_asked = |name: &mut &str| name.strip_prefix("no ") == Some(&*action);
    if lost.lock().unwrap().take_if(is_asked).is_some() {
        return (StatusCode::BAD_GATEWAY, "<html>not asked</html>").into_response();
    }
    let answer = next.run(request).await;
    if lost.lock().unwrap().take_if(|name| *name == action).is_some() {
        return (StatusCode::BAD_GATEWAY, "<html>lost</html>").into_response();
    }
    answer
}

/// Answers about clients that a line holds back.
pub(crate) struct Held {
    /// So many of the next ones.
    pub(crate) next: AtomicUsize,
    /// So many have been.
    pub(crate) so_far: AtomicUsize,
    /// So many may go on.
    pub(crate) free: Semaphore,
}

/// A site before a WHMCS over a line that holds answers back.
pub(crate) async fn over_a_held_line() -> (Site, Arc<Held>) {
    let behind = one().await;
    let (next, so_far) = Default::default();
    let held = Arc::new(Held { next, so_far, free: Semaphore::new(0) });
    let line = from_fn_with_state(Arc::clone(&held), hold);
    (before(behind.router.layer(line), behind.system).await, held)
}

async fn hold(State(held): State<Arc<Held>>, request: Request<Body>, next: Next) -> Response {
    let (action, request) = called(request).await;
    let answer = next.run(request).await;
    let one_less = |left: usize| left.checked_sub(1);
    if action == "GetClientsDetails"
        && held.next.fetch_update(Ordering::SeqCst, Ordering::SeqCst, one_less).is_ok()
    {
        held.so_far.fetch_add(1, Ordering::SeqCst);
        held.free.acquire().await.unwrap().forget();
    }
    answer
}
