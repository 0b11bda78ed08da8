//! An API of JSON with a token in the header, as most clouds have one.

use ports::provisioning::ServerCall;
use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;

use super::Said;
use crate::http::{Line, Pool, Request};

/// What a vendor says of errors.
pub(in crate::provisioning) trait Dialect: Send + Sync {
    /// The module.
    const MODULE: &'static str;
    /// Where the API is, if the server record does not say.
    const HOST: &'static str;
    /// The first part of every path.
    const ROOT: &'static str;

    /// Code and sentence in the body of an error; `None` if it is none of the vendor's.
    fn error(body: &Value) -> Option<Refused>;

    /// Whether it says that something else is being done, so that nothing was done here.
    fn is_busy(no: &Refused) -> bool;
}

/// An account behind a token.
pub(in crate::provisioning) struct Bearer<D> {
    line: Line,
    token: Secret,
    dialect: std::marker::PhantomData<D>,
}

impl<D: Dialect> Bearer<D> {
    pub(in crate::provisioning) fn of(
        pool: &Pool,
        server: &ServerCall,
    ) -> Result<Bearer<D>, PortError> {
        let host = if server.host.trim().is_empty() { D::HOST } else { server.host.trim() };
        let here = matches!(host, "localhost" | "127.0.0.1");
        let scheme = if here && !server.secure { "http" } else { "https" };
        let port = server.port.map_or_else(String::new, |port| format!(":{port}"));
        let base = format!("{scheme}://{host}{port}/{}", D::ROOT);
        let line = pool.line(D::MODULE, "hostname", &base)?;
        if server.access_key.is_empty() {
            return Err(PortError::setting(
                D::MODULE,
                "password or key",
                "is missing: it holds the token",
            ));
        }
        Ok(Bearer { line, token: server.access_key.clone(), dialect: std::marker::PhantomData })
    }

    pub(in crate::provisioning) async fn get(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Said<Value> {
        let request = Request::new(Method::GET, path);
        self.send(query.iter().fold(request, |request, (name, value)| request.query(name, *value)))
            .await
    }

    pub(in crate::provisioning) async fn post(&self, path: &[&str], body: Value) -> Said<Value> {
        self.send(Request::new(Method::POST, path).json(body)).await
    }

    pub(in crate::provisioning) async fn delete(&self, path: &[&str]) -> Said<Value> {
        self.send(Request::new(Method::DELETE, path)).await
    }

    /// Something that must be there.
    pub(in crate::provisioning) fn read(
        &self,
        said: Result<Value, Refused>,
    ) -> Result<Value, PortError> {
        said.map_err(|no| match no.code.as_str() {
            "unauthorized" => {
                PortError::setting(D::MODULE, "password or key", "is not a token that may do this")
            }
            _ => self.unreadable(no.to_string()),
        })
    }

    pub(in crate::provisioning) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    pub(in crate::provisioning) async fn send(&self, request: Request) -> Said<Value> {
        let bearer = Secret::new(format!("Bearer {}", self.token.expose()));
        let answer = self.line.send(request.header("authorization", bearer)).await?;
        if answer.status == 204 {
            return Ok(Ok(Value::Null));
        }
        let body = answer.json()?;
        if answer.is_success() {
            return Ok(Ok(body));
        }
        let Some(no) = D::error(&body) else {
            return Err(self.unreadable(format!("HTTP {} without an error", answer.status)));
        };
        Ok(Err(match answer.status {
            401 | 403 => Refused::new("unauthorized", no.message),
            404 => Refused::new("not_found", no.message),
            _ if D::is_busy(&no) => {
                return Err(PortError::NotSent {
                    module: D::MODULE,
                    why: no.to_string(),
                    retry_after_seconds: None,
                });
            }
            _ => no,
        }))
    }
}
