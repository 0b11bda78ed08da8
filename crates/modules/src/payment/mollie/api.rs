//! How Mollie is asked: <https://docs.mollie.com/reference/handling-errors>.

use model::hex::hex;
use ports::provisioning::ConnectionOutcome;
use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;
use sha2::{Digest, Sha256};

use super::MODULE;
use crate::http::{Line, Request};

/// How many rows are on a page of a list, and how many pages are read.
const PAGE: &str = "250";
const PAGES_MAX: usize = 40;

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

    /// A list, page by page: <https://docs.mollie.com/reference/pagination>.
    pub(super) fn pages<'a>(&'a self, path: &'a [&'a str], what: &'static str) -> Pages<'a> {
        Pages { api: self, path, what, from: Some(String::new()), read: 0 }
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

/// A list that is read page by page.
pub(super) struct Pages<'a> {
    api: &'a Api,
    path: &'a [&'a str],
    what: &'static str,
    /// Where the next page begins; empty is the first, `None` after the last.
    from: Option<String>,
    read: usize,
}

impl Pages<'_> {
    /// The rows of the next page, or a final no; `None` when all were read.
    ///
    /// # Errors
    /// When nobody knows, or there are more pages than are ever read: a part must not be taken for
    /// the whole.
    pub(super) async fn next(&mut self) -> Result<Option<Result<Vec<Value>, No>>, PortError> {
        let Some(from) = self.from.take() else { return Ok(None) };
        if self.read == PAGES_MAX {
            return Err(self.api.unreadable(format!("more {} than can be read", self.what)));
        }
        self.read += 1;
        let mut request = Request::new(Method::GET, self.path).query("limit", PAGE);
        if !from.is_empty() {
            request = request.query("from", &from);
        }
        let mut list = match self.api.send(request).await? {
            Ok(list) => list,
            Err(no) => return Ok(Some(Err(no))),
        };
        self.from = next_of(&list);
        match list.pointer_mut(&format!("/_embedded/{}", self.what)).map(Value::take) {
            Some(Value::Array(rows)) => Ok(Some(Ok(rows))),
            _ => Err(self.api.unreadable(format!("a list without {}", self.what))),
        }
    }
}

/// Where the next page of a list begins.
fn next_of(list: &Value) -> Option<String> {
    let (_, query) = text(list, "/_links/next/href").split_once('?')?;
    let from = query.split('&').find_map(|pair| pair.strip_prefix("from="))?;
    Some(from.to_owned())
}

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, path: &str) -> &'a str {
    object.pointer(path).and_then(Value::as_str).unwrap_or_default()
}
