//! How the API is asked: paths below `/api2/json`, forms, answers in `{"data": …}`.

use std::sync::Arc;

use ports::provisioning::ServerCall;
use ports::{Clock, PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;

use super::MODULE;
use crate::http::{Line, Pool, Request};
use crate::provisioning::cloud::Said;
use crate::provisioning::measured::month_began;

const PORT: u16 = 8006;

/// A cluster, by one of its nodes.
pub(crate) struct Api {
    line: Line,
    token: Secret,
    clock: Arc<dyn Clock>,
}

impl Api {
    pub(super) fn of(
        pool: &Pool,
        server: &ServerCall,
        clock: Arc<dyn Clock>,
    ) -> Result<Api, PortError> {
        let host = server.host.trim();
        let here = matches!(host, "localhost" | "127.0.0.1");
        let scheme = if here && !server.secure { "http" } else { "https" };
        let port = server.port.unwrap_or(PORT);
        let line = pool.line(MODULE, "hostname", &format!("{scheme}://{host}:{port}/api2/json"))?;
        if !server.username.contains('@') || !server.username.contains('!') {
            return Err(PortError::setting(
                MODULE,
                "username",
                "is not such as hostler@pve!billing",
            ));
        }
        if server.access_key.is_empty() {
            return Err(PortError::setting(
                MODULE,
                "password or key",
                "is missing: it holds the token's secret",
            ));
        }
        let (user, secret) = (server.username.trim(), server.access_key.expose());
        let token = Secret::new(format!("PVEAPIToken={user}={secret}"));
        Ok(Api { line, token, clock })
    }

    /// When the present month began (UTC), in seconds since 1970.
    pub(super) fn month_began(&self) -> i64 {
        month_began(&*self.clock)
    }

    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Said<Value> {
        let request = Request::new(Method::GET, path);
        self.send(query.iter().fold(request, |request, (name, value)| request.query(name, *value)))
            .await
    }

    /// Reads what must be there.
    pub(super) async fn read(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Value, PortError> {
        self.get(path, query).await?.map_err(|no| self.unreadable(no.to_string()))
    }

    pub(super) async fn post(&self, path: &[&str], fields: Vec<(&str, String)>) -> Said<Value> {
        self.write(Method::POST, path, fields).await
    }

    pub(super) async fn put(&self, path: &[&str], fields: Vec<(&str, String)>) -> Said<Value> {
        self.write(Method::PUT, path, fields).await
    }

    pub(super) async fn delete(&self, path: &[&str], query: &[(&str, &str)]) -> Said<Value> {
        let path = ["nodes"].iter().chain(path).copied().collect::<Vec<_>>();
        let request = Request::new(Method::DELETE, &path);
        self.send(query.iter().fold(request, |request, (name, value)| request.query(name, *value)))
            .await
    }

    /// Something about a machine of a node.
    async fn write(
        &self,
        method: Method,
        path: &[&str],
        fields: Vec<(&str, String)>,
    ) -> Said<Value> {
        let path = ["nodes"].iter().chain(path).copied().collect::<Vec<_>>();
        let fields = fields.into_iter().map(|(name, value)| (name.to_owned(), value)).collect();
        self.send(Request::new(method, &path).form(fields)).await
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    async fn send(&self, request: Request) -> Said<Value> {
        let request = request.header("authorization", self.token.clone()).tells_faults();
        let answer = self.line.send(request).await?;
        if answer.is_success() {
            return Ok(Ok(answer.json()?.get("data").cloned().unwrap_or_default()));
        }
        let body = serde_json::from_slice::<Value>(&answer.body).unwrap_or_default();
        let text = body.get("message").and_then(Value::as_str).unwrap_or(&answer.reason);
        let errors = body.get("errors").and_then(Value::as_object);
        let errors = errors.into_iter().flatten().map(|(name, why)| format!("{name}: {why}"));
        let said = std::iter::once(text.trim().to_owned()).chain(errors).collect::<Vec<_>>();
        sorted(answer.status, said.join("; "))
    }
}

/// What a "no" means. Only the sentence tells a refusal from a fault, and a machine at which
/// something else is being done from one that is as it should not be.
fn sorted(status: u16, said: String) -> Said<Value> {
    let has = |part: &str| said.contains(part);
    match status {
        401 => Ok(Err(Refused::new("unauthorized", "The token is not taken"))),
        500 if said.is_empty() => Err(PortError::Unknown {
            module: MODULE,
            cause: UnknownCause::ServerFault,
            why: "HTTP 500 without a sentence".to_owned(),
        }),
        500 if has("got timeout") || has("is locked") || has("can't lock") => {
            Err(PortError::NotSent { module: MODULE, why: said, retry_after_seconds: None })
        }
        _ if has("does not exist") => Ok(Err(Refused::new("not_found", said))),
        _ => Ok(Err(Refused::new(status.to_string(), said))),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_sentence_says_what_a_no_is() {
        for (status, said, expected) in [
            (401, "No ticket", Ok(Some("unauthorized"))),
            (403, "Permission check failed (/vms/100, VM.Clone)", Ok(Some("403"))),
            (400, "Parameter verification failed.; cores: type check", Ok(Some("400"))),
            (500, "Configuration file '…/100.conf' does not exist", Ok(Some("not_found"))),
            (500, "VM 100 already running", Ok(Some("500"))),
            (500, "VM is locked (clone)", Err(false)),
            (500, "can't lock file '/var/lock/x.conf' - got timeout", Err(false)),
            (500, "", Err(true)),
        ] {
            let found = match sorted(status, said.to_owned()) {
                Ok(answer) => Ok(answer.err().map(|no| no.code)),
                Err(error) => Err(error.is_unknown()),
            };
            assert_eq!(found, expected.map(|code| code.map(str::to_owned)), "{status} {said}");
        }
    }
}
