//! How answers are read: our names, or what the product maps them to.

use std::collections::BTreeMap;

use ports::provisioning::{Power, ProvisionOutcome, ServiceChanges, ServiceState};
use ports::{PortError, Refused, Secret, UnknownCause};
use serde_json::Value;

use crate::http::{Answer, Line};

/// Names that differ from ours, each with where its value stands (RFC 6901).
#[derive(Debug, Clone, Default)]
pub(super) struct Answers(BTreeMap<String, String>);

const NAMES: [&str; 13] = [
    "key",
    "status",
    "code",
    "message",
    "reference",
    "username",
    "password",
    "domain",
    "dedicated_ip",
    "assigned_ips",
    "link",
    "suspended",
    "power",
];

impl Answers {
    /// The names in a setting, one a line.
    ///
    /// # Errors
    /// The line that is none.
    pub(super) fn of(text: &str) -> Result<Answers, String> {
        let mut all = BTreeMap::new();
        for line in text.lines().map(str::trim).filter(|line| !line.is_empty()) {
            let pair = line.split_once('=').map(|(name, path)| (name.trim(), path.trim()));
            match pair {
                Some((name, path))
                    if path.starts_with('/')
                        && (NAMES.contains(&name) || name.starts_with("field.")) =>
                {
                    all.insert(name.to_owned(), path.to_owned());
                }
                _ => return Err(format!("holds the line {line:?}")),
            }
        }
        Ok(Answers(all))
    }

    /// Whether an answer to a look-up is about the call with this key. An interface that keeps what
    /// became of calls tells of no other; one that keeps nothing but records tells in the record of
    /// a service which call wrote it last, at the place that is called `key`.
    ///
    /// # Errors
    /// `Unknown` when such a record cannot be read.
    pub(super) fn is_about(
        &self,
        line: &Line,
        answer: &Answer,
        key: &str,
    ) -> Result<bool, PortError> {
        if !self.0.contains_key("key") {
            return Ok(true);
        }
        if !answer.is_success() {
            let why = format!("HTTP {} to a question about a call", answer.status);
            return Err(line.unknown(UnknownCause::Unreadable, why));
        }
        Ok(self.text(&answer.json()?, "key").as_deref() == Some(key))
    }

    /// What an answer to an act, or to a question about one, means.
    pub(super) fn outcome(
        &self,
        line: &Line,
        answer: &Answer,
    ) -> Result<ProvisionOutcome, PortError> {
        let body = read(answer);
        let text = |name: &str| self.text(&body, name);
        let refused = || {
            let code = text("code").unwrap_or_else(|| answer.status.to_string());
            let why = format!("The interface refused it (HTTP {})", answer.status);
            ProvisionOutcome::Refused(Refused::new(code, text("message").unwrap_or(why)))
        };
        if !answer.is_success() {
            return Ok(refused());
        }
        let pending =
            || ProvisionOutcome::Pending { reference: text("reference").unwrap_or_default() };
        match text("status").as_deref() {
            Some("pending" | "running" | "queued") => Ok(pending()),
            Some("refused" | "failed" | "error") => Ok(refused()),
            None if answer.status == 202 => Ok(pending()),
            None | Some("done" | "ok" | "success" | "completed") => {
                Ok(ProvisionOutcome::Done(self.changes(&body)))
            }
            Some(other) => {
                let why = format!("a call with the status {other:?}");
                Err(line.unknown(UnknownCause::Unreadable, why))
            }
        }
    }

    pub(super) fn state(&self, line: &Line, answer: &Answer) -> Result<ServiceState, PortError> {
        if !answer.is_success() {
            let why = format!("HTTP {} to a question about a service", answer.status);
            return Err(line.unknown(UnknownCause::Unreadable, why));
        }
        let body = read(answer);
        let ips = self.text(&body, "dedicated_ip").into_iter();
        Ok(ServiceState {
            suspended: self.value(&body, "suspended") == Some(&Value::Bool(true)),
            power: match self.text(&body, "power").as_deref() {
                Some("on" | "running") => Power::On,
                Some("off" | "stopped") => Power::Off,
                Some("changing") => Power::Changing,
                _ => Power::Unknown,
            },
            ips: ips.chain(self.list(&body, "assigned_ips").unwrap_or_default()).collect(),
            facts: BTreeMap::new(),
        })
    }

    fn changes(&self, body: &Value) -> ServiceChanges {
        let fields = self.0.iter().filter_map(|(name, path)| {
            let value = body.pointer(path).and_then(as_text)?;
            Some((name.strip_prefix("field.")?.to_owned(), value))
        });
        ServiceChanges {
            username: self.text(body, "username"),
            password: self.text(body, "password").map(Secret::new),
            domain: self.text(body, "domain"),
            dedicated_ip: self.text(body, "dedicated_ip"),
            assigned_ips: self.list(body, "assigned_ips"),
            fields: fields.collect(),
            link: self.text(body, "link").filter(|link| link.starts_with("https://")),
        }
    }

    fn value<'a>(&self, body: &'a Value, name: &str) -> Option<&'a Value> {
        match self.0.get(name) {
            Some(path) => body.pointer(path),
            None => body.get(name),
        }
    }

    fn text(&self, body: &Value, name: &str) -> Option<String> {
        self.value(body, name).and_then(as_text).filter(|text| !text.is_empty())
    }

    fn list(&self, body: &Value, name: &str) -> Option<Vec<String>> {
        let all = self.value(body, name)?.as_array()?;
        Some(all.iter().filter_map(as_text).collect())
    }
}

/// A text, or a number as it is written.
pub(super) fn as_text(value: &Value) -> Option<String> {
    match value {
        Value::String(text) => Some(text.clone()),
        Value::Number(number) => Some(number.to_string()),
        _ => None,
    }
}

/// A body that is no JSON says nothing; the status has said it already.
fn read(answer: &Answer) -> Value {
    serde_json::from_slice(&answer.body).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_names_are_refused() {
        for wrong in ["ip=/x", "status", "status=x", "field.x=y"] {
            assert!(Answers::of(wrong).is_err(), "{wrong}");
        }
        assert!(Answers::of("dedicated_ip=/server/ip\nfield.remote=/id\n").is_ok());
    }
}
