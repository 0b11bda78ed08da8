//! How OpenProvider is asked: sessions, and `code` in every answer, which is 0 for yes.

use std::collections::BTreeMap;
use std::sync::{Arc, Mutex, PoisonError};

use model::hex::hex;
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::MODULE;
use crate::http::{Answer, Line, Request};

/// The code for credentials or a session that are not taken.
const NOT_LOGGED_IN: i64 = 196;
/// Codes from here on are about what was asked; those below are faults of the other side.
const REFUSALS: i64 = 100;

/// Sessions by address and user, so that not every call begins with a log-in.
#[derive(Clone, Default)]
pub(super) struct Tokens(Arc<Mutex<BTreeMap<String, Secret>>>);

/// A reseller's account.
#[derive(Clone)]
pub(super) struct Account {
    line: Line,
    tokens: Tokens,
    /// The session's name among those of the process; a changed password begins another one.
    session: String,
    username: String,
    password: Secret,
}

/// What was said, or a final no.
pub(super) type Said = Result<Result<Value, Refused>, PortError>;

impl Tokens {
    fn held(&self) -> std::sync::MutexGuard<'_, BTreeMap<String, Secret>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Account {
    pub(super) fn new(
        line: Line,
        tokens: Tokens,
        address: &str,
        username: &str,
        password: &str,
    ) -> Account {
        let secret = hex(&Sha256::digest(password.as_bytes()));
        let session = format!("{address} {username} {secret}");
        Account { line, tokens, session, username: username.to_owned(), password: password.into() }
    }

    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Said {
        self.ask(|| {
            let request = Request::new(Method::GET, &full(path));
            query.iter().fold(request, |request, (name, value)| request.query(name, *value))
        })
        .await
    }

    pub(super) async fn post(&self, path: &[&str], body: &Value) -> Said {
        self.ask(|| Request::new(Method::POST, &full(path)).json(body.clone())).await
    }

    pub(super) async fn put(&self, path: &[&str], body: &Value) -> Said {
        self.ask(|| Request::new(Method::PUT, &full(path)).json(body.clone())).await
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    /// Whether a log-in works.
    pub(super) async fn test(&self) -> Result<ConnectionOutcome, PortError> {
        self.tokens.held().remove(&self.session);
        match self.log_in().await {
            Ok(_) => Ok(ConnectionOutcome::Reached { version: "OpenProvider v1beta".to_owned() }),
            Err(PortError::Configuration { why, .. }) => {
                Ok(ConnectionOutcome::Refused(Refused::new(NOT_LOGGED_IN.to_string(), why)))
            }
            Err(error) => Err(error),
        }
    }

    /// Asks within a session; one that has ended is begun anew, as it carried nothing out.
    async fn ask(&self, request: impl Fn() -> Request) -> Said {
        let known = self.tokens.held().get(&self.session).cloned();
        if let Some(token) = known {
            let answer = self.line.send(bearer(request(), &token)).await?;
            if !self.has_ended(&answer) {
                return self.read(&answer);
            }
        }
        let token = self.log_in().await?;
        let answer = self.line.send(bearer(request(), &token)).await?;
        if self.has_ended(&answer) {
            return Err(PortError::setting(MODULE, "username", "has no right to do this"));
        }
        self.read(&answer)
    }

    async fn log_in(&self) -> Result<Secret, PortError> {
        let body = json!({ "username": self.username, "password": self.password.expose() });
        let path = full(&["auth", "login"]);
        let request = Request::new(Method::POST, &path).json(body).tells_faults();
        let answer = self.line.send(request).await?;
        match self.read(&answer) {
            Ok(Ok(said)) => {
                let token = Secret::from(text(&said, "/token"));
                if token.is_empty() {
                    return Err(not_sent("a log-in without a token".to_owned()));
                }
                self.tokens.held().insert(self.session.clone(), token.clone());
                Ok(token)
            }
            Ok(Err(no)) => {
                Err(PortError::setting(MODULE, "password", format!("is not taken: {no}")))
            }
            // Nothing but the log-in was asked for.
            Err(error) => Err(not_sent(error.to_string())),
        }
    }

    fn has_ended(&self, answer: &Answer) -> bool {
        let code = || answer.json().ok().and_then(|body| body.get("code").and_then(Value::as_i64));
        answer.status == 401 || code() == Some(NOT_LOGGED_IN)
    }

    fn read(&self, answer: &Answer) -> Said {
        let body = answer.json()?;
        let code = body.get("code").and_then(Value::as_i64);
        match code {
            Some(0) if answer.is_success() => Ok(Ok(body.get("data").cloned().unwrap_or_default())),
            Some(code) if code >= REFUSALS => {
                let said = [text(&body, "/desc"), text(&body, "/data")];
                let said = said.into_iter().find(|said| !said.is_empty());
                Ok(Err(Refused::new(code.to_string(), said.unwrap_or("No reason was given"))))
            }
            other => {
                let why = format!("HTTP {} with code {other:?}", answer.status);
                Err(self.line.unknown(UnknownCause::ServerFault, why))
            }
        }
    }
}

fn full<'a>(path: &[&'a str]) -> Vec<&'a str> {
    std::iter::once("v1beta").chain(path.iter().copied()).collect()
}

fn bearer(request: Request, token: &Secret) -> Request {
    let request = request.tells_faults();
    request.header("authorization", format!("Bearer {}", token.expose()))
}

fn not_sent(why: String) -> PortError {
    PortError::NotSent { module: MODULE, why, retry_after_seconds: None }
}

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, path: &str) -> &'a str {
    object.pointer(path).and_then(Value::as_str).unwrap_or_default()
}
