//! Another WHMCS behind the doors, and each write with a key done there once.
//!
//! A server like ours remembers keys itself. A stock WHMCS does not: there this node remembers what
//! came of a key, and finds in the activity log of the WHMCS what another node, or this one before
//! a restart, used it for (see [`trail`]). Where nobody knows what came of it, it looks whether the
//! write was made before it makes it again. What it cannot look for it does not repeat.

use std::sync::{Arc, Mutex, MutexGuard, OnceLock, PoisonError};
use std::time::Duration;

use engine::{Actor, Caller, Fault, Meaning, Refusal, not_now};
use futures::future::{BoxFuture, FutureExt as _, TryFutureExt as _};
use model::ids::StaffId;
use protocol::{
    Access, Action as _, ActionInfo, Form, GetClientsDetails, GetProductGroups,
    GetSessionStateResponse, ModuleCustom, OperateService,
};
use remote::{AnyAnswer, AnyCall, Remote, RemoteError};
use serde_json::Value;
use sha2::{Digest, Sha256};
use tokio::time::Instant;

use super::attempts::{Attempt, Attempts, Begun};
use super::staff_groups::{StaffGroups, client_of};
use super::traces::{self, Seen};
use super::trail::{self, Earlier, Try};
use super::{CallError, refused_elsewhere};

/// For how long one that did not say whether it is another Hostler is not asked again.
const SILENCE: Duration = Duration::from_secs(5);

/// A client of another WHMCS, with what is remembered of keys; clones share both.
#[derive(Clone)]
pub struct Elsewhere {
    remote: Remote,
    attempts: Arc<Attempts>,
    /// Whether it is another Hostler, once that is known.
    is_hostler: Arc<OnceLock<bool>>,
    /// When it last did not say.
    silent: Arc<Mutex<Option<Instant>>>,
    staff_groups: Arc<StaffGroups>,
}

/// Sends a request over a line.
type Sender<T> = Box<dyn FnOnce(Remote) -> BoxFuture<'static, Result<T, CallError>> + Send>;

/// How a request is sent, and how an answer that is put together here is read.
struct How<T> {
    send: Sender<T>,
    /// Makes it of an answer that was put together here.
    read: Reader<T>,
}

type Reader<T> = Box<dyn FnOnce(Value) -> Result<T, CallError> + Send>;

/// What is done when nothing is seen of an earlier attempt.
enum Nothing {
    /// It is sent, noted as this attempt.
    Send(Option<Try>),
    /// Somebody else may be sending it.
    Wait,
}

/// What is asked, by the wire's names.
pub(super) struct Asked {
    pub(super) action: &'static str,
    pub(super) access: Access,
    pub(super) pairs: Vec<(String, String)>,
}

impl From<Remote> for Elsewhere {
    fn from(remote: Remote) -> Self {
        let (attempts, is_hostler, silent) = Default::default();
        Self { remote, attempts, is_hostler, silent, staff_groups: Arc::default() }
    }
}

impl Elsewhere {
    /// The same, where owners of clients in these groups are staff unless it logs staff in itself.
    #[must_use]
    pub fn with_staff_groups(self, groups: StaffGroups) -> Self {
        Self { staff_groups: Arc::new(groups), ..self }
    }

    /// Whether owners of clients are staff here.
    pub(super) async fn has_staff_by_group(&self) -> Result<bool, CallError> {
        if self.staff_groups.is_empty() {
            return Ok(false);
        }
        self.is_hostler().await.map(|is_hostler| !is_hostler)
    }

    /// What the owner of a client may do here as staff.
    pub(super) async fn staff_by_group(
        &self,
        staff: StaffId,
    ) -> Result<GetSessionStateResponse, CallError> {
        let clientid = u64::try_from(client_of(staff).0).ok();
        if clientid.is_none() {
            return Ok(GetSessionStateResponse::default());
        }
        let call = GetClientsDetails { clientid, ..GetClientsDetails::default() };
        match self.remote.call(call).await {
            Ok(found) => Ok(self.staff_groups.state_of(staff, &found.client)),
            Err(RemoteError::Refused { .. }) => Ok(GetSessionStateResponse::default()),
            Err(error) => Err(refused_elsewhere(error, GetClientsDetails::NAME)),
        }
    }

    /// The client itself, for what is only passed on.
    #[must_use]
    pub fn remote(&self) -> &Remote {
        &self.remote
    }

