//! An account at Contabo: a token for each call, and a request id with every request.

use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use ports::provisioning::ServerCall;
use ports::{Clock, PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;
use tokio::sync::OnceCell;

use super::MODULE;
use super::instance::uuid;
use crate::http::{Line, Request};
use crate::provisioning::cloud::{Around, Said};

const HOST: &str = "api.contabo.com";
const AUTH_HOST: &str = "auth.contabo.com";
/// Rows of a page, and pages that are read at most.
const PAGE_ROWS: &str = "100";
const PAGES_MAX: u64 = 50;

/// Reads have ids, too; they only have to differ.
static READS: AtomicU64 = AtomicU64::new(0);

/// An account, for one call of the module.
pub(in crate::provisioning) struct Account {
    /// Tells how long a system has had to stop.
    pub(super) clock: Arc<dyn Clock>,
    line: Line,
    auth: Line,
    user: String,
    password: Secret,
    client: String,
    client_secret: Secret,
    token: OnceCell<Secret>,
}

impl Account {
    pub(super) fn of(around: &Around, server: &ServerCall) -> Result<Account, PortError> {
        let host = server.host.trim();
        let here = matches!(host, "localhost" | "127.0.0.1");
        let scheme = if here && !server.secure { "http" } else { "https" };
        let port = server.port.map_or_else(String::new, |port| format!(":{port}"));
        let (api, auth) = if host.is_empty() { (HOST, AUTH_HOST) } else { (host, host) };
        let line = |host: &str, path: &str| {
            around.pool.line(MODULE, "hostname", &format!("{scheme}://{host}{port}/{path}"))
        };
        if server.username.trim().is_empty() {
            return Err(PortError::setting(MODULE, "username", "is missing: of an API user"));
        }
        // The last part is the password, which may have colons of its own.
        let mut parts = server.access_key.expose().splitn(3, ':');
        let (Some(client), Some(secret), Some(password)) =
            (parts.next(), parts.next(), parts.next())
        else {
            return Err(PortError::setting(
                MODULE,
                "password or key",
                "is not client ID:client secret:password of the API user",
            ));
        };
        Ok(Account {
            clock: around.clock.clone(),
            line: line(api, "v1")?,
            auth: line(auth, "auth/realms/contabo/protocol/openid-connect")?,
            user: server.username.trim().to_owned(),
            password: password.into(),
            client: client.trim().to_owned(),
            client_secret: secret.trim().into(),
            token: OnceCell::new(),
        })
    }

    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Said<Value> {
        let request = Request::new(Method::GET, path);
        let request =
            query.iter().fold(request, |request, (name, value)| request.query(name, *value));
        let number = READS.fetch_add(1, Ordering::Relaxed);
        self.send(request, &uuid(&format!("{} {number}", std::process::id()))).await
    }

    /// The first page of a list.
    pub(super) async fn page(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Vec<Value>, PortError> {
        let query: Vec<(&str, &str)> = query.iter().copied().chain([("size", PAGE_ROWS)]).collect();
        let page = self.read(self.get(path, &query).await?)?;
        self.rows(&page)
    }

    /// All rows of a list.
    pub(super) async fn all(
        &self,
        path: &[&str],
        query: &[(&str, &str)],
    ) -> Result<Vec<Value>, PortError> {
        let mut all = Vec::new();
        for number in 1..=PAGES_MAX {
            let page = number.to_string();
            let paged = [("size", PAGE_ROWS), ("page", page.as_str())];
            let query: Vec<(&str, &str)> = query.iter().copied().chain(paged).collect();
            let page = self.read(self.get(path, &query).await?)?;
            all.extend(self.rows(&page)?);
            let pages = page.pointer("/_pagination/totalPages").and_then(Value::as_u64);
            if pages.is_none_or(|pages| pages <= number) {
                return Ok(all);
            }
        }
        // A machine that is not found would be ordered again.
        Err(self.unreadable("more rows than are read"))
    }

    fn rows(&self, page: &Value) -> Result<Vec<Value>, PortError> {
        let rows = page.get("data").and_then(Value::as_array).cloned();
        rows.ok_or_else(|| self.unreadable("a list without data"))
    }

    /// Something that must be there.
    fn read(&self, said: Result<Value, Refused>) -> Result<Value, PortError> {
        said.map_err(|no| match no.code.as_str() {
            "unauthorized" => {
                PortError::setting(MODULE, "password or key", "is not of a user who may do this")
            }
            _ => self.unreadable(no.to_string()),
        })
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    pub(super) async fn send(&self, request: Request, id: &str) -> Said<Value> {
        let token = match self.token.get_or_try_init(|| self.log_in()).await {
            Ok(token) => token,
            Err(Stop::No(no)) => return Ok(Err(no)),
            Err(Stop::Mishap(error)) => return Err(error),
        };
        let bearer = Secret::new(format!("Bearer {}", token.expose()));
        let request = request.header("authorization", bearer).header("x-request-id", id.to_owned());
        let answer = self.line.send(request).await?;
        if answer.is_success() {
            return Ok(Ok(if answer.body.is_empty() { Value::Null } else { answer.json()? }));
        }
        let body = answer.json()?;
        let message = match body.get("message") {
            Some(Value::String(text)) => text.clone(),
            Some(Value::Array(all)) => {
                all.iter().filter_map(Value::as_str).collect::<Vec<_>>().join(", ")
            }
            _ => return Err(self.unreadable(format!("HTTP {} without message", answer.status))),
        };
        Ok(Err(match answer.status {
            401 | 403 => Refused::new("unauthorized", message),
            404 => Refused::new("not_found", message),
            status => Refused::new(status.to_string(), message),
        }))
    }

    /// <https://api.contabo.com/#section/Introduction/Authentication>
    async fn log_in(&self) -> Result<Secret, Stop> {
        let pairs = [
            ("grant_type", "password"),
            ("client_id", self.client.as_str()),
            ("client_secret", self.client_secret.expose()),
            ("username", self.user.as_str()),
            ("password", self.password.expose()),
        ];
        let pairs = pairs.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let request = Request::new(Method::POST, &["token"]).form(pairs.into());
        // Nothing but the log-in was asked for, so that whatever happens is safe to repeat.
        let answer = self.auth.send(request).await.map_err(|error| Stop::not_sent(&error))?;
        let body = answer.json().map_err(|error| Stop::not_sent(&error))?;
        match body.get("access_token").and_then(Value::as_str) {
            Some(token) if answer.is_success() => Ok(token.into()),
            _ => {
                let why = body.get("error_description").and_then(Value::as_str);
                let why = why.unwrap_or("The log-in is not taken");
                Err(Stop::No(Refused::new("unauthorized", why)))
            }
        }
    }
}

/// Why there is no token.
enum Stop {
    No(Refused),
    Mishap(PortError),
}

impl Stop {
    fn not_sent(error: &PortError) -> Stop {
        let why = error.to_string();
        Stop::Mishap(PortError::NotSent { module: MODULE, why, retry_after_seconds: None })
    }
}
