//! What is read, as a whole and with its tag. Before a WHMCS elsewhere, equal reads of one caller
//! that are asked at the same time are answered once.
//!
//! They would wait for one call of that WHMCS anyway; so they share what is made of it too.

use std::net::IpAddr;

use axum::Router;
use axum::body::{Bytes, to_bytes};
use axum::extract::Request;
use axum::http::header::ETAG;
use axum::http::{HeaderValue, Response, StatusCode};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD as BASE64;
use futures::FutureExt as _;
use remote::Flights;
use sha2::{Digest, Sha256};
use tower::ServiceExt as _;

use crate::whmcs::Whmcs;
use crate::{App, client_ip};

/// Larger answers are not read (bytes).
const ANSWER_MAX: usize = 4 * 1024 * 1024;
/// What callers and their proxies say of one request, and no answer depends on.
const OF_ONE_REQUEST: [&str; 7] = [
    "cf-ray",
    "if-none-match",
    "traceparent",
    "tracestate",
    "x-amzn-trace-id",
    "x-cloud-trace-context",
    "x-request-id",
];

/// The routes of the API, and the reads that are under way.
#[derive(Clone)]
pub(super) struct Api {
    app: App,
    routes: Router,
    flights: Flights<Key, Response<Bytes>>,
}

/// What makes two reads equal.
#[derive(Clone, PartialEq, Eq, Hash)]
struct Key {
    /// Of the address and the headers, so of who asks too.
    digest: [u8; 32],
    from: IpAddr,
    /// How much had been written when it was asked: nobody is answered from before its write.
    written: u64,
}

impl Api {
    pub(super) fn new(app: App, routes: Router) -> Self {
        Self { app, routes, flights: Flights::default() }
    }

    /// Answers by the routes.
    pub(super) async fn answer(&self, request: Request) -> axum::response::Response {
        let Ok(response) = self.routes.clone().oneshot(request).await;
        response
    }

    /// Answers a GET.
    pub(super) async fn read(&self, request: Request) -> Response<Bytes> {
        let routes = self.routes.clone();
        match self.key(&request) {
            Some(key) => self.flights.join(key, || whole(routes, request).boxed()).0.await,
            None => whole(routes, request).await,
        }
    }

    /// Our own engine is asked again by each: it looks at what is there now.
    fn key(&self, request: &Request) -> Option<Key> {
        let Whmcs::Remote(elsewhere) = self.app.whmcs() else { return None };
        let headers = request.headers();
        let mut digest = Sha256::new_with_prefix(request.uri().path());
        for part in [b"?", request.uri().query().unwrap_or_default().as_bytes()] {
            digest.update(part);
        }
        for (name, value) in headers {
            if !OF_ONE_REQUEST.contains(&name.as_str()) {
                // No header holds a line break.
                for part in [b"\n", name.as_str().as_bytes(), b":", value.as_bytes()] {
                    digest.update(part);
                }
            }
        }
        let from = client_ip::asking(&self.app, request.extensions(), headers);
        Some(Key { digest: digest.finalize().into(), from, written: elsewhere.remote().written() })
    }
}

/// The answer in one piece; what was read with its tag.
async fn whole(routes: Router, request: Request) -> Response<Bytes> {
    let Ok(response) = routes.oneshot(request).await;
    let (mut parts, body) = response.into_parts();
    let Ok(bytes) = to_bytes(body, ANSWER_MAX).await else {
        let mut failed = Response::new(Bytes::new());
        *failed.status_mut() = StatusCode::INTERNAL_SERVER_ERROR;
        return failed;
    };
    if parts.status == StatusCode::OK
        && let Ok(tag) = HeaderValue::from_str(&tag_of(&bytes))
    {
        parts.headers.insert(ETAG, tag);
    }
    Response::from_parts(parts, bytes)
}

fn tag_of(bytes: &Bytes) -> String {
    let digest = Sha256::digest(bytes);
    format!("\"{}\"", BASE64.encode(digest.get(..12).unwrap_or_default()))
}
