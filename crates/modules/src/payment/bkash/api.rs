//! How bKash is asked: a token for an hour, then JSON, whose `statusCode` is the answer.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use ports::provisioning::ConnectionOutcome;
use ports::{Clock, PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::{Value, json};

use super::MODULE;
use crate::http::{Line, Request};

/// A token is not used in its last seconds.
const TOKEN_SPARE_SECONDS: i64 = 120;
/// "Successful" among the status codes.
const GOOD: &str = "0000";

/// Tokens that are still good, by address and app: the gateway is opened for every use, and bKash
/// gives few tokens an hour.
pub(super) type Tokens = Arc<Mutex<BTreeMap<String, (Secret, i64)>>>;

/// Who asks.
#[derive(Clone)]
pub(super) struct Merchant {
    pub(super) username: String,
    pub(super) password: Secret,
    pub(super) app_key: String,
    pub(super) app_secret: Secret,
    /// The address of the API.
    pub(super) base: String,
}

/// A merchant's account at bKash.
#[derive(Clone)]
pub(super) struct Api {
    line: Line,
    merchant: Merchant,
    clock: Arc<dyn Clock>,
    tokens: Tokens,
}

/// What bKash said, or why nobody knows.
pub(super) type Said = Result<Result<Value, Refused>, PortError>;

impl Api {
    pub(super) fn new(
        line: Line,
        merchant: Merchant,
        clock: Arc<dyn Clock>,
        tokens: Tokens,
    ) -> Api {
        Api { line, merchant, clock, tokens }
    }

    /// Asks for something below `tokenized/checkout`.
    pub(super) async fn ask(&self, path: &[&str], body: Value) -> Said {
        let token = self.token().await?;
        let path = [&["tokenized", "checkout"][..], path].concat();
        let request = Request::new(Method::POST, &path).json(body);
        let request = request.header("authorization", token);
        let request = request.header("x-app-key", self.merchant.app_key.as_str());
        let answer = self.line.send(request).await?;
        if matches!(answer.status, 401 | 403) {
            self.lock().remove(&self.account());
            // It was not looked at, so that it may be sent again with a fresh token.
            return Err(PortError::NotSent {
                module: MODULE,
                why: "the token is not taken any more".to_owned(),
                retry_after_seconds: None,
            });
        }
        let body = answer.json()?;
        match text(&body, "statusCode") {
            GOOD => Ok(Ok(body)),
            "" => Err(self.unreadable(format!("HTTP {} without a status", answer.status))),
            // Maintenance, and faults of bKash's own.
            code @ ("503" | "2003" | "2020" | "2024") => {
                let why = format!("{} ({code})", text(&body, "statusMessage"));
                Err(self.line.unknown(UnknownCause::ServerFault, why))
            }
            code => Ok(Err(Refused::new(code, text(&body, "statusMessage")))),
        }
    }

    pub(super) async fn test(&self) -> Result<ConnectionOutcome, PortError> {
        match self.fresh_token().await {
            Ok(_) => Ok(ConnectionOutcome::Reached { version: "bKash v1.2.0-beta".to_owned() }),
            Err(PortError::Configuration { why, .. }) => {
                Ok(ConnectionOutcome::Refused(Refused::new("credentials", why)))
            }
            Err(error) => Err(error),
        }
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    async fn token(&self) -> Result<Secret, PortError> {
        let now = self.clock.now().as_second();
        let known = self.lock().get(&self.account()).cloned();
        match known {
            Some((token, until)) if until > now => Ok(token),
            _ => self.fresh_token().await,
        }
    }

    async fn fresh_token(&self) -> Result<Secret, PortError> {
        let Merchant { username, password, app_key, app_secret, .. } = &self.merchant;
        let body = json!({ "app_key": app_key, "app_secret": app_secret.expose() });
        let request = Request::new(Method::POST, &["tokenized", "checkout", "token", "grant"])
            .json(body)
            .header("username", username.as_str())
            .header("password", password.clone());
        let answer = self.line.send(request).await?;
        let body = answer.json()?;
        let code = text(&body, "statusCode");
        if answer.status >= 400 || !matches!(code, "" | GOOD) {
            return Err(PortError::setting(
                MODULE,
                "app_secret",
                "is not taken by bKash, with that user and app key",
            ));
        }
        let token = text(&body, "id_token");
        if token.is_empty() {
            return Err(self.unreadable("an answer without a token"));
        }
        let seconds = body.get("expires_in").and_then(Value::as_i64).unwrap_or_default();
        let until = self.clock.now().as_second() + seconds - TOKEN_SPARE_SECONDS;
        let token = Secret::new(token);
        self.lock().insert(self.account(), (token.clone(), until));
        Ok(token)
    }

    fn account(&self) -> String {
        format!("{} {}", self.merchant.base, self.merchant.app_key)
    }

    fn lock(&self) -> MutexGuard<'_, BTreeMap<String, (Secret, i64)>> {
        self.tokens.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}
