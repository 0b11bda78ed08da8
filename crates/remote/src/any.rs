//! A call with its types laid aside, so that what is around it is compiled once for all actions.

use std::{
    any::{Any, TypeId},
    sync::Arc,
};

use protocol::{Access, Action, Brief, FromJson as _, JsonError, Pairs};

/// A call that says how it is sent and how its answer is read.
#[derive(Clone)]
pub struct AnyCall {
    /// The name of the action.
    pub action: &'static str,
    /// Whether it changes anything.
    pub access: Access,
    /// Its parameters.
    pub pairs: Pairs,
    /// Reads its response from the JSON of a success.
    pub read: ReadBody,
    /// What `read` makes of it: reads that make other things of one answer are not the same.
    pub kind: TypeId,
}

/// The response of an action, of its own type.
pub type AnyAnswer = Arc<dyn Any + Send + Sync>;

/// Reads a response that only the two ends of a call know.
pub type ReadBody = fn(&[u8]) -> Result<AnyAnswer, JsonError>;

impl AnyCall {
    /// Lays the types of a call aside.
    pub fn of<A: Action>(call: &A) -> Self {
        let read: ReadBody = |body| Ok(Arc::new(A::Response::from_json(body)?));
        Self::read_by(call, read, TypeId::of::<A::Response>())
    }

    /// The same for a call of whose answer only a part is wanted.
    pub fn brief<B: Brief>(call: &B::Of) -> Self {
        let read: ReadBody = |body| Ok(Arc::new(B::from_json(body)?));
        Self::read_by(call, read, TypeId::of::<B>())
    }

    fn read_by<A: Action>(call: &A, read: ReadBody, kind: TypeId) -> Self {
        let mut pairs = Pairs::new();
        call.encode(&mut pairs);
        Self { action: A::NAME, access: A::ACCESS, pairs, read, kind }
    }
}
