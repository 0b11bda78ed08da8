//! The way from a typed call to the WHMCS and back: only its two ends know the types, so that the
//! rest is compiled once and not for every action of every page.

use std::any::Any;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll, ready};

use actions::{Actions, Asked};
use engine::Caller;
use futures::FutureExt as _;
use futures::future::BoxFuture;
use protocol::{Action, Brief};
use remote::{AnyAnswer, AnyCall};

use super::{CallError, Elsewhere, Whmcs, withheld};

/// A call under way; gives the action's response.
#[must_use = "nothing is called before it is awaited"]
pub struct Answering<R> {
    said: BoxFuture<'static, Result<Said, CallError>>,
    /// Knows what the response can do, so that whoever waits need not have it proven again.
    take: fn(Said) -> Option<R>,
}

enum Said {
    /// Ours alone.
    Own(actions::Said),
    /// Others may have asked the same.
    Shared(AnyAnswer),
}

impl<R> Answering<R> {
    /// Asks the WHMCS behind the doors.
    pub(super) fn of<A: Action<Response = R>>(whmcs: &Whmcs, caller: &Caller, call: A) -> Self {
        let caller = caller.clone();
        let said = match whmcs {
            Whmcs::Engine(actions) => ask_engine(actions.clone(), caller, Asked::of(call)),
            Whmcs::Remote(elsewhere) => {
                ask_elsewhere(elsewhere.clone(), caller, AnyCall::of(&call))
            }
        };
        Self { said, take: taken::<A> }
    }

    /// Asks for a part of a response.
    pub(super) fn brief(whmcs: &Whmcs, caller: &Caller, call: R::Of) -> Self
    where
        R: Brief,
    {
        let caller = caller.clone();
        let said = match whmcs {
            Whmcs::Engine(actions) => ask_engine(actions.clone(), caller, Asked::of(call)),
            Whmcs::Remote(elsewhere) => {
                ask_elsewhere(elsewhere.clone(), caller, AnyCall::brief::<R>(&call))
            }
        };
        Self { said, take: taken_brief::<R> }
    }

    /// Nothing is asked.
    pub(crate) fn not(error: CallError) -> Self {
        Self { said: futures::future::ready(Err(error)).boxed(), take: |_| None }
    }
}

/// The response out of what was said; none if it is that of another action.
fn taken<A: Action>(said: Said) -> Option<A::Response> {
    match said {
        Said::Own(said) => (said as Box<dyn Any>).downcast().map(|said| *said).ok(),
        Said::Shared(said) => said.downcast().map(Arc::unwrap_or_clone).ok(),
    }
}

/// The same of what only a part was wanted of: others have read no more than that.
fn taken_brief<B: Brief>(said: Said) -> Option<B> {
    match said {
        Said::Own(_) => taken::<B::Of>(said).map(B::of),
        Said::Shared(said) => said.downcast().map(Arc::unwrap_or_clone).ok(),
    }
}

fn ask_engine(
    actions: Actions,
    caller: Caller,
    asked: Asked,
) -> BoxFuture<'static, Result<Said, CallError>> {
    async move { Ok(Said::Own(actions.call_any(&caller, asked).await?)) }.boxed()
}

fn ask_elsewhere(
    elsewhere: Elsewhere,
    caller: Caller,
    call: AnyCall,
) -> BoxFuture<'static, Result<Said, CallError>> {
    async move {
        let said = elsewhere.call_any(&caller, call).await?;
        Ok(Said::Shared(withheld::from(&caller, said)))
    }
    .boxed()
}

impl<R> Future for Answering<R> {
    type Output = Result<R, CallError>;

    fn poll(mut self: Pin<&mut Self>, cx: &mut Context<'_>) -> Poll<Self::Output> {
        let said = ready!(self.said.poll_unpin(cx));
        // An action is found by its type, so this is never seen.
        let wrong = || CallError::Broken("an action was answered by another".into());
        Poll::Ready(said.and_then(|said| (self.take)(said).ok_or_else(wrong)))
    }
}
