//! Which handler answers which action, and the frame around every call.

use std::any::{Any, TypeId};
use std::collections::{BTreeMap, HashMap};
use std::sync::Arc;

use engine::{Act, Begun, Caller, Cx, Engine, Result, not_found, not_now, not_permitted};
use futures::future::BoxFuture;
use protocol::{Access, Action, Form, FromJson, Pairs, answer};

use crate::wire::bad_parameter;

/// Answers by looking.
type Read<A> = for<'a> fn(&'a Cx, A) -> BoxFuture<'a, Result<<A as Action>::Response>>;
/// Answers by writing inside one act, which the frame commits.
type Write<A> = for<'a> fn(&'a mut Act, A) -> BoxFuture<'a, Result<<A as Action>::Response>>;

/// Does slow work on a call, such as hashing its password, before the act is opened.
type Prepare<A> = for<'a> fn(&'a Cx, A) -> BoxFuture<'a, Result<A>>;

enum Way<A: Action> {
    Read(Read<A>),
    Write(Write<A>),
    /// A write whose call is worked on before the act is opened.
    Prepared(Prepare<A>, Write<A>),
    /// Calls the world: opens its own acts.
    Flow(Read<A>),
}

impl<A: Action> Clone for Way<A> {
    fn clone(&self) -> Self {
        *self
    }
}
impl<A: Action> Copy for Way<A> {}

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

type FormCall =
    Arc<dyn Fn(Engine, Caller, Form, Format) -> BoxFuture<'static, Result<Vec<u8>>> + Send + Sync>;

/// Collects handlers. Registering an action twice is a mistake that a test catches.
#[derive(Default)]
pub struct Registry {
    by_type: HashMap<TypeId, Box<dyn Any + Send + Sync>>,
    by_name: BTreeMap<String, FormCall>,
    twice: Vec<&'static str>,
}

impl Registry {
    /// Registers a handler that only looks.
    #[must_use]
    pub fn read<A: Action>(self, handler: Read<A>) -> Self {
        self.on(Way::Read(handler))
    }

    /// Registers a handler that writes within one act.
    #[must_use]
    pub fn write<A: Action>(self, handler: Write<A>) -> Self {
        self.on(Way::Write(handler))
    }

    /// Registers a handler that writes within one act, and what is done to its call before: slow
    /// work must not hold a transaction.
    #[must_use]
    pub fn prepared<A: Action>(self, prepare: Prepare<A>, handler: Write<A>) -> Self {
        self.on(Way::Prepared(prepare, handler))
    }

    /// Registers a handler that calls the world between acts of its own.
    #[must_use]
    pub fn flow<A: Action>(self, handler: Read<A>) -> Self {
        self.on(Way::Flow(handler))
    }

    fn on<A: Action>(mut self, way: Way<A>) -> Self {
        let call: FormCall = Arc::new(move |engine, caller, mut form, format| {
            Box::pin(async move {
                let call = A::decode(&mut form).map_err(|error| bad_parameter(&error))?;
                let response = run(&engine, &caller, way, call).await?;
                Ok(spell::<A>(format, &response))
            })
        });
        if self.by_name.insert(A::NAME.to_ascii_lowercase(), call).is_some() {
            self.twice.push(A::NAME);
        }
        self.by_type.insert(TypeId::of::<A>(), Box::new(way));
        self
    }

    fn missing(&self) -> Vec<&'static str> {
        protocol::ACTIONS
            .iter()
            .filter(|info| info.category != "Hostler")
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
        let way = self
            .registry
            .by_type
            .get(&TypeId::of::<A>())
            .and_then(|way| way.downcast_ref::<Way<A>>())
            .ok_or_else(|| not_now(format!("{} is not answered by this engine yet", A::NAME)))?;
        run(&self.engine, caller, *way, call).await
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
        if !caller.actor.may(&name) {
            return Err(not_permitted(&name));
        }
        let call =
            self.registry.by_name.get(&name).ok_or_else(|| not_found("Command Not Found"))?;
        call(self.engine.clone(), caller.clone(), form, format).await
    }
}

async fn run<A: Action>(
    engine: &Engine,
    caller: &Caller,
    way: Way<A>,
    call: A,
) -> Result<A::Response> {
    if !caller.actor.may(A::NAME) {
        return Err(not_permitted(A::NAME));
    }
    match way {
        Way::Read(handler) => handler(&engine.cx(caller.clone()), call).await,
        Way::Write(handler) => {
            let input = input_of(caller, &call);
            write(engine, caller, handler, &input, call).await
        }
        Way::Prepared(prepare, handler) => {
            let input = input_of(caller, &call);
            let call = prepare(&engine.cx(caller.clone()), call).await?;
            write(engine, caller, handler, &input, call).await
        }
        Way::Flow(handler) => {
            if caller.dry_run {
                return Err(not_now(format!("{} cannot be tried without doing it", A::NAME)));
            }
            if caller.idempotency_key.is_none() {
                return handler(&engine.cx(caller.clone()), call).await;
            }
            let input = input_of(caller, &call);
            if let Begun::Replay(answer) = engine.begin(caller, A::NAME, &input).await? {
                return Ok(A::Response::from_json(answer.as_bytes())?);
            }
            let response = handler(&engine.cx(caller.clone()), call).await?;
            if let Begun::Fresh(act) = engine.begin(caller, A::NAME, &input).await? {
                act.finish(&response).await?;
            }
            Ok(response)
        }
    }
}

/// One act around a handler, or the answer that the same request had before.
async fn write<A: Action>(
    engine: &Engine,
    caller: &Caller,
    handler: Write<A>,
    input: &str,
    call: A,
) -> Result<A::Response> {
    match engine.begin(caller, A::NAME, input).await? {
        Begun::Replay(answer) => Ok(A::Response::from_json(answer.as_bytes())?),
        Begun::Fresh(mut act) => {
            let response = handler(&mut act, call).await?;
            act.finish(&response).await?;
            Ok(response)
        }
    }
}

fn spell<A: Action>(format: Format, response: &A::Response) -> Vec<u8> {
    let holds_list =
        || <A::Response as protocol::Answer>::FIELDS.iter().any(|f| !f.fields.is_empty());
    match format {
        Format::Json => answer::json(response),
        Format::Unsaid if holds_list() => answer::xml(A::NAME, CLAIMED_VERSION, response),
        Format::Xml => answer::xml(A::NAME, CLAIMED_VERSION, response),
        Format::Nvp | Format::Unsaid => answer::nvp(response),
    }
}

/// The canonical text of a request: only needed when a key binds it.
fn input_of<A: Action>(caller: &Caller, call: &A) -> String {
    if caller.idempotency_key.is_none() || A::ACCESS == Access::Read {
        return String::new();
    }
    let mut pairs = Pairs::default();
    call.encode(&mut pairs);
    pairs.to_urlencoded()
}
