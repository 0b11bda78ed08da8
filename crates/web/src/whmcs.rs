//! The seam: REST, pages and MCP know only this, whichever WHMCS stands behind it.

use std::time::Duration;

use actions::{Actions, Format};
use engine::{Caller, Fault, Meaning, Refusal, not_now};
use protocol::{Access, Action, ActionInfo, Form, ValidateStaffLogin};
use remote::{Remote, RemoteError};
use serde_json::Value;
use sha2::{Digest, Sha256};

/// What a WHMCS says of a member of staff that may no longer sign in.
const STAFF_DISABLED: &str = "Administrator Account Disabled";

/// The one WHMCS behind the doors.
#[derive(Clone)]
pub enum Whmcs {
    /// Our own engine, in this process.
    Engine(Actions),
    /// Another server that speaks the protocol.
    Remote(Remote),
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
    /// The WHMCS elsewhere cannot be reached, or is given time to recover.
    #[error("the WHMCS behind this door is not available")]
    Unavailable {
        /// When to try again.
        retry_after: Duration,
    },
    /// The WHMCS elsewhere did not answer in time.
    #[error("the WHMCS behind this door did not answer in time")]
    TimedOut,
    /// The WHMCS elsewhere answered with something that is no answer.
    #[error("the WHMCS behind this door gave no usable answer")]
    BadAnswer(#[source] RemoteError),
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
            Self::Remote(remote) => {
                if caller.dry_run && A::ACCESS == Access::Write {
                    return Err(no_dry_run().into());
                }
                let remote = match key_elsewhere(caller) {
                    Some(key) => remote.with_idempotency_key(&key),
                    None => remote.clone(),
                };
                remote.call(call).await.map_err(|error| refused_elsewhere(error, A::NAME))
            }
        }
    }

    /// Calls an action by name with the fields of a form; gives the JSON of the answer.
    ///
    /// # Errors
    /// See [`CallError`].
    pub async fn call_named(
        &self,
        caller: &Caller,
        action: &'static ActionInfo,
        form: Form,
    ) -> Result<Value, CallError> {
        let bytes = match self {
            Self::Engine(actions) => {
                actions.call_form(caller, action.name, form, Format::Json).await?.into()
            }
            Self::Remote(remote) => {
                if caller.dry_run && action.access == Access::Write {
                    return Err(no_dry_run().into());
                }
                let remote = match key_elsewhere(caller) {
                    Some(key) => remote.with_idempotency_key(&key),
                    None => remote.clone(),
                };
                let told = remote.call_form(action.name, form.into_pairs()).await;
                told.map_err(|error| refused_elsewhere(error, action.name))?.body
            }
        };
        let answer: Value = serde_json::from_slice(&bytes)
            .map_err(|error| CallError::Broken(format!("an answer is no JSON: {error}").into()))?;
        if answer["result"] == "error" {
            let message = answer["message"].as_str().unwrap_or_default().to_owned();
            let refused = RemoteError::Refused { message, status: 200 };
            return Err(refused_elsewhere(refused, action.name));
        }
        Ok(answer)
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
            Self::Remote(remote) => match remote.call(protocol::WhmcsDetails {}).await {
                // It answers; what it lets us do is another matter.
                Ok(_) | Err(RemoteError::Refused { .. }) => Ok(()),
                Err(error) => Err(error.to_string()),
            },
        }
    }
}

/// A server that does not know dry runs would do it.
pub(crate) fn no_dry_run() -> Fault {
    not_now("In front of another WHMCS there is no dry run")
}

/// The caller's key, so that two callers with equal keys stay two for a server that sees only us.
fn key_elsewhere(caller: &Caller) -> Option<String> {
    let key = caller.idempotency_key.as_ref()?;
    let digest = Sha256::digest(format!("{}\n{}", caller.actor.scope(), key.0).as_bytes());
    Some(model::hex::hex(&digest))
}

/// What an error of the remote WHMCS means at our doors.
fn refused_elsewhere(error: RemoteError, action: &'static str) -> CallError {
    if error.is_not_offered() {
        return CallError::NotOffered(action);
    }
    match error {
        RemoteError::Refused { message, .. } => {
            let meaning = match remote::meaning(&message) {
                remote::Meaning::NotFound => Meaning::NotFound,
                remote::Meaning::Conflict => Meaning::Conflict,
                remote::Meaning::NotNow | remote::Meaning::Outside => Meaning::NotNow,
                // Said of the member of staff who signs in, not of our own log-in there.
                remote::Meaning::Credentials
                    if action == ValidateStaffLogin::NAME && message == STAFF_DISABLED =>
                {
                    Meaning::NotAllowed
                }
                // The log-in of this installation at that WHMCS is wrong: not the caller's fault.
                remote::Meaning::Credentials
                | remote::Meaning::Permission
                | remote::Meaning::Address => {
                    return CallError::Broken(message.into());
                }
                _ => Meaning::Invalid,
            };
            CallError::Refused(Refusal { meaning, field: None, said: message.into() })
        }
        RemoteError::Unavailable { retry_after } => CallError::Unavailable { retry_after },
        RemoteError::Busy | RemoteError::Connect { .. } | RemoteError::Certificate { .. } => {
            CallError::Unavailable { retry_after: Duration::from_secs(5) }
        }
        RemoteError::Timeout => CallError::TimedOut,
        other => CallError::BadAnswer(other),
    }
}
