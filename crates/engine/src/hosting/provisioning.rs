//! Has a module do something to a service, so that it is done once whatever crashes or times out.
//!
//! Three steps: an act writes the call down ([`begin`]), the module is asked outside of any
//! transaction ([`ask`]), a second act writes down what came of it ([`outcome`]). A call without
//! an outcome blocks the service for other actions; whoever takes it up asks the module what
//! became of it before doing anything (security I35, I37).

mod ask;
mod begin;
mod briefing;
mod outcome;
mod words;

use std::collections::BTreeMap;
use std::time::{Duration, Instant};

use jiff::SignedDuration;
use model::ids::ServiceId;
pub use ports::provisioning::{ProvisionerCapabilities, ServiceAction};

use crate::jobs::is_left_alone;
use crate::{Cx, Result, not_now};

pub(crate) use ask::ask;
pub use begin::client_actions;
pub(crate) use begin::{Begun, Patience, begin, check_caller, module_of, take_up, target_of};
pub(crate) use briefing::{Input, of as briefing, server_call};
pub(crate) use outcome::{in_the_books, pretend, write_down};
pub use words::queue_word;

/// How long a module may take for one call.
pub(crate) const CALL_SECONDS: u64 = 30;
/// How long a call is held by the one who makes it: waiting for a place, asking, writing down.
pub(crate) const HOLD_SECONDS: i64 = 90;

/// How often a creation that somebody else began is looked at.
const LOOK_AGAIN: Duration = Duration::from_millis(50);

/// What to do to a service.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What.
    pub action: ServiceAction,
    /// Why it is suspended.
    pub reason: Option<String>,
    /// The new password; the present one if absent.
    pub password: Option<String>,
    /// Further values for a custom action.
    pub extra: BTreeMap<String, String>,
    /// Whether the client is told nothing of it.
    pub quiet: bool,
}

impl Request {
    /// An action that needs nothing else.
    #[must_use]
    pub fn of(action: ServiceAction) -> Self {
        Self { action, reason: None, password: None, extra: BTreeMap::new(), quiet: false }
    }
}

/// What came of a request that did not fail.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Ran {
    /// It is done.
    Done {
        /// Where the browser goes next (a console).
        link: Option<String>,
    },
    /// The other side has begun; a job writes down when it is done.
    Pending,
}

/// Does something to a service and waits for the outcome.
///
/// # Errors
/// `Service ID not found`, `Service not assigned to a module`, `Module Not Found`; not-now while
/// another action of the service is under way or its state does not fit; the module's own words.
pub async fn run(cx: &Cx, service: ServiceId, request: &Request) -> Result<Ran> {
    match attempt(cx, service, request, Patience::Wait).await? {
        Attempt::Ran(ran) => Ok(ran),
        Attempt::Busy => Err(not_now("The server is busy, please try again later")),
        Attempt::LeftAlone(wait) => Err(is_left_alone("server", wait)),
    }
}

/// Has a service created, unless it is already; a creation that somebody else began meanwhile, as
/// the payment of its invoice does, is waited for.
///
/// # Errors
/// As [`run`].
pub async fn create(cx: &Cx, service: ServiceId, quiet: bool) -> Result<()> {
    let request = Request { quiet, ..Request::of(ServiceAction::Create) };
    let until = Instant::now() + Duration::from_secs(CALL_SECONDS);
    loop {
        let said = match run(cx, service, &request).await {
            Ok(_) => return Ok(()),
            Err(said) => said,
        };
        // By the words alone: they may tell of what is committed with others, unseen by readers.
        match said.refusal().map(|refusal| &*refusal.said) {
            Some(begin::CREATED) => return Ok(()),
            Some(begin::UNDER_WAY) if Instant::now() < until => {}
            _ => return Err(said),
        }
        tokio::time::sleep(LOOK_AGAIN).await;
    }
}

/// What came of an attempt.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Attempt {
    /// It was carried out.
    Ran(Ran),
    /// All places at the server are taken; nothing was asked.
    Busy,
    /// The server is left alone for so long; nothing was asked.
    LeftAlone(SignedDuration),
}

/// [`run`] for callers that can come back later when the server has no place free.
pub(crate) async fn attempt(
    cx: &Cx,
    service: ServiceId,
    request: &Request,
    patience: Patience,
) -> Result<Attempt> {
    // At most one call of another action can be in the way: once it is settled, the way is free.
    for _ in 0..2 {
        match begin(cx, service, request).await? {
            Begun::Ready(call) => {
                let answer = ask(&cx.engine, &call, patience).await;
                return write_down(cx, &call, answer).await;
            }
            Begun::InTheWay(earlier) => {
                let answer = ask(&cx.engine, &earlier, patience).await;
                let settled = write_down(cx, &earlier, answer).await;
                tracing::info!(service = service.0, ?settled, "an earlier call was settled");
            }
        }
    }
    Err(not_now(begin::UNDER_WAY))
}
