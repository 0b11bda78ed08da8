//! What a registry answers: a code, sentences, and what was asked for (RFC 5730 section 2.6).

use jiff::civil::Date;
use ports::registrar::RegistryMessage;
use ports::{PortError, Refused, UnknownCause};

use super::xml::Node;
use super::{MODULE, Stop};

/// An answer to a command.
pub(super) struct Reply {
    /// RFC 5730 section 3.
    pub(super) code: u16,
    /// The registry's sentences.
    pub(super) message: String,
    /// The registry's number of the transaction.
    pub(super) reference: String,
    queue: Node,
    data: Node,
    extension: Node,
}

impl Reply {
    /// Reads an answer to the command with that number of ours.
    ///
    /// # Errors
    /// Why it is none.
    pub(super) fn of(frame: &Node, number: &str) -> Result<Reply, String> {
        let response = frame.at(&["response"]).ok_or("there is no response in the frame")?;
        let result = response.at(&["result"]).ok_or("there is no result in the response")?;
        let code = result.value("code").parse().ok();
        let theirs = response.said(&["trID", "clTRID"]);
        if !theirs.is_empty() && theirs != number {
            return Err("it answers another command".to_owned());
        }
        let reasons = result.all("extValue").map(|value| value.said(&["reason"]));
        let sentences: Vec<&str> = std::iter::once(result.said(&["msg"])).chain(reasons).collect();
        let child = |name| response.at(&[name]).cloned().unwrap_or_default();
        Ok(Reply {
            code: code.ok_or("there is no code in the result")?,
            message: sentences.join("; "),
            reference: response.said(&["trID", "svTRID"]).to_owned(),
            queue: child("msgQ"),
            data: child("resData"),
            extension: child("extension"),
        })
    }

    /// The answer, where it is a yes.
    ///
    /// # Errors
    /// A refusal, or that nobody knows.
    pub(super) fn agreed(self) -> Result<Reply, Stop> {
        match self.code {
            1000..2000 => Ok(self),
            2400 | 2500 => Err(Stop::Mishap(PortError::Unknown {
                module: MODULE,
                cause: UnknownCause::ServerFault,
                why: format!("{} ({})", self.message, self.code),
            })),
            2501 | 2502 => Err(Stop::Mishap(PortError::NotSent {
                module: MODULE,
                why: format!("{} ({})", self.message, self.code),
                retry_after_seconds: None,
            })),
            code => Err(Refused::new(code.to_string(), self.message).into()),
        }
    }

    /// Whether the session is still good after it.
    pub(super) fn keeps_the_session(&self) -> bool {
        self.code < 2500 && self.code != 1500
    }

    /// The message that it brings (RFC 5730 section 2.9.2.3), with the name that is told of.
    pub(super) fn queued(&self) -> RegistryMessage {
        let of_name = self.data.children().iter().find(|object| object.prefix() == "domain");
        let name = of_name.map(|object| object.said(&["domain:name"]).to_ascii_lowercase());
        RegistryMessage {
            id: self.queue.value("id").to_owned(),
            text: self.queue.said(&["msg"]).to_owned(),
            domain: name.filter(|name| !name.is_empty()),
        }
    }

    /// The object that it tells of; empty if there is none.
    pub(super) fn object(&self, name: &str) -> Node {
        self.data.at(&[name]).cloned().unwrap_or_default()
    }

    /// What an extension adds; empty if there is nothing.
    pub(super) fn extra(&self, name: &str) -> Node {
        self.extension.at(&[name]).cloned().unwrap_or_default()
    }

    /// The new expiry in an answer about a domain.
    pub(super) fn expiry(&self, object: &str) -> Option<Date> {
        date(self.object(object).said(&["domain:exDate"]))
    }
}

/// The day of an instant (RFC 3339, in UTC).
pub(super) fn date(text: &str) -> Option<Date> {
    text.get(..10)?.parse().ok()
}
