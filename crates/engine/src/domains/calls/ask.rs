//! Asking the registrar, outside of any transaction.

use std::time::Duration;

use jiff::civil::Date;
use model::system::breaker::End;
use ports::PortError;
use ports::registrar::{Answer as Registrars, DomainDone, DomainSync, DomainSyncState};
use store::domains::calls::CallAction;

use super::begin::{Call, Wish};
use crate::Engine;
use crate::domains::registrars::CALL_SECONDS;
use crate::jobs::targets::{LEFT_ALONE, registrar};
use crate::jobs::within;

const CALL_DEADLINE: Duration = Duration::from_secs(CALL_SECONDS);

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// The name is ours until then.
    Done {
        /// The new expiry, if the registrar told it.
        expires_on: Option<Date>,
    },
    /// It is under way at the registrar.
    Pending {
        /// The registrar's id of the task.
        reference: String,
    },
    /// Final: the registrar, or our own settings, said no.
    Refused(String),
    /// It surely did not happen; it may be asked for again.
    NotDone(String),
    /// It never arrived, and was not to be repeated.
    NeverArrived,
    /// Nobody knows; ask what became of it.
    Unknown(String),
}

/// Asks, unless the registrar is left alone.
pub(crate) async fn ask(engine: &Engine, call: &Call) -> Answer {
    let target = registrar(call.registrar.capabilities().module);
    let pass = match engine.targets().admit(&target, engine.now()) {
        Ok(pass) => pass,
        // What was begun before may have arrived.
        Err(_) if call.resumed => return Answer::Unknown(LEFT_ALONE.to_owned()),
        Err(_) => return Answer::NotDone(LEFT_ALONE.to_owned()),
    };
    let answer = ask_registrar(call).await;
    pass.ended(match &answer {
        Answer::Unknown(_) | Answer::NotDone(_) => End::Failed,
        _ => End::Answered,
    });
    answer
}

/// Asks; a call that somebody began before is looked up first.
async fn ask_registrar(call: &Call) -> Answer {
    if call.resumed {
        match within(CALL_DEADLINE, call.registrar.sync(&call.domain)).await {
            Some(Ok(found)) => match became_of(call, found) {
                Some(answer) => return answer,
                None if !call.repeat => return Answer::NeverArrived,
                None => {}
            },
            // Not even whether we may ask again is known.
            Some(Err(error)) => return Answer::Unknown(error.to_string()),
            None => return no_answer(),
        }
    }
    let asking = match &call.wish {
        Wish::Register(wish) => call.registrar.register(wish.clone()),
        Wish::Transfer(wish) => call.registrar.transfer(wish.clone()),
        Wish::Renew(wish) => call.registrar.renew(wish.clone()),
    };
    within(CALL_DEADLINE, asking).await.map_or_else(no_answer, of_result)
}

fn no_answer() -> Answer {
    Answer::Unknown(format!("No answer within {CALL_SECONDS} seconds"))
}

fn of_result(result: Result<Registrars<DomainDone>, PortError>) -> Answer {
    match result {
        Ok(Ok(DomainDone::Done { expires_on })) => Answer::Done { expires_on },
        Ok(Ok(DomainDone::Pending { reference })) => Answer::Pending { reference },
        Ok(Err(refused)) => Answer::Refused(refused.message),
        Err(PortError::Unknown { cause, why, .. }) => Answer::Unknown(format!("{cause}: {why}")),
        Err(error @ PortError::NotSent { .. }) => Answer::NotDone(error.to_string()),
        Err(error) => Answer::Refused(error.to_string()),
    }
}

/// What the state of the name says about a call without an answer; `None` when it never arrived.
fn became_of(call: &Call, found: Option<DomainSync>) -> Option<Answer> {
    let DomainSync { state, expires_on } = found?;
    let pending = || Some(Answer::Pending { reference: String::new() });
    match (call.row.action, state) {
        (CallAction::Renew, _) if expires_on > call.row.expires_before => {
            Some(Answer::Done { expires_on })
        }
        (CallAction::Renew, _) => None,
        (_, DomainSyncState::Active) => Some(Answer::Done { expires_on }),
        (CallAction::Transfer, DomainSyncState::TransferPending) => pending(),
        (CallAction::Transfer, DomainSyncState::TransferFailed { why }) => {
            Some(Answer::Refused(why))
        }
        _ => None,
    }
}
