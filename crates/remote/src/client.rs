//! `Remote`: calls actions on one server.

use std::{any::TypeId, borrow::Cow, fmt, future::Future, sync::Arc, time::Duration};

use futures::{FutureExt, future::BoxFuture};
use model::opaque::Opaque;
use protocol::{Access, Action, ActionInfo, Pairs};
use tokio::time::Instant;

use crate::{
    AnyAnswer, AnyCall, Config, ConfigError, Health, RawAnswer, RemoteError,
    answer::ReadAs,
    ask::{Question, Shared, label},
    cache::is_catalogue,
    flights::{Kept, Key, Outcome},
    later,
};

/// The most letters of an action's name.
const ACTION_BYTES_MAX: usize = 64;
/// Parameters that only we say.
const OURS: &[&str] = &["accesskey", "action", "identifier", "password", "secret", "username"];

/// A client of one server; clones share connections, limits and what is known of its health.
#[derive(Clone)]
pub struct Remote {
    shared: Opaque<Shared>,
    deadline: Duration,
    key: Option<Arc<str>>,
}

impl Remote {
    /// Checks the configuration; connects only when something is called. `chance` gives random
    /// numbers: the pauses between repetitions depend on it, and [`Remote::number`].
    pub fn new(
        config: Config,
        chance: impl Fn() -> u64 + Send + Sync + 'static,
    ) -> Result<Self, ConfigError> {
        let shared = Opaque::new(Shared::new(&config, Box::new(chance))?);
        Ok(Self { shared, deadline: config.deadline, key: None })
    }

    /// The same client with another deadline, e.g. for a module command that takes minutes.
    #[must_use]
    pub fn with_deadline(&self, deadline: Duration) -> Self {
        Self { deadline, ..self.clone() }
    }

    /// The same client, sending `Idempotency-Key` with its writes. A server like ours gives a
    /// repeated key one effect; others do not look at it.
    #[must_use]
    pub fn with_idempotency_key(&self, key: &str) -> Self {
        Self { key: Some(key.into()), ..self.clone() }
    }

    /// A random number, to tell one of many equal calls from the others.
    #[must_use]
    pub fn number(&self) -> u64 {
        self.shared.number()
    }

    /// The address of the installation for people's browsers, ending in a slash.
    #[must_use]
    pub fn installation(&self) -> String {
        self.shared.installation()
    }

    /// Whether the server seems to be well; nothing is sent.
    pub fn health(&self) -> Health {
        self.shared.breaker.health()
    }

    /// How many writes went through here: what was read before another number may be out of date.
    #[must_use]
    pub fn written(&self) -> u64 {
        self.shared.freshness.written()
    }

