//! What can go wrong on the way to the world, as opposed to a "no" from it.

/// Why a port gave no outcome. A refusal by the other side is never one of these.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PortError {
    /// Our own settings are wrong or missing; nothing was sent, and repeating will not help.
    #[error("{module}: setting {setting}: {why}")]
    Configuration {
        /// System name of the module.
        module: &'static str,
        /// The setting at fault.
        setting: String,
        /// What is wrong with it.
        why: String,
    },
    /// The module cannot do this at all; its capabilities say so beforehand.
    #[error("{module} does not offer {capability}")]
    Unsupported {
        /// System name of the module.
        module: &'static str,
        /// What was asked of it.
        capability: &'static str,
    },
    /// It surely was not carried out (no connection, too many requests): repeating later is safe.
    #[error("{module} could not be reached: {why}")]
    NotSent {
        /// System name of the module.
        module: &'static str,
        /// What happened, for the log.
        why: String,
        /// How long the other side asked us to wait, in seconds.
        retry_after_seconds: Option<u32>,
    },
    /// It may or may not have been carried out: resolve by asking, never by repeating.
    #[error("{module}: the outcome is not known: {cause}: {why}")]
    Unknown {
        /// System name of the module.
        module: &'static str,
        /// The kind of mishap.
        cause: UnknownCause,
        /// What happened, for the log.
        why: String,
    },
}

/// How an outcome came to be unknown.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum UnknownCause {
    /// No answer in time.
    #[error("no answer in time")]
    Timeout,
    /// The connection broke after the request may have been sent.
    #[error("the connection broke")]
    Transport,
    /// The other side reported a fault of its own (an HTTP 5xx).
    #[error("a fault on the other side")]
    ServerFault,
    /// An answer came that could not be understood.
    #[error("an answer that could not be read")]
    Unreadable,
}

/// A final "no" of the other side.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refused {
    /// The other side's code, fit for a table (`card_declined`, an EPP number).
    pub code: String,
    /// The other side's sentence, fit for staff.
    pub message: String,
}

impl PortError {
    /// Settings that are wrong: which one, and what is wrong with it.
    pub fn setting(
        module: &'static str,
        setting: impl Into<String>,
        why: impl Into<String>,
    ) -> PortError {
        PortError::Configuration { module, setting: setting.into(), why: why.into() }
    }

    /// The module that gave it.
    pub fn module(&self) -> &'static str {
        match self {
            PortError::Configuration { module, .. }
            | PortError::Unsupported { module, .. }
            | PortError::NotSent { module, .. }
            | PortError::Unknown { module, .. } => module,
        }
    }

    /// Whether the request may have been carried out, so that it must be asked after.
    pub fn is_unknown(&self) -> bool {
        matches!(self, PortError::Unknown { .. })
    }

    /// Whether the same request may be sent again later without asking first.
    pub fn may_repeat(&self) -> bool {
        matches!(self, PortError::NotSent { .. })
    }
}

impl Refused {
    /// A refusal with its code and sentence.
    pub fn new(code: impl Into<String>, message: impl Into<String>) -> Refused {
        Refused { code: code.into(), message: message.into() }
    }
}

impl std::fmt::Display for Refused {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} ({})", self.message, self.code)
    }
}
