//! How Stripe is asked, and how its "no" is told from everything else.

use ports::{PortError, Refused, Secret, UnknownCause};
use reqwest::Method;
use serde_json::Value;

use super::MODULE;
use crate::http::{Answer, Line, Request};

/// The version of the API that the answers are read by.
pub(super) const VERSION: &str = "2024-06-20";

/// An account at Stripe.
#[derive(Debug, Clone)]
pub(super) struct Api {
    line: Line,
    key: Secret,
}

/// What Stripe said: yes with an object, or a final no.
pub(super) type Said = Result<Value, No>;

/// A final no.
#[derive(Debug)]
pub(super) struct No {
    /// The HTTP status.
    pub(super) status: u16,
    /// Code and sentence.
    pub(super) refused: Refused,
    /// The whole error, for the intent that may be in it.
    pub(super) error: Value,
}

/// The fields of a form, in Stripe's bracket notation.
pub(super) type Form = Vec<(String, String)>;

impl Api {
    pub(super) fn new(line: Line, key: Secret) -> Api {
        Api { line, key }
    }

    /// Reads.
    pub(super) async fn get(&self, path: &[&str], query: &[(&str, &str)]) -> Asked {
        let request = Request::new(Method::GET, path);
        let ask = |request: Request, (name, value): &(&str, &str)| request.query(name, *value);
        self.send(query.iter().fold(request, ask)).await
    }

    /// Writes; the same key writes once.
    pub(super) async fn post(&self, path: &[&str], key: &str, form: Form) -> Asked {
        let request = Request::new(Method::POST, path).form(form);
        self.send(request.header("idempotency-key", key)).await
    }

    /// Deletes, which is the same however often it is done.
    pub(super) async fn delete(&self, path: &[&str]) -> Asked {
        self.send(Request::new(Method::DELETE, path)).await
    }

    /// An answer that says what it cannot mean.
    pub(super) fn unreadable(&self, why: impl Into<String>) -> PortError {
        self.line.unknown(UnknownCause::Unreadable, why)
    }

    async fn send(&self, request: Request) -> Asked {
        let bearer = Secret::new(format!("Bearer {}", self.key.expose()));
        let request = request.header("authorization", bearer).header("stripe-version", VERSION);
        let answer = self.line.send(request).await?;
        self.said(&answer)
    }

    /// <https://docs.stripe.com/api/errors>
    fn said(&self, answer: &Answer) -> Asked {
        match answer.status {
            401 => return Err(PortError::setting(MODULE, "secret_key", "is not taken by Stripe")),
            403 => {
                return Err(PortError::setting(
                    MODULE,
                    "secret_key",
                    "has not the permissions that this needs",
                ));
            }
            409 => {
                let why = "another request with this key is under way";
                return Err(self.line.unknown(UnknownCause::ServerFault, why));
            }
            _ => {}
        }
        let body = answer.json()?;
        if answer.is_success() {
            return Ok(Ok(body));
        }
        let error = body.get("error").cloned().unwrap_or_default();
        if !error.is_object() {
            return Err(self.unreadable(format!("HTTP {} without an error", answer.status)));
        }
        let mut refused = refused(&error);
        if refused.code.is_empty() {
            refused.code = format!("http_{}", answer.status);
        }
        Ok(Err(No { status: answer.status, refused, error }))
    }
}

/// What asking gives: what Stripe said, or why nobody knows.
pub(super) type Asked = Result<Said, PortError>;

/// The refusal in an error, or in the `last_payment_error` of an intent; the same words in both,
/// so that a look-up answers what the charge did.
pub(super) fn refused(error: &Value) -> Refused {
    let code = ["decline_code", "code", "type"].into_iter();
    let code = code.map(|name| text(error, name)).find(|code| !code.is_empty()).unwrap_or_default();
    let message = text(error, "message");
    let message = if message.is_empty() { "Stripe gave no reason" } else { message };
    Refused::new(code, message)
}

/// A text in an object; empty when it is not there.
pub(super) fn text<'a>(object: &'a Value, name: &str) -> &'a str {
    object.get(name).and_then(Value::as_str).unwrap_or_default()
}

/// A form of these fields.
pub(super) fn form<'a>(fields: impl IntoIterator<Item = (&'a str, &'a str)>) -> Form {
    fields.into_iter().map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}
