//! How PayPal is asked: <https://developer.paypal.com/api/rest/requests/> and `/responses/`.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::hex::hex;
use ports::provisioning::ConnectionOutcome;
use ports::{Clock, PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::MODULE;
use crate::http::{Answer, Line, Request};

/// A token is not used in its last seconds.
const TOKEN_SPARE_SECONDS: i64 = 120;

/// Tokens that are still good, by address and app: the gateway is opened for every use, and PayPal
/// counts requests for tokens.
pub(super) type Tokens = Arc<Mutex<BTreeMap<String, (Secret, i64)>>>;

/// An app at PayPal.
#[derive(Clone)]
pub(super) struct Api {
    line: Line,
    id: String,
    secret: Secret,
    base: String,
    clock: Arc<dyn Clock>,
    tokens: Tokens,
}

/// What PayPal said, or why nobody knows.
pub(super) type Said = Result<Result<Value, No>, PortError>;

/// A final no.
#[derive(Debug)]
pub(super) struct No {
    /// The HTTP status.
    pub(super) status: u16,
    /// Code and sentence.
    pub(super) refused: Refused,
}

impl Api {
    pub(super) fn new(
        line: Line,
        base: &str,
        id: &str,
        secret: Secret,
        clock: Arc<dyn Clock>,
        tokens: Tokens,
    ) -> Api {
        Api { line, id: id.to_owned(), secret, base: base.to_owned(), clock, tokens }
    }

    pub(super) async fn get(&self, path: &[&str]) -> Said {
        self.send(Request::new(Method::GET, path)).await
    }

    /// Writes; the same key writes once. The answer tells the whole object.
    pub(super) async fn post(&self, path: &[&str], key: &str, body: Value) -> Said {
        let request = Request::new(Method::POST, path).json(body);
        let request = request.header("paypal-request-id", request_id(key));
        self.send(request.header("prefer", "return=representation")).await
    }

    /// Deletes; what is gone already counts as deleted.
    pub(super) async fn delete(&self, path: &[&str]) -> Result<Result<(), No>, PortError> {
        match self.send(Request::new(Method::DELETE, path)).await? {
            Ok(_) => Ok(Ok(())),
            Err(no) if no.status == 404 => Ok(Ok(())),
            Err(no) => Ok(Err(no)),
        }
    }

    /// Asks with a body that must not change by a byte.
    pub(super) async fn post_text(&self, path: &[&str], body: String) -> Said {
        self.send(Request::new(Method::POST, path).json_text(body)).await
    }

    pub(super) async fn test(&self) -> Result<ConnectionOutcome, PortError> {
        match self.fresh_token().await {
            Ok(_) => Ok(ConnectionOutcome::Reached { version: "PayPal REST".to_owned() }),
            Err(PortError::Configuration { why, .. }) => {
                Ok(ConnectionOutcome::Refused(Refused::new("invalid_client", why)))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    pub(super) async fn send(&self, request: Request) -> Said {
        let bearer = Secret::new(format!("Bearer {}", self.token().await?.expose()));
        let answer = self.line.send(request.header("authorization", bearer)).await?;
        self.said(&answer)
    }

    fn said(&self, answer: &Answer) -> Said {
        match answer.status {
            401 => {
                self.lock().remove(&self.account());
                // It was not looked at, so that it may be sent again with a fresh token.
                return Err(PortError::NotSent {
                    module: MODULE,
                    why: "the token is not taken any more".to_owned(),
                    retry_after_seconds: None,
                });
            }
            409 => {
                let why = "another request with this key is under way";
                return Err(self.line.unknown(UnknownCause::ServerFault, why));
            }
            403 => {
                return Err(PortError::setting(
                    MODULE,
                    "client_id",
                    "has not the permissions that this needs",
                ));
            }
            _ => {}
        }
        if answer.is_success() && answer.body.is_empty() {
            return Ok(Ok(Value::Null));
        }
        let body = answer.json()?;
        if answer.is_success() {
            return Ok(Ok(body));
        }
        match refused(&body) {
            Some(refused) => Ok(Err(No { status: answer.status, refused })),
            None => Err(self.unreadable(format!("HTTP {} without an error", answer.status))),
        }
    }

    async fn token(&self) -> Result<Secret, PortError> {
        let now = self.clock.now().as_second();
        let known = self.lock().get(&self.account()).cloned();
        match known {
            Some((token, until)) if until > now => Ok(token),
            _ => self.fresh_token().await,
        }
    }

    /// <https://developer.paypal.com/api/rest/authentication/>
    async fn fresh_token(&self) -> Result<Secret, PortError> {
        let request = Request::new(Method::POST, &["v1", "oauth2", "token"])
            .form(vec![("grant_type".to_owned(), "client_credentials".to_owned())])
            .basic(&self.id, &self.secret);
        let answer = self.line.send(request).await?;
        if matches!(answer.status, 400 | 401) {
            return Err(PortError::setting(
                MODULE,
                "client_secret",
                "is not taken by PayPal, or not for this client ID",
            ));
        }
        let body = answer.json()?;
        let seconds = body.get("expires_in").and_then(Value::as_i64).unwrap_or_default();
        let Some(token) = body.get("access_token").and_then(Value::as_str).map(Secret::new) else {
            return Err(self.unreadable("an answer without a token"));
        };
        let until = self.clock.now().as_second() + seconds - TOKEN_SPARE_SECONDS;
        self.lock().insert(self.account(), (token.clone(), until));
        Ok(token)
    }

    fn account(&self) -> String {
        format!("{} {}", self.base, self.id)
    }

    fn lock(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, (Secret, i64)>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A key as long as PayPal takes it.
fn request_id(key: &str) -> String {
    let mut id = hex(&Sha256::digest(key.as_bytes()));
    id.truncate(36);
    id
}

/// The first issue of an error, which says more than its name.
fn refused(body: &Value) -> Option<Refused> {
    let name = text(body, "/name");
    let (issue, description) =
        (text(body, "/details/0/issue"), text(body, "/details/0/description"));
    let code = if issue.is_empty() { name } else { issue };
    let message = if description.is_empty() { text(body, "/message") } else { description };
    (!name.is_empty()).then(|| Refused::new(code, message))
}

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, path: &str) -> &'a str {
    object.pointer(path).and_then(Value::as_str).unwrap_or_default()
}
