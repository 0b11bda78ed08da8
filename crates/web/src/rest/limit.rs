//! How often one account and one network may ask, said in the headers of every answer.

use axum::extract::{FromRequestParts, Request, State};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::{Code, Problem};
use crate::App;
use crate::client_ip::ClientIp;
use crate::session::limits::{Rule, network};
use crate::session::who;

/// Accounts behind one network, that is, how much more a network may ask than an account.
const ACCOUNTS_OF_NETWORK: u32 = 10;

/// Takes one from the buckets of the account and of the network.
pub(crate) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let Some(rule) = app.0.sessions.request_rule() else { return next.run(request).await };
    let (mut parts, body) = request.into_parts();
    let Ok(ClientIp(ip)) = ClientIp::from_request_parts(&mut parts, &app).await;
    let (buckets, now) = (app.0.sessions.buckets(), app.0.clock.now());
    let wider = Rule {
        burst: rule.burst.saturating_mul(ACCOUNTS_OF_NETWORK),
        each_ms: (rule.each_ms / i64::from(ACCOUNTS_OF_NETWORK)).max(1),
    };
    let mut left = buckets.take(&format!("from {}", network(ip)), wider, now);
    if let Some(account) = who::account(&app, &parts).filter(|_| left.admitted) {
        left = buckets.take(&format!("as {account}"), rule, now);
    }
    if !left.admitted {
        let problem = Problem::new(Code::RateLimited, "Too many requests. Please wait.");
        return problem.with_limit(left).into_response();
    }
    let mut response = next.run(Request::from_parts(parts, body)).await;
    // A log-in says how many attempts are left, which is less.
    if !response.headers().contains_key("ratelimit-limit") {
        left.write(response.headers_mut());
    }
    response
}