    /// Calls an action; `read` reads an answer that was put together here.
    pub(super) async fn call_any(
        &self,
        caller: &Caller,
        call: AnyCall,
    ) -> Result<AnyAnswer, CallError> {
        let (action, body) = (call.action, call.read);
        // Most calls are reads, and of all that stands around writes only this concerns them.
        if call.access == Access::Read {
            admit(caller, action)?;
            let said = self.remote.call_any(call).await;
            return said.map_err(|error| refused_elsewhere(error, action));
        }
        let read: Reader<AnyAnswer> = Box::new(move |answer| {
            body(answer.to_string().as_bytes()).map_err(|error| CallError::Broken(error.into()))
        });
        let asked = Asked { action, access: call.access, pairs: call.pairs.clone().into_vec() };
        let send: Sender<AnyAnswer> = Box::new(move |remote: Remote| {
            let said = remote.call_any(call);
            said.map_err(move |error| refused_elsewhere(error, action)).boxed()
        });
        self.once(caller, &asked, How { send, read }).await
    }

    pub(super) async fn call_named(
        &self,
        caller: &Caller,
        action: &'static ActionInfo,
        form: Form,
    ) -> Result<Value, CallError> {
        let form = form.into_pairs();
        let pairs = form.clone().into_vec();
        let asked = Asked { action: action.name, access: action.access, pairs };
        let send: Sender<Value> = Box::new(move |remote: Remote| {
            async move {
                let said = remote.call_form(action.name, form).await;
                let said = said.map_err(|error| refused_elsewhere(error, action.name))?;
                super::json_of(&said.body, action.name)
            }
            .boxed()
        });
        self.once(caller, &asked, How { send, read: Box::new(Ok) }).await
    }

    /// Sends a read, or a write without a key, as it is; a write with a key once.
    async fn once<T>(&self, caller: &Caller, asked: &Asked, how: How<T>) -> Result<T, CallError>
    where
        T: Clone + Send + Sync + 'static,
    {
        admit(caller, asked.action)?;
        super::proofs::hold(caller, asked)?;
        let is_write = asked.access == Access::Write;
        if caller.dry_run && is_write {
            return Err(no_dry_run().into());
        }
        if !is_write {
            return (how.send)(self.remote.clone()).await;
        }
        let key = key_elsewhere(caller);
        if self.knows_keys().await {
            // The history of a service shows who did it, and it knows only our credential.
            if OPERATIONS.contains(&asked.action) {
                trail::note(&self.remote, caller, asked, None).await;
            }
            let with_key = key.map(|key| self.remote.with_idempotency_key(&key));
            return (how.send)(with_key.unwrap_or_else(|| self.remote.clone())).await;
        }
        // It has none of our actions, so nothing will come of it.
        if protocol::find(asked.action).is_some_and(ActionInfo::is_ours) {
            return (how.send)(self.remote.clone()).await;
        }
        let Some(key) = key else {
            trail::note(&self.remote, caller, asked, None).await;
            return (how.send)(self.remote.clone()).await;
        };
        let print = asked.fingerprint();
        match self.attempts.begin::<T>(&key, &print) {
            Begun::Done(said) => Ok(said),
            Begun::Other => Err(refused(Meaning::Conflict, OTHER)),
            Begun::Busy => Err(refused(Meaning::NotNow, BUSY)),
            Begun::First(attempt) => self.first(caller, asked, how, attempt, (key, print)).await,
            Begun::Unknown(attempt) => self.again(asked, how, attempt, Nothing::Send(None)).await,
        }
    }

    /// Sends what this node does not know, if no other node knows it either.
    async fn first<T>(
        &self,
        caller: &Caller,
        asked: &Asked,
        how: How<T>,
        mut attempt: Attempt<'_>,
        (key, print): (String, String),
    ) -> Result<T, CallError>
    where
        T: Clone + Send + Sync + 'static,
    {
        let before = traces::before(&self.remote, asked).await?;
        let number = format!("{:x}", self.remote.number());
        let of = Try { key, asked: print, number, before };
        // The line comes first: of two nodes with the same key both see the older one.
        if trail::note(&self.remote, caller, asked, Some(&of)).await {
            let earlier = trail::earlier(&self.remote, &of).await;
            let earlier = earlier.map_err(|error| refused_elsewhere(error, asked.action))?;
            if let Some(Earlier { first, may_be_under_way }) = earlier {
                if first.asked != of.asked {
                    attempt.not_done();
                    return Err(refused(Meaning::Conflict, OTHER));
                }
                attempt.remember(first.before);
                let or = if may_be_under_way { Nothing::Wait } else { Nothing::Send(Some(of)) };
                return self.again(asked, how, attempt, or).await;
            }
        }
        attempt.remember(of.before.clone());
        self.send(how, attempt, Some(of)).await
    }

    /// Sends what was sent before only if it is seen that it was not done.
    async fn again<T>(
        &self,
        asked: &Asked,
        how: How<T>,
        attempt: Attempt<'_>,
        or: Nothing,
    ) -> Result<T, CallError>
    where
        T: Clone + Send + Sync + 'static,
    {
        match traces::look(&self.remote, asked, attempt.before()).await? {
            Seen::Made(answer) => {
                let said = (how.read)(answer)?;
                attempt.done(said.clone());
                Ok(said)
            }
            Seen::Unclear => Err(refused(Meaning::NotNow, UNKNOWN)),
            Seen::Nothing => match or {
                Nothing::Send(of) => self.send(how, attempt, of).await,
                Nothing::Wait => Err(refused(Meaning::NotNow, BUSY)),
            },
        }
    }

