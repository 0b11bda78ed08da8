//! How DirectAdmin is asked: <https://docs.directadmin.com/developer/api/>.
//!
//! Answers are forms. A command that does something says `error=0` or `error=1` with a sentence;
//! who is not let in gets a page for people.

use ports::provisioning::{ConnectionOutcome, ServerCall};
use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;

use super::MODULE;
use crate::http::{Line, Pool, Request};

/// Where the panel listens.
const PORT: u16 = 2222;

/// What the panel said: yes, or no.
pub(super) type Said = Result<Result<Form, Refused>, PortError>;

/// A server, and who signs in there.
pub(super) struct Api {
    line: Line,
    user: String,
    key: Secret,
}

/// An answer.
pub(super) struct Form(Vec<(String, String)>);

impl Form {
    /// A value; empty if there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        let mut found = self.0.iter().filter(|(each, _)| each == name);
        found.next().map(|(_, value)| value.as_str()).unwrap_or_default()
    }

    /// A list, which has one name for all that is in it.
    fn list(&self) -> Vec<String> {
        let listed = self.0.iter().filter(|(name, _)| name.starts_with("list["));
        listed.map(|(_, value)| value.clone()).collect()
    }
}

impl Api {
    pub(super) fn of(pool: &Pool, server: &ServerCall) -> Result<Api, PortError> {
        let host = server.host.trim();
        let here = matches!(host, "localhost" | "127.0.0.1");
        let scheme = if here && !server.secure { "http" } else { "https" };
        let port = server.port.unwrap_or(PORT);
        let line = pool.line(MODULE, "hostname", &format!("{scheme}://{host}:{port}"))?;
        let user = server.username.trim().to_owned();
        if user.is_empty() || user.contains([':', '|']) {
            return Err(PortError::setting(MODULE, "username", "is not an admin or a reseller"));
        }
        let keys = [&server.access_key, &server.password];
        let key = keys.into_iter().find(|key| !key.is_empty()).cloned();
        let key = key.ok_or_else(|| {
            PortError::setting(MODULE, "password or key", "is missing: it holds a login key")
        })?;
        Ok(Api { line, user, key })
    }

    /// Reads.
    pub(super) async fn get(&self, command: &str, values: &[(&str, &str)]) -> Said {
        let request = Request::new(Method::GET, &[command]);
        let ask = |request: Request, (name, value): &(&str, &str)| request.query(name, *value);
        self.send(values.iter().fold(request, ask), &self.user).await
    }

    /// Changes something; passwords do not belong into addresses.
    pub(super) async fn post(&self, command: &str, values: &[(&str, &str)]) -> Said {
        self.send(posted(command, values), &self.user).await
    }

    /// Does something in the name of an account, as its owner may.
    pub(super) async fn post_as(&self, user: &str, command: &str, values: &[(&str, &str)]) -> Said {
        self.send(posted(command, values).hides_body(), &format!("{}|{user}", self.user)).await
    }

    /// The names of the accounts of whoever signs in.
    pub(super) async fn users(&self) -> Result<Vec<String>, PortError> {
        Ok(self.read(self.get("CMD_API_SHOW_USERS", &[]).await?)?.list())
    }

    /// The packages that whoever signs in makes accounts with.
    pub(super) async fn packages(&self) -> Result<Vec<String>, PortError> {
        Ok(self.read(self.get("CMD_API_PACKAGES_USER", &[]).await?)?.list())
    }

    /// Something that must be there.
    pub(super) fn read(&self, said: Result<Form, Refused>) -> Result<Form, PortError> {
        said.map_err(|no| self.unreadable(no.to_string()))
    }

    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    pub(super) async fn test(&self) -> Result<ConnectionOutcome, PortError> {
        match self.get("CMD_API_PACKAGES_USER", &[]).await {
            Ok(Ok(packages)) => {
                let count = packages.list().len();
                Ok(ConnectionOutcome::Reached { version: format!("DirectAdmin, {count} packages") })
            }
            Ok(Err(no)) => Ok(ConnectionOutcome::Refused(no)),
            Err(PortError::Configuration { why, .. }) => {
                Ok(ConnectionOutcome::Refused(Refused::new("unauthorized", why)))
            }
            Err(error) => Err(error),
        }
    }

    async fn send(&self, request: Request, user: &str) -> Said {
        let answer = self.line.send(request.basic(user, &self.key)).await?;
        let body = String::from_utf8_lossy(&answer.body);
        let page = body.trim_start().starts_with('<');
        if matches!(answer.status, 401 | 403) || page {
            return Err(PortError::setting(
                MODULE,
                "password or key",
                "is not taken by DirectAdmin, or not for this command",
            ));
        }
        let form = form_urlencoded::parse(body.trim().as_bytes()).into_owned().collect();
        let form = Form(form);
        match form.text("error") {
            "" | "0" if answer.is_success() => Ok(Ok(form)),
            "" => Err(self.unreadable(format!("HTTP {} without an error", answer.status))),
            _ => {
                let words = [form.text("text"), form.text("details")].into_iter().map(str::trim);
                let words: Vec<&str> = words.filter(|words| !words.is_empty()).collect();
                let why =
                    if words.is_empty() { "without a reason".into() } else { words.join(": ") };
                Ok(Err(Refused::new("refused", why)))
            }
        }
    }
}

fn posted(command: &str, values: &[(&str, &str)]) -> Request {
    let values = values.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
    Request::new(Method::POST, &[command]).form(values.collect())
}
