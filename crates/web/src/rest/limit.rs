//! How often one account and one network may ask, said in the headers of every answer.

use axum::extract::{Request, State};
use axum::http::request::Parts;
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

use super::problem::{Code, Problem};
use crate::App;
use crate::client_ip;
use crate::session::limits::{Left, Rule, network};
use crate::session::who;

/// Accounts behind one network, that is, how much more a network may ask than an account.
const ACCOUNTS_OF_NETWORK: u32 = 10;

/// Takes one from the buckets of the account and of the network; says so when there is none.
pub(super) fn take(app: &App, parts: &Parts) -> Result<Option<Left>, Problem> {
    let Some(rule) = app.0.sessions.request_rule() else { return Ok(None) };
    let ip = client_ip::asking(app, &parts.extensions, &parts.headers);
    let (buckets, now) = (app.0.sessions.buckets(), app.0.clock.now());
    let wider = Rule {
        burst: rule.burst.saturating_mul(ACCOUNTS_OF_NETWORK),
        each_ms: (rule.each_ms / i64::from(ACCOUNTS_OF_NETWORK)).max(1),
    };
    let mut left = buckets.take(&format!("from {}", network(ip)), wider, now);
    if let Some(account) = who::account(app, parts).filter(|_| left.admitted) {
        left = buckets.take(&format!("as {account}"), rule, now);
    }
    if !left.admitted {
        let problem = Problem::new(Code::RateLimited, "Too many requests. Please wait.");
        return Err(problem.with_limit(left));
    }
    Ok(Some(left))
}

/// Says what is left. A log-in says how many attempts are left, which is less.
pub(super) fn say(left: Option<Left>, response: &mut Response) {
    if let Some(left) = left
        && !response.headers().contains_key("ratelimit-limit")
    {
        left.write(response.headers_mut());
    }
}

/// Both around a door that has nothing else of this API.
pub(crate) async fn limit(State(app): State<App>, request: Request, next: Next) -> Response {
    let (parts, body) = request.into_parts();
    match take(&app, &parts) {
        Err(problem) => problem.into_response(),
        Ok(left) => {
            let mut response = next.run(Request::from_parts(parts, body)).await;
            say(left, &mut response);
            response
        }
    }
}
