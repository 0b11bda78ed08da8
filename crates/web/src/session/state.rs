//! Whether a session may still go on: what the WHMCS says of the person, some seconds old at most.

use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};

use engine::{Caller, Door};
use jiff::{SignedDuration, Timestamp};
use model::ids::{ClientId, StaffId, UserId};
use protocol::{GetSessionState, GetSessionStateResponse};

use super::token::Claims;
use crate::whmcs::{CallError, Whmcs};

/// How long an answer is believed.
const BELIEVED: SignedDuration = SignedDuration::from_secs(2);
/// How long it is believed that the WHMCS has no such action.
const UNKNOWN_BELIEVED: SignedDuration = SignedDuration::from_mins(5);
/// Sessions remembered at once.
const SESSIONS_MAX: usize = 50_000;

/// Whose session.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Whose {
    /// A user, acting for a client if any.
    User(UserId, Option<ClientId>),
    /// A member of staff.
    Staff(StaffId),
}

impl Whose {
    pub(crate) fn of(claims: &Claims) -> Option<Self> {
        let client = claims.client().map(|(_, client)| client);
        let user = claims.user().map(|user| Self::User(user, client));
        user.or_else(|| claims.staff().map(Self::Staff))
    }
}

/// What the WHMCS says now.
///
/// # Errors
/// Not offered by a WHMCS that has no such action.
pub(crate) async fn ask(whmcs: &Whmcs, whose: Whose) -> Result<GetSessionStateResponse, CallError> {
    let number = |id: i64| Some(u64::try_from(id).unwrap_or(0));
    let call = match whose {
        Whose::User(user, client) => GetSessionState {
            userid: number(user.0),
            clientid: client.and_then(|client| number(client.0)),
            adminid: None,
        },
        Whose::Staff(staff) => {
            GetSessionState { adminid: number(staff.0), ..GetSessionState::default() }
        }
    };
    whmcs.call(&Caller::system(Door::Rest), call).await
}

/// Answers of the last seconds.
#[derive(Default)]
pub(crate) struct Watch(Mutex<Seen>);

#[derive(Default)]
struct Seen {
    by_person: HashMap<Whose, (Timestamp, GetSessionStateResponse)>,
    /// Until when the WHMCS is taken for one that cannot say.
    mute_until: Option<Timestamp>,
}

impl Watch {
    /// What the WHMCS says, some seconds old at most; `None` for a WHMCS that cannot say: then a
    /// session is looked at again when it is refreshed.
    pub(crate) async fn look(
        &self,
        whmcs: &Whmcs,
        whose: Whose,
        now: Timestamp,
    ) -> Result<Option<GetSessionStateResponse>, CallError> {
        {
            let seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
            if seen.mute_until.is_some_and(|until| now < until) {
                return Ok(None);
            }
            let fresh = |at: &Timestamp| now.duration_since(*at).abs() < BELIEVED;
            if let Some((_, state)) = seen.by_person.get(&whose).filter(|(at, _)| fresh(at)) {
                return Ok(Some(state.clone()));
            }
        }
        let answer = ask(whmcs, whose).await;
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        match answer {
            Ok(state) => {
                if seen.by_person.len() >= SESSIONS_MAX {
                    seen.by_person.clear();
                }
                seen.by_person.insert(whose, (now, state.clone()));
                Ok(Some(state))
            }
            Err(CallError::NotOffered(_)) => {
                seen.mute_until = now.checked_add(UNKNOWN_BELIEVED).ok();
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Forgets a person after something changed here.
    pub(crate) fn forget(&self, subject: i64) {
        let mut seen = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        seen.by_person.retain(|whose, _| match whose {
            Whose::User(user, _) => user.0 != subject,
            Whose::Staff(staff) => staff.0 != subject,
        });
    }
}
