//! Which handler answers which action, and the frame around every call.

mod adding;
mod entry;

use std::any::TypeId;
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use engine::{Begun, Caller, Engine, Result, not_found, not_now};
use futures::future::BoxFuture;
use protocol::{Access, Action, Form, ToJson, answer};

use crate::wire::bad_parameter;
use entry::{Call, Compose, Entry, Looking, Prepare, Read, Way, Write, said_as};

pub(crate) use adding::Adding;
pub use entry::{Asked, Said};

/// How an answer is spelled.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Format {
    /// `application/json`.
    #[default]
    Json,
    /// `application/xml`.
    Xml,
    /// `key=value;` pairs.
    Nvp,
    /// The caller did not say: pairs, or XML when the answer holds a list.
    Unsaid,
}

/// The version that answers claim: the WHMCS release whose documentation we follow.
pub const CLAIMED_VERSION: &str = "8.13.1";

/// Ends the refusal of a dry run of what calls the world: nothing is known of it then.
pub const UNTRIED: &str = "cannot be tried without doing it";

/// Collects handlers. Registering an action twice is a mistake that a test catches.
#[derive(Default)]
pub struct Registry {
    by_type: HashMap<TypeId, Arc<Entry>>,
    by_name: BTreeMap<String, Arc<Entry>>,
    twice: Vec<&'static str>,
}

impl Registry {
    /// Registers a handler that only looks.
    #[must_use]
    pub fn read<A: Action>(self, handler: Read<A>) -> Self {
        self.on::<A>(Way::Read(entry::looking(handler)))
    }

    /// Registers a handler that writes within one act.
    #[must_use]
    pub fn write<A: Action>(self, handler: Write<A>) -> Self {
        self.on::<A>(Way::Write(None, entry::writing(handler)))
    }

    /// Registers a handler that writes within one act, and what is done to its call before: slow
    /// work must not hold a transaction.
    #[must_use]
    pub fn prepared<A: Action>(self, prepare: Prepare<A>, handler: Write<A>) -> Self {
        self.on::<A>(Way::Write(Some(entry::preparing(prepare)), entry::writing(handler)))
    }

    /// Registers a handler that writes within one act, with what other actions do.
    #[must_use]
    pub fn composed<A: Action>(self, handler: Compose<A>) -> Self {
        self.on::<A>(Way::Write(None, entry::composing(handler)))
    }

    /// Registers a handler that calls the world between acts of its own.
    #[must_use]
    pub fn flow<A: Action>(self, handler: Read<A>) -> Self {
        self.on::<A>(Way::Flow(entry::looking(handler)))
    }

    fn on<A: Action>(self, way: Way) -> Self {
        self.keep(TypeId::of::<A>(), Entry::of::<A>(way))
    }

    fn keep(mut self, kind: TypeId, entry: Entry) -> Self {
        let (name, entry) = (entry.name, Arc::new(entry));
        if self.by_name.insert(name.to_ascii_lowercase(), Arc::clone(&entry)).is_some() {
            self.twice.push(name);
        }
        self.by_type.insert(kind, entry);
        self
    }

    fn missing(&self) -> Vec<&'static str> {
        protocol::ACTIONS
            .iter()
            .filter(|info| !info.is_ours())
            .map(|info| info.name)
            .filter(|name| !self.by_name.contains_key(&name.to_ascii_lowercase()))
            .collect()
    }

    /// Puts the handlers over an engine.
    #[must_use]
    pub fn over(self, engine: Engine) -> Actions {
        Actions { engine, registry: Arc::new(self) }
    }
}

/// The engine's answers to all actions; a cheap handle.
#[derive(Clone)]
pub struct Actions {
    engine: Engine,
    registry: Arc<Registry>,
}

impl std::fmt::Debug for Actions {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(f, "{} actions over {:?}", self.registry.by_name.len(), self.engine)
    }
}

impl Actions {
    /// The engine underneath.
    #[must_use]
    pub fn engine(&self) -> &Engine {
        &self.engine
    }

