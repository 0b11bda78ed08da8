//! Events of a WHMCS that stands behind: checked, told apart from repetitions, passed on.

use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::State;
use axum::http::{HeaderMap, StatusCode};
use axum::response::{IntoResponse, Response};
use engine::system::web_hooks::{headers as signed, sign};
use jiff::{SignedDuration, Timestamp};
use ports::hooks::{HookCall, HookSender};
use subtle::ConstantTimeEq;

use crate::App;
use crate::routing::post;
use crate::session::remembered::Remembered;

/// A message that is older or younger is not believed (seconds).
const TOLERANCE_SECONDS: i64 = 300;
/// How long repetitions are told apart; longer than anybody tries again.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(48);
/// Longer ids are refused (bytes).
const ID_BYTES_MAX: usize = 100;

/// Where events come from, and who is told of them.
pub struct Relay {
    secret: String,
    targets: Vec<String>,
    target_secret: String,
    sender: Arc<dyn HookSender>,
    /// Which target has which message.
    told: Remembered<(usize, String), ()>,
}

impl Relay {
    /// Events signed with `secret` are passed on to the targets, signed with `target_secret`.
    #[must_use]
    pub fn new(
        secret: String,
        targets: Vec<String>,
        target_secret: String,
        sender: Arc<dyn HookSender>,
    ) -> Self {
        Self { secret, targets, target_secret, sender, told: Remembered::new(REMEMBERED) }
    }

    /// Passes a message on to everybody who has not got it; whether all have it now.
    async fn pass_on(&self, id: &str, body: &str, now: Timestamp) -> bool {
        let mut all = true;
        for (index, target) in self.targets.iter().enumerate() {
            let key = (index, id.to_owned());
            if self.told.get(&key, now).is_some() {
                continue;
            }
            let Ok(headers) = signed(&self.target_secret, id, now.as_second(), body) else {
                return false;
            };
            let call = HookCall { url: target.clone(), headers, body: body.to_owned() };
            match self.sender.post(call).await {
                Ok(answer) if (200..300).contains(&answer.status) => self.told.put(key, (), now),
                Ok(answer) => {
                    tracing::warn!(status = answer.status, index, "an event was not taken");
                    all = false;
                }
                Err(error) => {
                    tracing::warn!(%error, index, "an event could not be passed on");
                    all = false;
                }
            }
        }
        all
    }
}

pub(crate) fn routes() -> Router<App> {
    Router::new().route("/hooks/whmcs", post(receive))
}

/// What is not taken is sent again by the other side, with the same id.
async fn receive(State(app): State<App>, headers: HeaderMap, body: Bytes) -> Response {
    let Some(relay) = &app.0.relay else { return StatusCode::NOT_FOUND.into_response() };
    let now = app.0.clock.now();
    let Some((id, body)) = verified(&relay.secret, &headers, &body, now) else {
        return StatusCode::UNAUTHORIZED.into_response();
    };
    if relay.pass_on(id, body, now).await {
        StatusCode::NO_CONTENT.into_response()
    } else {
        StatusCode::BAD_GATEWAY.into_response()
    }
}

/// Id and text of a message that is signed and fresh.
fn verified<'a>(
    secret: &str,
    headers: &'a HeaderMap,
    body: &'a Bytes,
    now: Timestamp,
) -> Option<(&'a str, &'a str)> {
    let header = |name: &str| headers.get(name)?.to_str().ok();
    let id = header("webhook-id").filter(|id| !id.is_empty() && id.len() <= ID_BYTES_MAX)?;
    let second: i64 = header("webhook-timestamp")?.parse().ok()?;
    if now.as_second().abs_diff(second) > TOLERANCE_SECONDS.unsigned_abs() {
        return None;
    }
    let body = std::str::from_utf8(body).ok()?;
    let right = sign(secret, id, second, body).ok()?;
    // Several signatures stand beside each other while a secret is exchanged.
    let given = header("webhook-signature")?.split(' ');
    let mut any = false;
    for signature in given {
        any |= bool::from(signature.as_bytes().ct_eq(right.as_bytes()));
    }
    any.then_some((id, body))
}

#[cfg(test)]
mod tests {
    use super::{sign, verified};
    use axum::body::Bytes;
    use axum::http::{HeaderMap, HeaderName, HeaderValue};
    use jiff::Timestamp;

    #[test]
    fn only_what_is_signed_and_fresh_is_believed() {
        let secret = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
        let now = Timestamp::from_second(1_000_000).unwrap();
        let good = sign(secret, "m1", 1_000_000, "{}").unwrap();
        let old = sign(secret, "m1", 999_000, "{}").unwrap();
        let two = format!("v1,AAAA {good}");
        for (id, second, signature, body, expected) in [
            ("m1", "1000000", good.as_str(), "{}", true),
            ("m1", "1000000", two.as_str(), "{}", true),
            ("m2", "1000000", good.as_str(), "{}", false),
            ("m1", "1000001", good.as_str(), "{}", false),
            ("m1", "1000000", good.as_str(), "{} ", false),
            ("m1", "999000", old.as_str(), "{}", false),
            ("m1", "1000000", "", "{}", false),
            ("", "1000000", good.as_str(), "{}", false),
        ] {
            let mut headers = HeaderMap::new();
            for (name, value) in [("id", id), ("timestamp", second), ("signature", signature)] {
                let name = HeaderName::try_from(format!("webhook-{name}")).unwrap();
                headers.insert(name, HeaderValue::from_str(value).unwrap());
            }
            let body = Bytes::copy_from_slice(body.as_bytes());
            let found = verified(secret, &headers, &body, now);
            assert_eq!(found.is_some(), expected, "{id} {second} {signature}");
        }
    }
}
