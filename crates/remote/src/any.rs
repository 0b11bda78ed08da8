//! A call with its types laid aside, so that what is around it is compiled once for all actions.

use std::{any::Any, sync::Arc};

use protocol::{Access, Action, Pairs};

use crate::answer::{ReadAs, read_as};

/// A call that says how it is sent and how its answer is read.
#[derive(Clone)]
pub struct AnyCall {
    /// The name of the action.
    pub action: &'static str,
    /// Whether it changes anything.
    pub access: Access,
    /// Its parameters.
    pub pairs: Pairs,
    pub(crate) read: ReadAs,
}

/// The response of an action, of its own type.
pub type AnyAnswer = Arc<dyn Any + Send + Sync>;

impl AnyCall {
    /// Lays the types of a call aside.
    pub fn of<A: Action>(call: &A) -> Self {
        let mut pairs = Pairs::new();
        call.encode(&mut pairs);
        Self { action: A::NAME, access: A::ACCESS, pairs, read: read_as::<A::Response> }
    }
}
