//! Why a call gave no response, and what that means for the caller.

use std::{sync::Arc, time::Duration};

use crate::{Meaning, meaning};

/// Why a call gave no response.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RemoteError {
    /// The server said no, in these words.
    #[error("{message}")]
    Refused {
        /// The server's own sentence.
        message: String,
        /// The HTTP status: 200 for most, 403 or 400 for those about the login (2.2, 2.4).
        status: u16,
    },
    /// The server has been failing and is left alone for a while; nothing was sent.
    #[error("the WHMCS is not available")]
    Unavailable {
        /// When to try again.
        retry_after: Duration,
    },
    /// Too many calls are under way or waiting; nothing was sent.
    #[error("too many calls to the WHMCS are under way")]
    Busy,
    /// The name is not one of an action: letters, digits and `_`, at most 64; nothing was sent.
    #[error("the name of the action is not valid")]
    BadAction,
    /// No connection could be made; nothing was sent.
    #[error("no connection to the WHMCS: {why}")]
    Connect {
        /// The cause, without the address.
        why: String,
    },
    /// The server's certificate is not trusted; nothing was sent.
    #[error("the certificate of the WHMCS is not trusted: {why}")]
    Certificate {
        /// What is wrong with it.
        why: String,
    },
    /// No whole answer within the deadline.
    #[error("the WHMCS did not answer in time")]
    Timeout,
    /// The connection ended before an answer began.
    #[error("the connection to the WHMCS ended: {why}")]
    Closed {
        /// The cause, without the address.
        why: String,
    },
    /// The answer ends in the middle.
    #[error("the answer of the WHMCS is cut off")]
    Truncated,
    /// The HTTP status says that it failed, the body not why in the protocol's form.
    #[error("the WHMCS answered with status {status}: {excerpt}")]
    Server {
        /// The HTTP status, mostly 5xx.
        status: u16,
        /// The beginning of the body.
        excerpt: String,
    },
    /// The server sent us elsewhere; redirects are not followed, they could lead anywhere.
    #[error("the WHMCS redirects to {location}")]
    Redirected {
        /// The HTTP status.
        status: u16,
        /// Where to, without a query.
        location: String,
    },
    /// The answer is larger than the limit.
    #[error("the answer of the WHMCS is larger than {limit} bytes")]
    TooLarge {
        /// The limit in bytes.
        limit: usize,
    },
    /// The body is not JSON, e.g. the page of a proxy.
    #[error("the answer of the WHMCS is not JSON (status {status}): {excerpt}")]
    NotJson {
        /// The HTTP status.
        status: u16,
        /// The beginning of the body.
        excerpt: String,
    },
    /// A hook or a module of the server echoed text before the JSON (2.17).
    #[error("the answer of the WHMCS begins with other text: {excerpt}")]
    Polluted {
        /// The beginning of that text.
        excerpt: String,
    },
    /// The answer is JSON but not this action's response.
    #[error("the answer of the WHMCS has another form at {path}: {why}")]
    Decode {
        /// Where, e.g. `invoices.invoice[0].id`.
        path: String,
        /// What did not fit.
        why: String,
    },
    /// Nobody knows whether the write was done: look before doing it again.
    #[error("nobody knows whether the WHMCS did it")]
    OutcomeUnknown {
        /// What happened instead of a readable answer.
        #[source]
        cause: Arc<RemoteError>,
    },
}

impl RemoteError {
    /// The meaning of a refusal; absent if the server did not refuse.
    pub fn refusal(&self) -> Option<Meaning> {
        match self {
            Self::Refused { message, .. } => Some(meaning(message)),
            _ => None,
        }
    }

    /// Whether the server knows no such thing.
    pub fn is_not_found(&self) -> bool {
        self.refusal() == Some(Meaning::NotFound)
    }

    /// Whether the server does not let us do this: wrong login, role, or address.
    pub fn is_permission(&self) -> bool {
        let ours = [Meaning::Credentials, Meaning::Permission, Meaning::Address];
        self.refusal().is_some_and(|meaning| ours.contains(&meaning))
    }

    /// Whether the server does not have this action.
    pub fn is_not_offered(&self) -> bool {
        self.refusal() == Some(Meaning::NotOffered)
    }

    /// When to try again, if that may help soon.
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Unavailable { retry_after } => Some(*retry_after),
            Self::Busy => Some(Duration::from_secs(1)),
            _ => None,
        }
    }

    /// One word for logs and metrics.
    pub fn word(&self) -> &'static str {
        match self {
            Self::Refused { .. } => "refused",
            Self::Unavailable { .. } => "unavailable",
            Self::Busy => "busy",
            Self::BadAction => "bad_action",
            Self::Connect { .. } => "connect",
            Self::Certificate { .. } => "certificate",
            Self::Timeout => "timeout",
            Self::Closed { .. } => "closed",
            Self::Truncated => "truncated",
            Self::Server { .. } => "server",
            Self::Redirected { .. } => "redirected",
            Self::TooLarge { .. } => "too_large",
            Self::NotJson { .. } => "not_json",
            Self::Polluted { .. } => "polluted",
            Self::Decode { .. } => "decode",
            Self::OutcomeUnknown { .. } => "outcome_unknown",
        }
    }

    /// Whether the same read may succeed a moment later.
    pub(crate) fn is_passing(&self) -> bool {
        match self {
            Self::Connect { .. } | Self::Closed { .. } | Self::Truncated => true,
            Self::Server { status, .. } => *status >= 500,
            _ => false,
        }
    }

    /// Whether the server or the way to it is broken; this is what the breaker counts.
    pub(crate) fn is_failure(&self) -> bool {
        self.is_passing() || matches!(self, Self::Timeout | Self::Certificate { .. })
    }

    /// The HTTP status, if there was one.
    pub(crate) fn status(&self) -> Option<u16> {
        match self {
            Self::Refused { status, .. }
            | Self::Server { status, .. }
            | Self::Redirected { status, .. }
            | Self::NotJson { status, .. } => Some(*status),
            Self::OutcomeUnknown { cause } => cause.status(),
            _ => None,
        }
    }

    /// The same for a write: whatever leaves open if it was done becomes [`Self::OutcomeUnknown`].
    pub(crate) fn of_write(self) -> Self {
        match &self {
            Self::Refused { .. }
            | Self::Unavailable { .. }
            | Self::Busy
            | Self::BadAction
            | Self::Connect { .. }
            | Self::Certificate { .. }
            | Self::Redirected { .. }
            | Self::OutcomeUnknown { .. } => self,
            // A proxy or firewall in front turned it away.
            Self::NotJson { status: 400..500, .. } | Self::Server { status: 400..500, .. } => self,
            Self::Timeout
            | Self::Closed { .. }
            | Self::Truncated
            | Self::Server { .. }
            | Self::TooLarge { .. }
            | Self::NotJson { .. }
            | Self::Polluted { .. }
            | Self::Decode { .. } => Self::OutcomeUnknown { cause: Arc::new(self) },
        }
    }
}
