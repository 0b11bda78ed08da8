//! Asking the module, outside of any transaction.

use std::time::Duration;

use jiff::SignedDuration;
use model::system::breaker::End;
use ports::PortError;
use ports::provisioning::{ProvisionOutcome, ServiceChanges};

use super::CALL_SECONDS;
use super::begin::{Call, Patience};
use crate::Engine;
use crate::jobs::within;

const CALL_DEADLINE: Duration = Duration::from_secs(CALL_SECONDS);

/// What came back.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Answer {
    /// It is done.
    Done(ServiceChanges),
    /// It is under way at the other side.
    Pending {
        /// The other side's id of the task.
        reference: String,
    },
    /// Final: the other side, or our own settings, said no.
    Refused(String),
    /// It surely did not happen; it may be asked for again.
    NotDone(String),
    /// It never arrived, and was not to be repeated.
    NeverArrived,
    /// Nobody knows; ask what became of it.
    Unknown(String),
    /// All places at the server are taken; nothing was asked.
    Busy,
    /// The server failed again and again and is left alone for so long; nothing was asked.
    LeftAlone(SignedDuration),
}

/// Waits for a place at the server and asks.
pub(crate) async fn ask(engine: &Engine, call: &Call, patience: Patience) -> Answer {
    let targets = engine.targets();
    let place = match patience {
        Patience::ComeBack => targets.try_enter(&call.target),
        Patience::Wait => within(CALL_DEADLINE, targets.enter(&call.target)).await.flatten(),
    };
    let Some(place) = place else { return Answer::Busy };
    let pass = match targets.admit(&call.target, engine.now()) {
        Ok(pass) => pass,
        Err(wait) => return Answer::LeftAlone(wait),
    };
    let answer = within(CALL_DEADLINE, ask_module(call)).await;
    drop(place);
    let answer = answer
        .unwrap_or_else(|| Answer::Unknown(format!("No answer within {CALL_SECONDS} seconds")));
    pass.ended(match &answer {
        Answer::Unknown(_) | Answer::NotDone(_) => End::Failed,
        _ => End::Answered,
    });
    answer
}

async fn ask_module(call: &Call) -> Answer {
    if call.resumed {
        match call.module.look_up(&call.action, &call.briefing).await {
            Ok(Some(outcome)) => return of_outcome(outcome),
            Ok(None) if !call.repeat => return Answer::NeverArrived,
            Ok(None) => {}
            // Not even whether we may ask again is known.
            Err(error) => return Answer::Unknown(error.to_string()),
        }
    }
    match call.module.run(&call.action, &call.briefing).await {
        Ok(outcome) => of_outcome(outcome),
        Err(PortError::Unknown { cause, why, .. }) => Answer::Unknown(format!("{cause}: {why}")),
        Err(error @ PortError::NotSent { .. }) => Answer::NotDone(error.to_string()),
        Err(error) => Answer::Refused(error.to_string()),
    }
}

fn of_outcome(outcome: ProvisionOutcome) -> Answer {
    match outcome {
        ProvisionOutcome::Done(changes) => Answer::Done(changes),
        ProvisionOutcome::Pending { reference } => Answer::Pending { reference },
        ProvisionOutcome::Refused(refused) => Answer::Refused(refused.message),
        ProvisionOutcome::Unsupported => Answer::Refused("Module function not supported".into()),
    }
}
