//! The seam: REST, pages and MCP know only this, whichever WHMCS stands behind it.

use actions::Actions;
use engine::{Caller, Fault, Refusal};
use protocol::Action;

/// The one WHMCS behind the doors.
#[derive(Clone)]
pub enum Whmcs {
    /// Our own engine, in this process.
    Engine(Actions),
}

/// Why a call has no answer.
#[derive(Debug, thiserror::Error)]
pub enum CallError {
    /// The WHMCS says no; the caller can act on it.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The WHMCS behind the doors does not offer this action.
    #[error("{0} is not offered by this WHMCS")]
    NotOffered(&'static str),
    /// Something failed; only the log says what.
    #[error("the call failed inside")]
    Broken(#[source] Box<dyn std::error::Error + Send + Sync>),
}

impl From<Fault> for CallError {
    fn from(fault: Fault) -> Self {
        match fault {
            Fault::Refused(refusal) => Self::Refused(refusal),
            Fault::Broken(error) => Self::Broken(error),
        }
    }
}

impl Whmcs {
    /// Calls an action.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn call<A: Action>(
        &self,
        caller: &Caller,
        call: A,
    ) -> Result<A::Response, CallError> {
        match self {
            Self::Engine(actions) => Ok(actions.call(caller, call).await?),
        }
    }

    /// Whether the WHMCS answers at all.
    ///
    /// # Errors
    /// Why not.
    pub async fn ping(&self) -> Result<(), String> {
        match self {
            Self::Engine(actions) => {
                actions.engine().settings().await.map(drop).map_err(|error| error.to_string())
            }
        }
    }
}
