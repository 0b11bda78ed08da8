//! Where somebody is signed in: noted when a session begins, listed and ended by whoever it is of.
//!
//! Only a WHMCS that has our own actions keeps it. Staff in the place of a user is noted nowhere:
//! it is no session of that user, and none of its own that it could come back to.

use engine::{Caller, Door};
use protocol::{BeginSession, EndSession, EndSessions, GetSessions, OpenSession};

use super::enter::{self, Refused, Tokens};
use super::line::Line;
use super::sender;
use super::token::{Claims, Identity, Role};
use super::who;
use crate::App;
use crate::fault::logged;
use crate::whmcs::CallError;

/// What whoever is logged in may do about its own sessions, whatever its role permits.
const OWN: [&str; 3] = ["GetSessions", "EndSession", "EndSessions"];

/// Notes a session that begins. Whoever came in stays in, whatever becomes of this.
pub(super) async fn note(app: &App, who: &Identity, line: &Line) {
    if line.by.is_some() || !app.whmcs().has_ours().await {
        return;
    }
    let subject = u64::try_from(who.subject).ok();
    let (userid, adminid) = match who.role {
        Role::Client => (subject, None),
        Role::Staff => (None, subject),
    };
    // Staff that is only a client of the WHMCS behind has no number there.
    if subject.is_none() {
        return;
    }
    let (clientip, useragent) = sender::current();
    let call = BeginSession {
        userid,
        adminid,
        session: line.sid.clone(),
        began: Some(line.start),
        until: Some(Claims::refreshed_until(who.role, line, app.0.clock.now())),
        epoch: Some(who.epoch),
        clientip: Some(clientip),
        useragent: Some(useragent),
    };
    match app.whmcs().call(&Caller::system(Door::Rest), call).await {
        Ok(_) | Err(CallError::NotOffered(_)) => {}
        Err(error) => {
            logged(&error);
        }
    }
}

/// Where whoever is logged in is, this session marked.
///
/// # Errors
/// Not offered by a WHMCS that keeps no sessions.
pub(crate) async fn list(
    app: &App,
    claims: &Claims,
    caller: &Caller,
) -> Result<Vec<OpenSession>, CallError> {
    let (userid, adminid) = claims.ids();
    let call = GetSessions { userid, adminid, session: Some(claims.sid.clone()) };
    let found = app.whmcs().call(&about_own(caller), call).await?;
    Ok(found.sessions.0.session.0)
}

/// Ends one of them, which may be this one.
///
/// # Errors
/// Not found when it is none of theirs, or over.
pub(crate) async fn end(
    app: &App,
    claims: &Claims,
    caller: &Caller,
    sessionid: u64,
) -> Result<(), CallError> {
    let (userid, adminid) = claims.ids();
    let call = EndSession { userid, adminid, sessionid };
    let ended = app.whmcs().call(&about_own(caller), call).await;
    app.0.sessions.watch().forget(claims.sub);
    ended.map(drop)
}

/// Ends all but this one, also those that stand in no list. This one goes on with other tokens;
/// `None` when whoever it is may not come in any more.
///
/// # Errors
/// When the WHMCS cannot say.
pub(crate) async fn end_others(
    app: &App,
    claims: &Claims,
    caller: &Caller,
) -> Result<Option<Tokens>, CallError> {
    let (userid, adminid) = claims.ids();
    let call = EndSessions { userid, adminid, session: None };
    let ended = app.whmcs().call(&about_own(caller), call).await;
    app.0.sessions.watch().forget(claims.sub);
    ended?;
    let client = claims.client().map(|(_, client)| client);
    match enter::again(app, claims.role, claims.sub, client).await {
        Ok(Some(who)) => Ok(enter::begun(app, &who, &claims.fork(&*app.0.chance)).await),
        Err(Refused::Call(error)) => Err(error),
        Ok(None) | Err(_) => Ok(None),
    }
}

fn about_own(caller: &Caller) -> Caller {
    who::own(caller, &OWN)
}
