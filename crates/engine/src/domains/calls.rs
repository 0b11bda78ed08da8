//! Has a registrar register, transfer or renew a name, so that it is bought once whatever crashes
//! or times out.
//!
//! Three steps: an act writes the call down ([`begin`]), the registrar is asked outside of any
//! transaction ([`ask`]), a second act writes down what came of it ([`outcome`]). A call without
//! an outcome blocks the name for other calls; whoever takes it up asks the registrar what became
//! of it before doing anything.

mod ask;
mod begin;
mod outcome;
mod words;

use model::ids::DomainId;
use store::Conn;
pub use store::domains::calls::CallAction;
use store::domains::calls::{self, CallRow};
use store::domains::names::DomainRow;

use crate::{Cx, Result, not_now};

pub(crate) use ask::ask;
pub(crate) use begin::{Begun, begin, take_up};
pub(crate) use outcome::write_down;
pub(super) use words::{REGISTERED, TRANSFER_FAILED, TRANSFERRED, act_name, queue_word};

/// How long a call is held by the one who makes it: asking twice, and writing down.
pub(crate) const HOLD_SECONDS: i64 = 90;

/// What to do about a name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// What.
    pub action: CallAction,
    /// For how many years; those of the domain if absent.
    pub years: Option<i64>,
    /// Language of an international name, or empty.
    pub idn_language: String,
    /// What asks for it; the same occasion is granted once. Empty for people.
    pub occasion: String,
}

impl Request {
    /// An action that needs nothing else.
    #[must_use]
    pub fn of(action: CallAction) -> Self {
        Self { action, years: None, idn_language: String::new(), occasion: String::new() }
    }
}

/// What came of a request that did not fail.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Ran {
    /// It is done.
    Done,
    /// The registrar has begun; a job looks when it is done.
    Pending,
}

/// Whether whoever ordered a transfer may try it again, with another code.
///
/// # Errors
/// Not-now unless the registrar has refused it: what was not paid is not tried.
pub async fn check_again(c: &mut Conn, row: &DomainRow) -> Result<()> {
    let latest = calls::latest(c, row.id).await?;
    let ended = |call: &CallRow| matches!(&*call.outcome, "refused" | "failed" | "never arrived");
    match latest.filter(|call| call.action == CallAction::Transfer && ended(call)) {
        Some(_) => Ok(()),
        None => Err(not_now("A transfer is begun anew only when it was refused")),
    }
}

/// Registers, transfers or renews a name and waits for the outcome.
///
/// # Errors
/// `Domain Not Found`; not-now while another call of the name is under way or its status does not
/// fit; the registrar's own words.
pub async fn run(cx: &Cx, domain: DomainId, request: &Request) -> Result<Ran> {
    // At most one call of another kind can be in the way: once it is settled, the way is free.
    for _ in 0..2 {
        match begin(cx, domain, request).await? {
            Begun::Ready(call) => {
                let answer = ask(&cx.engine, &call).await;
                return write_down(cx, &call, answer).await;
            }
            Begun::InTheWay(earlier) => {
                let answer = ask(&cx.engine, &earlier).await;
                let settled = write_down(cx, &earlier, answer).await;
                tracing::info!(domain = domain.0, ?settled, "an earlier call was settled");
            }
            Begun::Granted => return Ok(Ran::Done),
        }
    }
    Err(not_now(begin::UNDER_WAY))
}
