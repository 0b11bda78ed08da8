//! One action with its handler, its types laid aside: the frame around a call is compiled once and
//! not for each of some four hundred actions.

use std::any::{Any, TypeId};

use engine::{Act, Cx, Fault, Result};
use futures::future::BoxFuture;
use protocol::{
    Access, Action, Answer as _, FieldInfo, Form, FromJson as _, JsonError, Pairs, ParamError,
    ToJson,
};

use super::Registry;

/// Answers by looking.
pub(super) type Read<A> = for<'a> fn(&'a Cx, A) -> BoxFuture<'a, Result<<A as Action>::Response>>;
/// Answers by writing inside one act, which the frame commits.
pub(super) type Write<A> =
    for<'a> fn(&'a mut Act, A) -> BoxFuture<'a, Result<<A as Action>::Response>>;
/// The same with the other actions at hand.
pub(super) type Compose<A> =
    for<'a> fn(&'a Registry, &'a mut Act, A) -> BoxFuture<'a, Result<<A as Action>::Response>>;
/// Does slow work on a call, such as hashing its password, before the act is opened.
pub(super) type Prepare<A> = for<'a> fn(&'a Cx, A) -> BoxFuture<'a, Result<A>>;

/// The parameters of a call, of the type that the entry knows.
pub(super) type Call = Box<dyn Any + Send + Sync>;
/// The response of an action, of the type that the entry knows.
pub type Said = Box<dyn ToJson>;

pub(super) type Looking =
    Box<dyn for<'a> Fn(&'a Cx, Call) -> BoxFuture<'a, Result<Said>> + Send + Sync>;
pub(super) type Writing = Box<
    dyn for<'a> Fn(&'a Registry, &'a mut Act, Call) -> BoxFuture<'a, Result<Said>> + Send + Sync,
>;
pub(super) type Preparing =
    Box<dyn for<'a> Fn(&'a Cx, Call) -> BoxFuture<'a, Result<Call>> + Send + Sync>;

/// How an action is answered.
pub(super) enum Way {
    Read(Looking),
    /// Within one act; some calls are worked on before it is opened.
    Write(Option<Preparing>, Writing),
    /// Calls the world: opens its own acts.
    Flow(Looking),
}

/// An action and what answers it.
pub(super) struct Entry {
    pub(super) name: &'static str,
    pub(super) access: Access,
    pub(super) fields: &'static [FieldInfo],
    pub(super) decode: fn(&mut Form) -> Result<Call, ParamError>,
    pub(super) encode: fn(&Call) -> Pairs,
    /// Reads an answer that was kept.
    pub(super) replay: fn(&[u8]) -> Result<Said, JsonError>,
    pub(super) way: Way,
}

impl Entry {
    pub(super) fn of<A: Action>(way: Way) -> Self {
        Self {
            name: A::NAME,
            access: A::ACCESS,
            fields: A::Response::FIELDS,
            decode: |form| Ok(Box::new(A::decode(form)?)),
            encode: |call| {
                let mut pairs = Pairs::default();
                if let Some(call) = call.downcast_ref::<A>() {
                    call.encode(&mut pairs);
                }
                pairs
            },
            replay: |answer| Ok(Box::new(A::Response::from_json(answer)?)),
            way,
        }
    }
}

/// A call whose type only its handler knows.
pub struct Asked {
    pub(super) kind: TypeId,
    pub(super) action: &'static str,
    pub(super) call: Call,
}

impl Asked {
    /// Lays the type of a call aside.
    pub fn of<A: Action>(call: A) -> Self {
        Self { kind: TypeId::of::<A>(), action: A::NAME, call: Box::new(call) }
    }
}

pub(super) fn looking<A: Action>(handler: Read<A>) -> Looking {
    Box::new(move |cx, call| match call.downcast::<A>() {
        Ok(call) => said(handler(cx, *call)),
        Err(_) => another_type(A::NAME),
    })
}

pub(super) fn writing<A: Action>(handler: Write<A>) -> Writing {
    Box::new(move |_, act, call| match call.downcast::<A>() {
        Ok(call) => said(handler(act, *call)),
        Err(_) => another_type(A::NAME),
    })
}

pub(super) fn composing<A: Action>(handler: Compose<A>) -> Writing {
    Box::new(move |registry, act, call| match call.downcast::<A>() {
        Ok(call) => said(handler(registry, act, *call)),
        Err(_) => another_type(A::NAME),
    })
}

pub(super) fn preparing<A: Action>(prepare: Prepare<A>) -> Preparing {
    Box::new(move |cx, call| match call.downcast::<A>() {
        Ok(call) => {
            let ready = prepare(cx, *call);
            Box::pin(async move { Ok(Box::new(ready.await?) as Call) })
        }
        Err(_) => another_type(A::NAME),
    })
}

/// The response as the caller knows it.
pub(super) fn said_as<A: Action>(said: Said) -> Result<A::Response> {
    let said: Box<dyn Any> = said;
    match said.downcast::<A::Response>() {
        Ok(said) => Ok(*said),
        Err(_) => Err(Fault::broken(format!("{} was answered by another action", A::NAME))),
    }
}

fn said<R: ToJson>(answering: BoxFuture<'_, Result<R>>) -> BoxFuture<'_, Result<Said>> {
    Box::pin(async move { Ok(Box::new(answering.await?) as Said) })
}

/// An entry is found by the type of its calls, so this is never seen.
fn another_type<'a, T: Send + 'a>(action: &'static str) -> BoxFuture<'a, Result<T>> {
    Box::pin(async move { Err(Fault::broken(format!("{action} was called as another action"))) })
}
