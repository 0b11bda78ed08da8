//! How the API is asked: <https://docs.hetzner.cloud/reference/cloud#errors>.

use ports::provisioning::ServerCall;
use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;

use super::MODULE;
use crate::http::{Line, Pool, Request};

/// Where the API is, if the server record does not say.
const HOST: &str = "api.hetzner.cloud";

/// A project at Hetzner.
pub(super) struct Api {
    line: Line,
    token: Secret,
}

/// What Hetzner said, or why nobody knows.
pub(super) type Asked = Result<Result<Value, Refused>, PortError>;

impl Api {
    pub(super) fn of(pool: &Pool, server: &ServerCall) -> Result<Api, PortError> {
        let host = if server.host.trim().is_empty() { HOST } else { server.host.trim() };
        let here = matches!(host, "localhost" | "127.0.0.1");
        let scheme = if here && !server.secure { "http" } else { "https" };
        let port = server.port.map_or_else(String::new, |port| format!(":{port}"));
        let line = pool.line(MODULE, "hostname", &format!("{scheme}://{host}{port}/v1"))?;
        if server.access_key.is_empty() {
            return Err(PortError::setting(
                MODULE,
                "password or key",
                "is missing: it holds the token",
            ));
        }
        Ok(Api { line, token: server.access_key.clone() })
    }

    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Asked {
        let request = Request::new(Method::GET, path);
        self.send(query.iter().fold(request, |request, (name, value)| request.query(name, *value)))
            .await
    }

    pub(super) async fn post(&self, path: &[&str], body: Value) -> Asked {
        self.send(Request::new(Method::POST, path).json(body)).await
    }

    pub(super) async fn put(&self, path: &[&str], body: Value) -> Asked {
        self.send(Request::new(Method::PUT, path).json(body)).await
    }

    pub(super) async fn delete(&self, path: &[&str]) -> Asked {
        self.send(Request::new(Method::DELETE, path)).await
    }

    /// Reads what must be there.
    pub(super) async fn read(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Value, PortError> {
        let asked = self.get(path, query).await?;
        asked.map_err(|no| self.not_taken(no))
    }

    /// A "no" to a question that has no "no" for an answer.
    pub(super) fn not_taken(&self, no: Refused) -> PortError {
        match no.code.as_str() {
            "unauthorized" | "forbidden" | "token_readonly" => {
                PortError::setting(MODULE, "password or key", "is not a token that may do this")
            }
            _ => self.unreadable(no.to_string()),
        }
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    async fn send(&self, request: Request) -> Asked {
        let bearer = Secret::new(format!("Bearer {}", self.token.expose()));
        let answer = self.line.send(request.header("authorization", bearer)).await?;
        if answer.status == 204 {
            return Ok(Ok(Value::Null));
        }
        let body = answer.json()?;
        if answer.is_success() {
            return Ok(Ok(body));
        }
        let text = |name: &str| {
            let text = body.pointer(&format!("/error/{name}")).and_then(Value::as_str);
            text.unwrap_or_default().to_owned()
        };
        let (code, message) = (text("code"), text("message"));
        match code.as_str() {
            "" => Err(self.unreadable(format!("HTTP {} without an error code", answer.status))),
            // Another action is under way at this machine: nothing was done, later it will be.
            "locked" | "rate_limit_exceeded" | "conflict" => Err(PortError::NotSent {
                module: MODULE,
                why: format!("{message} ({code})"),
                retry_after_seconds: None,
            }),
            _ => Ok(Err(Refused::new(code, message))),
        }
    }
}
