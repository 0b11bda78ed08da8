//! How WHM is asked: <https://api.docs.cpanel.net/guides/guide-to-api-authentication/> and
//! <https://api.docs.cpanel.net/whm/introduction/>.

use ports::provisioning::{ConnectionOutcome, ServerCall};
use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::{Value, json};

use super::MODULE;
use super::account::Account;
use crate::http::{Line, Pool, Request};

/// Where WHM listens with TLS.
const PORT: u16 = 2087;
/// The store of what was asked of accounts, at WHM.
const STORE: &str = "hostler";

/// What WHM said: yes with data, or no.
pub(super) type Said = Result<Result<Value, Refused>, PortError>;

/// A server, and who signs in there.
pub(super) struct Api {
    line: Line,
    user: String,
    secret: Secret,
}

impl Api {
    pub(super) fn of(pool: &Pool, server: &ServerCall) -> Result<Api, PortError> {
        let host = server.host.trim();
        let here = matches!(host, "localhost" | "127.0.0.1");
        let scheme = if here && !server.secure { "http" } else { "https" };
        let port = server.port.unwrap_or(PORT);
        let line = pool.line(MODULE, "hostname", &format!("{scheme}://{host}:{port}/json-api"))?;
        let user = server.username.trim().to_owned();
        if user.is_empty() {
            return Err(PortError::setting(MODULE, "username", "is missing: root, or a reseller"));
        }
        let secrets = [&server.access_key, &server.password];
        let secret = secrets.into_iter().find(|secret| !secret.is_empty()).cloned();
        let secret = secret.ok_or_else(|| {
            PortError::setting(MODULE, "password or key", "is missing: it holds an API token")
        })?;
        Ok(Api { line, user, secret })
    }

    /// Reads.
    pub(super) async fn get(&self, function: &str, values: &[(&str, &str)]) -> Said {
        let request = Request::new(Method::GET, &[function]).query("api.version", "1");
        let ask = |request: Request, (name, value): &(&str, &str)| request.query(name, *value);
        self.send(values.iter().fold(request, ask)).await
    }

    /// Changes something; passwords do not belong into addresses.
    pub(super) async fn post(&self, function: &str, values: &[(&str, &str)]) -> Said {
        let version = std::iter::once(("api.version".to_owned(), "1".to_owned()));
        let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        let form = version.chain(values).collect();
        self.send(Request::new(Method::POST, &[function]).form(form)).await
    }

    /// The account of a user name.
    pub(super) async fn find(&self, user: &str) -> Result<Option<Account>, PortError> {
        // Names are of letters and digits, so that this means itself.
        let search = format!("^{user}$");
        let values = [("searchtype", "user"), ("search", search.as_str())];
        let data = self.read(self.get("listaccts", &values).await?)?;
        let found = data.get("acct").and_then(Value::as_array);
        let found = found.ok_or_else(|| self.unreadable("a list without accounts"))?;
        let ours = found.iter().find(|each| each.get("user") == Some(&json!(user)));
        ours.map(|each| Account::of(each).ok_or_else(|| self.unreadable("an account without name")))
            .transpose()
    }

    /// What was asked of an account last; empty if nothing was.
    pub(super) async fn note(&self, user: &str) -> Result<String, PortError> {
        let body = json!({ "api.version": 1, "store": STORE, "names": [user] });
        let request = Request::new(Method::POST, &["personalization_get"]).json(body);
        let data = self.read(self.send(request).await?)?;
        let note = data.pointer(&format!("/personalization/{user}/value")).and_then(Value::as_str);
        Ok(note.unwrap_or_default().to_owned())
    }

    /// Writes down what is about to be asked.
    pub(super) async fn write(&self, user: &str, note: &str) -> Result<(), PortError> {
        let values = json!({ user: note });
        let body = json!({ "api.version": 1, "store": STORE, "personalization": values });
        let request = Request::new(Method::POST, &["personalization_set"]).json(body);
        self.send(request).await?.map(drop).map_err(|no| PortError::NotSent {
            module: MODULE,
            why: format!("it cannot be written down: {no}"),
            retry_after_seconds: None,
        })
    }

    /// Something that must be there.
    pub(super) fn read(&self, said: Result<Value, Refused>) -> Result<Value, PortError> {
        said.map_err(|no| self.unreadable(no.to_string()))
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    pub(super) async fn test(&self) -> Result<ConnectionOutcome, PortError> {
        match self.get("version", &[]).await {
            Ok(Ok(data)) => {
                let version = data.get("version").and_then(Value::as_str).unwrap_or_default();
                Ok(ConnectionOutcome::Reached { version: format!("cPanel & WHM {version}") })
            }
            Ok(Err(no)) => Ok(ConnectionOutcome::Refused(no)),
            Err(PortError::Configuration { why, .. }) => {
                Ok(ConnectionOutcome::Refused(Refused::new("unauthorized", why)))
            }
            Err(error) => Err(error),
        }
    }

    async fn send(&self, request: Request) -> Said {
        let request = if is_token(&self.secret) {
            let token = format!("whm {}:{}", self.user, self.secret.expose());
            request.header("authorization", Secret::new(token))
        } else {
            request.basic(&self.user, &self.secret)
        };
        let answer = self.line.send(request).await?;
        if matches!(answer.status, 401 | 403) {
            return Err(PortError::setting(
                MODULE,
                "password or key",
                "is not taken by WHM, or not for this",
            ));
        }
        let body = answer.json()?;
        let Some(metadata) = body.get("metadata") else {
            return Err(self.unreadable(format!("HTTP {} without metadata", answer.status)));
        };
        // A flag is a number here and a text there.
        let good = metadata.get("result").is_some_and(|flag| *flag == 1 || *flag == "1");
        if good {
            return Ok(Ok(body.get("data").cloned().unwrap_or_default()));
        }
        let reason = metadata.get("reason").and_then(Value::as_str).unwrap_or_default();
        let reason = if reason.trim().is_empty() { "WHM gives no reason" } else { reason.trim() };
        Ok(Err(Refused::new("refused", reason)))
    }
}

/// Whether a secret is an API token: WHM makes them of 32 capitals and digits. Any other is the
/// password of whoever signs in.
fn is_token(secret: &Secret) -> bool {
    let text = secret.expose();
    let fits = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
    text.len() == 32 && text.bytes().all(fits)
}