    async fn send<T>(
        &self,
        how: How<T>,
        attempt: Attempt<'_>,
        of: Option<Try>,
    ) -> Result<T, CallError>
    where
        T: Clone + Send + Sync + 'static,
    {
        let said = (how.send)(self.remote.clone()).await;
        match &said {
            Ok(said) => attempt.done(said.clone()),
            Err(error) if is_open(error) => drop(attempt),
            Err(_) => {
                if let Some(of) = of {
                    trail::note_refused(&self.remote, &of).await;
                }
                attempt.not_done();
            }
        }
        said
    }

    /// Whether the server remembers keys itself, as those that have our actions do.
    pub(super) async fn knows_keys(&self) -> bool {
        // When nobody knows, the longer way is right for both.
        self.is_hostler().await.unwrap_or(false)
    }

    pub(super) async fn has_ours(&self) -> bool {
        self.is_hostler().await.unwrap_or(true)
    }

    /// Whether another Hostler is there, by an action that is ours. Whoever asks while it does not
    /// answer is told so for a moment without asking.
    async fn is_hostler(&self) -> Result<bool, CallError> {
        if let Some(known) = self.is_hostler.get() {
            return Ok(*known);
        }
        let left = self.silent().map(|since| SILENCE.saturating_sub(since.elapsed()));
        if let Some(retry_after) = left.filter(|left| !left.is_zero()) {
            return Err(CallError::Unavailable { retry_after });
        }
        let error = match self.remote.call(GetProductGroups {}).await {
            Ok(_) => return Ok(*self.is_hostler.get_or_init(|| true)),
            Err(error) => error,
        };
        let spoke = matches!(error, RemoteError::Refused { .. });
        match refused_elsewhere(error, GetProductGroups::NAME) {
            CallError::NotOffered(_) => Ok(*self.is_hostler.get_or_init(|| false)),
            error => {
                *self.silent() = (!spoke).then(Instant::now);
                Err(error)
            }
        }
    }

    /// Since when it does not answer.
    fn silent(&self) -> MutexGuard<'_, Option<Instant>> {
        self.silent.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// It knows only our own credential: what a user may not do is not asked of it.
fn admit(caller: &Caller, action: &str) -> Result<(), CallError> {
    if matches!(caller.actor, Actor::Client { .. }) {
        caller.actor.admit(action)?;
    }
    Ok(())
}

impl Asked {
    /// The value of a parameter.
    pub(super) fn value(&self, name: &str) -> Option<&str> {
        let found = self.pairs.iter().rev().find(|(each, _)| each == name);
        found.map(|(_, value)| &**value)
    }

    pub(super) fn fingerprint(&self) -> String {
        let mut hash = Sha256::new();
        hash.update(self.action);
        for (name, value) in &self.pairs {
            for part in [name, value] {
                hash.update(part.len().to_le_bytes());
                hash.update(part);
            }
        }
        model::hex::hex(&hash.finalize())
    }
}

/// What clients do to their services.
const OPERATIONS: [&str; 2] = [ModuleCustom::NAME, OperateService::NAME];
const NO_DRY_RUN: &str = "In front of another WHMCS there is no dry run";
pub(super) const OTHER: &str = "This idempotency key was already used for a different request";
const BUSY: &str = "The same request is being carried out";
const UNKNOWN: &str = "Nobody knows whether this was done: look before you send it with a new key";

fn refused(meaning: Meaning, said: &'static str) -> CallError {
    CallError::Refused(Refusal { meaning, field: None, said: said.into() })
}

/// Whether nobody knows if it was done.
fn is_open(error: &CallError) -> bool {
    match error {
        CallError::TimedOut => true,
        CallError::BadAnswer(error) => matches!(error, RemoteError::OutcomeUnknown { .. }),
        CallError::Refused(_)
        | CallError::NotOffered(_)
        | CallError::Unavailable { .. }
        | CallError::NoRoom
        | CallError::Broken(_) => false,
    }
}

/// Whether a refusal says only that nothing was tried.
pub(crate) fn is_untried(refusal: &Refusal) -> bool {
    refusal.said == NO_DRY_RUN || refusal.said.ends_with(actions::UNTRIED)
}

/// A server that does not know dry runs would do it.
pub(crate) fn no_dry_run() -> Fault {
    not_now(NO_DRY_RUN)
}

/// The caller's key, so that two callers with equal keys stay two for a server that sees only us.
pub(super) fn key_elsewhere(caller: &Caller) -> Option<String> {
    let key = caller.idempotency_key.as_ref()?;
    let digest = Sha256::digest(format!("{}\n{}", caller.actor.scope(), key.0).as_bytes());
    Some(model::hex::hex(&digest))
}
