//! How Mollie is asked: <https://docs.mollie.com/reference/handling-errors>.

use model::hex::hex;
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::MODULE;
use crate::http::{Line, Request};

/// An account at Mollie.
#[derive(Clone)]
pub(super) struct Api {
    line: Line,
    key: Secret,
}

/// What Mollie said, or why nobody knows.
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
    pub(super) fn new(line: Line, key: Secret) -> Api {
        Api { line, key }
    }

    pub(super) async fn get(&self, path: &[&str]) -> Said {
        self.send(Request::new(Method::GET, path)).await
    }

    /// Writes; the same key writes once within an hour.
    pub(super) async fn post(&self, path: &[&str], key: &str, body: Value) -> Said {
        let key = hex(&Sha256::digest(key.as_bytes()));
        let request = Request::new(Method::POST, path).json(body);
        self.send(request.header("idempotency-key", key)).await
    }

    /// Gets with parameters.
    pub(super) async fn look(&self, path: &[&str], query: &[(&'static str, &str)]) -> Said {
        let request = Request::new(Method::GET, path);
        let asked =
            |request: Request, (name, value): &(&'static str, &str)| request.query(name, *value);
        self.send(query.iter().fold(request, asked)).await
    }

    /// Deletes; what is gone already counts as deleted.
    pub(super) async fn delete(&self, path: &[&str]) -> Result<Result<(), No>, PortError> {
        match self.send(Request::new(Method::DELETE, path)).await? {
            Ok(_) => Ok(Ok(())),
            Err(no) if matches!(no.status, 404 | 410) => Ok(Ok(())),
            Err(no) => Ok(Err(no)),
        }
    }

    /// Which ways to pay are switched on; every key may ask.
    pub(super) async fn test(&self) -> Result<ConnectionOutcome, PortError> {
        match self.get(&["v2", "methods"]).await {
            Ok(Ok(_)) => {
                let live = self.key.expose().starts_with("live_");
                let mode = if live { "live" } else { "test" };
                Ok(ConnectionOutcome::Reached { version: format!("Mollie v2, {mode} mode") })
            }
            Ok(Err(no)) => Ok(ConnectionOutcome::Refused(no.refused)),
            Err(PortError::Configuration { why, .. }) => {
                Ok(ConnectionOutcome::Refused(Refused::new("401", why)))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    async fn send(&self, request: Request) -> Said {
        let bearer = Secret::new(format!("Bearer {}", self.key.expose()));
        let answer = self.line.send(request.header("authorization", bearer)).await?;
        match answer.status {
            401 => return Err(PortError::setting(MODULE, "api_key", "is not taken by Mollie")),
            409 => {
                let why = "another request with this key is under way";
                return Err(self.line.unknown(UnknownCause::ServerFault, why));
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
        let detail = text(&body, "/detail");
        if detail.is_empty() {
            return Err(self.unreadable(format!("HTTP {} without an error", answer.status)));
        }
        let field = text(&body, "/field");
        let code = if field.is_empty() { answer.status.to_string() } else { field.to_owned() };
        Ok(Err(No { status: answer.status, refused: Refused::new(code, detail) }))
    }
}

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, path: &str) -> &'a str {
    object.pointer(path).and_then(Value::as_str).unwrap_or_default()
}
