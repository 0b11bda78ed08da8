//! Whether a session may still go on: what the WHMCS says of the person, some seconds old at most.

use engine::{Caller, Door};
use jiff::{SignedDuration, Timestamp};
use model::ids::{ClientId, StaffId, UserId};
use protocol::{GetSessionState, GetSessionStateResponse};

use super::remembered::Remembered;
use super::token::Claims;
use crate::whmcs::{CallError, Whmcs};

/// How long an answer is believed.
const BELIEVED: SignedDuration = SignedDuration::from_secs(2);
/// How long it is believed that the WHMCS has no such action.
const MUTE_BELIEVED: SignedDuration = SignedDuration::from_mins(5);

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

    /// Whether this is staff because it owns a client of a certain group.
    async fn is_by_group(self, whmcs: &Whmcs) -> Result<bool, CallError> {
        match self {
            Self::Staff(_) => whmcs.has_staff_by_group().await,
            Self::User(..) => Ok(false),
        }
    }

    fn subject(self) -> i64 {
        match self {
            Self::User(user, _) => user.0,
            Self::Staff(staff) => staff.0,
        }
    }
}

/// What the WHMCS says now.
///
/// # Errors
/// Not offered by a WHMCS that has no such action.
pub(crate) async fn ask(whmcs: &Whmcs, whose: Whose) -> Result<GetSessionStateResponse, CallError> {
    told(whmcs, whose, None, whose.is_by_group(whmcs).await?).await
}

/// The same where it is known whether this is staff by the group of a client.
async fn told(
    whmcs: &Whmcs,
    whose: Whose,
    session: Option<String>,
    by_group: bool,
) -> Result<GetSessionStateResponse, CallError> {
    if let Whose::Staff(staff) = whose
        && by_group
    {
        return whmcs.staff_by_group(staff).await;
    }
    let number = |id: i64| Some(u64::try_from(id).unwrap_or(0));
    let call = match whose {
        Whose::User(user, client) => GetSessionState {
            userid: number(user.0),
            clientid: client.and_then(|client| number(client.0)),
            adminid: None,
            session,
        },
        Whose::Staff(staff) => {
            GetSessionState { adminid: number(staff.0), session, ..GetSessionState::default() }
        }
    };
    whmcs.call(&Caller::system(Door::Rest), call).await
}

/// Answers of the last seconds.
pub(crate) struct Watch {
    states: Remembered<(Whose, String), GetSessionStateResponse>,
    /// Set while the WHMCS is taken for one that cannot say.
    mute: Remembered<(), ()>,
}

impl Default for Watch {
    fn default() -> Self {
        Self { states: Remembered::new(BELIEVED), mute: Remembered::new(MUTE_BELIEVED) }
    }
}

impl Watch {
    /// What the WHMCS says, some seconds old at most; `None` for a WHMCS that cannot say: then a
    /// session is looked at again when it is refreshed.
    pub(crate) async fn look(
        &self,
        whmcs: &Whmcs,
        whose: Whose,
        session: &str,
        now: Timestamp,
    ) -> Result<Option<GetSessionStateResponse>, CallError> {
        // Of users one that has no such action can say nothing, and nothing is known of them.
        if matches!(whose, Whose::User(..)) && self.mute.get(&(), now).is_some() {
            return Ok(None);
        }
        let key = (whose, session.to_owned());
        if let Some(state) = self.states.get(&key, now) {
            return Ok(Some(state));
        }
        // Of staff every WHMCS can say it where clients are staff.
        let by_group = whose.is_by_group(whmcs).await?;
        if !by_group && self.mute.get(&(), now).is_some() {
            return Ok(None);
        }
        let session = Some(session.to_owned()).filter(|session| !session.is_empty());
        match told(whmcs, whose, session, by_group).await {
            Ok(state) => {
                self.states.put(key, state.clone(), now);
                Ok(Some(state))
            }
            Err(CallError::NotOffered(_)) => {
                self.mute.put((), (), now);
                Ok(None)
            }
            Err(error) => Err(error),
        }
    }

    /// Forgets a person after something changed here.
    pub(crate) fn forget(&self, subject: i64) {
        self.states.forget(|(whose, _)| whose.subject() == subject);
    }
}