    /// Calls an action. A write of which nobody knows whether it was done gives
    /// [`RemoteError::OutcomeUnknown`]; a write that is dropped under way may still be done.
    pub fn call<A: Action>(
        &self,
        call: A,
    ) -> impl Future<Output = Result<A::Response, RemoteError>> + Send + 'static + use<A> {
        self.call_shared(call).map(|response| response.map(Arc::unwrap_or_clone))
    }

    /// Calls an action; askers of equal reads get the same response without copying it.
    pub fn call_shared<A: Action>(
        &self,
        call: A,
    ) -> impl Future<Output = Result<Arc<A::Response>, RemoteError>> + Send + 'static + use<A> {
        self.call_any(AnyCall::of(&call)).map(|kept| kept.and_then(typed::<A::Response>))
    }

    /// The same for a caller that lays the types aside.
    pub fn call_any(&self, call: AnyCall) -> BoxFuture<'static, Result<AnyAnswer, RemoteError>> {
        let AnyCall { action, access, mut pairs, read, kind } = call;
        pairs.push("responsetype", "json");
        let asked = Asked {
            action: Cow::Borrowed(action),
            info: protocol::find(action),
            access,
            pairs,
            kind: Some(kind),
        };
        self.clone().outcome(asked, ReadAs::Response(read)).boxed()
    }

    /// Passes a form on, for actions that nobody knows here, and returns the bytes of the answer,
    /// also those of a refusal. Credentials in the form are replaced by ours. An action that is not
    /// a read of the protocol counts as a write.
    pub async fn call_form(&self, action: &str, pairs: Pairs) -> Result<RawAnswer, RemoteError> {
        let action = action.trim();
        let good = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_';
        if action.is_empty() || action.len() > ACTION_BYTES_MAX || !action.bytes().all(good) {
            return Err(RemoteError::BadAction);
        }
        let info = protocol::find(action);
        let mut kept = Pairs::new();
        let mut has_form = false;
        for (name, value) in pairs.into_vec() {
            let base = name.trim_start().split('[').next().unwrap_or_default();
            has_form |= base == "responsetype";
            if !OURS.iter().any(|ours| ours.eq_ignore_ascii_case(base)) {
                kept.push(name, value);
            }
        }
        if !has_form {
            kept.push("responsetype", "json");
        }
        let access = info.map_or(Access::Write, |info| info.access);
        let action = Cow::Owned(action.to_owned());
        let asked = Asked { action, info, access, pairs: kept, kind: None };
        let answer = self.clone().outcome(asked, ReadAs::Raw).await.and_then(typed::<RawAnswer>)?;
        Ok(Arc::unwrap_or_clone(answer))
    }

    async fn outcome(self, asked: Asked, read: ReadAs) -> Outcome {
        let deadline = later(Instant::now(), self.deadline);
        let Asked { action, info, access, pairs, kind } = asked;
        let form: Arc<str> = pairs.to_urlencoded().into();
        let redactor = self.shared.reading.redactor.and_of(info, &form);
        let key = self.key.clone().filter(|_| access == Access::Write);
        let label = label(info);
        let question = Question { action, label, access, form, key, redactor, deadline };
        let topic = info.map(|info| info.topic);
        match access {
            Access::Read => self.read(question, topic, kind, read).await,
            Access::Write => {
                let _writing = self.shared.freshness.writing(topic);
                self.shared.ask(question, read).await
            }
        }
    }

    /// Answers a read from the cache, from an equal read that is under way, or from the server.
    async fn read(
        &self,
        question: Question,
        topic: Option<&'static str>,
        kind: Option<TypeId>,
        read: ReadAs,
    ) -> Outcome {
        let (action, form) = (question.action.clone(), Arc::clone(&question.form));
        let label = question.label;
        let written = self.shared.freshness.written();
        let key = Key { action, form, kind, written, within: self.deadline };
        let keep = self.kept_key(&key, topic);
        let cached = self.shared.cache.as_ref().zip(keep.as_ref());
        if let Some(kept) = cached.and_then(|(cache, keep)| cache.get(keep, Instant::now())) {
            count("remote_cache_hits_total", label);
            return Ok(kept);
        }
        let (flight, joined) = self.shared.flights.join(key, || {
            let shared = self.shared.clone();
            async move {
                let outcome = shared.ask(question, read).await;
                if let (Some(cache), Some(keep), Ok(kept)) = (&shared.cache, keep, &outcome) {
                    cache.put(keep, Arc::clone(kept), Instant::now());
                }
                outcome
            }
            .boxed()
        });
        if joined {
            count("remote_coalesced_total", label);
        }
        // Whoever began it asked before with as much time, so nobody waits longer than it may.
        flight.await
    }

    /// Under which key an answer is kept, if it is kept.
    fn kept_key(&self, key: &Key, topic: Option<&'static str>) -> Option<Key> {
        let is_response = key.kind.is_some();
        let kept = self.shared.cache.is_some() && is_response && is_catalogue(&key.action);
        let written = self.shared.freshness.written_in(topic.filter(|_| kept)?);
        Some(Key { written, within: Duration::ZERO, ..key.clone() })
    }
}

/// A call before it is encoded.
struct Asked {
    action: Cow<'static, str>,
    info: Option<&'static ActionInfo>,
    access: Access,
    pairs: Pairs,
    /// What is made of the answer; nothing where the bytes are wanted.
    kind: Option<TypeId>,
}

/// The response as what it is; equal keys have equal types.
fn typed<T: Send + Sync + 'static>(kept: Kept) -> Result<Arc<T>, RemoteError> {
    let wrong = |_| RemoteError::Decode { path: ".".into(), why: "has another type".into() };
    kept.downcast::<T>().map_err(wrong)
}

fn count(name: &'static str, action: &'static str) {
    metrics::counter!(name, "action" => action).increment(1);
}

impl fmt::Debug for Remote {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.shared.fmt(out)
    }
}
