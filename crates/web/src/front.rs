//! Before every door: who is turned away, how long an answer took, and what a panic leaves.
//!
//! All of it is one service. A layer of axum copies everything that stands within it and goes
//! behind two pointers, for each request: seven of them took longer than what they do.

use std::convert::Infallible;
use std::net::IpAddr;
use std::panic::AssertUnwindSafe;
use std::time::Instant;

use axum::Router;
use axum::extract::{DefaultBodyLimit, Request};
use axum::http::{HeaderMap, Uri};
use axum::response::Response;
use futures::FutureExt as _;
use tower::{Layer as _, ServiceExt as _, service_fn};

use crate::session::sender::Sender;
use crate::{App, bans, client_ip, fault, health, networks, nul, slow};

/// Stands before the doors, around the house as a whole: a layer of a router is made anew for each
/// of its routes.
pub(crate) fn before(app: App, doors: Router) -> Router {
    let doors = DefaultBodyLimit::max(protocol::FORM_BYTES_MAX).layer(doors);
    let front = service_fn(move |request: Request| {
        let (app, doors) = (app.clone(), doors.clone());
        async move {
            let (method, started) = (request.method().clone(), Instant::now());
            let ip = client_ip::asking(&app, request.extensions(), request.headers());
            let sender = Sender::of(ip, request.headers());
            let answer = sender.beside(async {
                match refusal(&app, ip, (request.uri(), request.headers())).await {
                    Some(refusal) => Ok::<_, Infallible>(refusal),
                    None => doors.oneshot(request.map(slow::paced)).await,
                }
            });
            let answer = AssertUnwindSafe(answer).catch_unwind().await;
            let mut response = match answer {
                Ok(Ok(response)) => response,
                Err(panic) => fault::panicked(panic),
            };
            health::measure(started, &method, &mut response);
            Ok(response)
        }
    });
    Router::new().fallback_service(front)
}

/// The answer to who is not let in.
async fn refusal(app: &App, ip: IpAddr, asked: (&Uri, &HeaderMap)) -> Option<Response> {
    if let Some(refusal) = bans::refusal(app, ip, asked).await {
        return Some(refusal);
    }
    networks::refusal(app, ip, asked).or_else(|| nul::refusal(app, asked))
}