    /// The published actions that nothing answers yet, in the vendor's order.
    #[must_use]
    pub fn missing(&self) -> Vec<&'static str> {
        self.registry.missing()
    }

    /// Actions that were registered more than once.
    #[must_use]
    pub fn registered_twice(&self) -> &[&'static str] {
        &self.registry.twice
    }

    /// Whether an action is answered, whatever its case.
    #[must_use]
    pub fn answers(&self, action: &str) -> bool {
        self.registry.by_name.contains_key(&action.trim().to_ascii_lowercase())
    }

    /// Calls an action with typed parameters.
    ///
    /// # Errors
    /// The refusals of the action; not-now when the action is not answered yet.
    pub async fn call<A: Action>(&self, caller: &Caller, call: A) -> Result<A::Response> {
        said_as::<A>(self.call_any(caller, Asked::of(call)).await?)
    }

    /// The same for a door that does not know the types; the answer is the action's response.
    ///
    /// # Errors
    /// As [`call`](Self::call).
    pub fn call_any<'a>(&'a self, caller: &'a Caller, asked: Asked) -> BoxFuture<'a, Result<Said>> {
        Box::pin(async move {
            let Asked { kind, action, call } = asked;
            let entry =
                self.registry.by_type.get(&kind).ok_or_else(|| {
                    not_now(format!("{action} is not answered by this engine yet"))
                })?;
            run(self, caller, entry, call).await
        })
    }

    /// Calls an action by name with the fields of a form; gives the body of the answer.
    ///
    /// # Errors
    /// `Command Not Found` for an unknown action; a refusal naming a parameter that cannot be
    /// read; the refusals of the action.
    pub async fn call_form(
        &self,
        caller: &Caller,
        action: &str,
        form: Form,
        format: Format,
    ) -> Result<Vec<u8>> {
        let name = action.trim().to_ascii_lowercase();
        caller.actor.admit(&name)?;
        let entry =
            self.registry.by_name.get(&name).ok_or_else(|| not_found("Command Not Found"))?;
        let mut form = form;
        let call = (entry.decode)(&mut form).map_err(|error| bad_parameter(&error))?;
        let said = run(self, caller, entry, call).await?;
        Ok(spell(format, entry, &*said))
    }
}

async fn run(actions: &Actions, caller: &Caller, entry: &Entry, call: Call) -> Result<Said> {
    let Actions { engine, registry } = actions;
    caller.actor.admit(entry.name)?;
    match &entry.way {
        Way::Read(handler) => handler(&engine.cx(caller.clone()), call).await,
        Way::Write(prepare, handler) => {
            let input = input_of(caller, entry, &call);
            let call = match prepare {
                Some(prepare) => prepare(&engine.cx(caller.clone()), call).await?,
                None => call,
            };
            match engine.begin(caller, entry.name, &input).await? {
                Begun::Replay(answer) => Ok((entry.replay)(answer.as_bytes())?),
                Begun::Fresh(mut act) => {
                    let said = handler(registry, &mut act, call).await?;
                    act.finish_said(&|| answer::text(&*said)).await?;
                    Ok(said)
                }
            }
        }
        Way::Flow(handler) => flow(engine, caller, entry, handler, call).await,
    }
}

/// A handler that calls the world between acts of its own; a key's answer is kept in one more.
async fn flow(
    engine: &Engine,
    caller: &Caller,
    entry: &Entry,
    handler: &Looking,
    call: Call,
) -> Result<Said> {
    if caller.dry_run {
        return Err(not_now(format!("{} {UNTRIED}", entry.name)));
    }
    if caller.idempotency_key.is_none() {
        return handler(&engine.cx(caller.clone()), call).await;
    }
    let input = input_of(caller, entry, &call);
    if let Begun::Replay(answer) = engine.begin(caller, entry.name, &input).await? {
        return Ok((entry.replay)(answer.as_bytes())?);
    }
    let said = handler(&engine.cx(caller.clone()), call).await?;
    if let Begun::Fresh(act) = engine.begin(caller, entry.name, &input).await? {
        act.finish_said(&|| answer::text(&*said)).await?;
    }
    Ok(said)
}

fn spell(format: Format, entry: &Entry, said: &dyn ToJson) -> Vec<u8> {
    let holds_list = || entry.fields.iter().any(|field| !field.fields.is_empty());
    match format {
        Format::Json => answer::json(said),
        Format::Unsaid if holds_list() => answer::xml(entry.name, CLAIMED_VERSION, said),
        Format::Xml => answer::xml(entry.name, CLAIMED_VERSION, said),
        Format::Nvp | Format::Unsaid => answer::nvp(said),
    }
}

/// The canonical text of a request: only needed when a key binds it.
fn input_of(caller: &Caller, entry: &Entry, call: &Call) -> String {
    if caller.idempotency_key.is_none() || entry.access == Access::Read {
        return String::new();
    }
    (entry.encode)(call).to_urlencoded()
}
