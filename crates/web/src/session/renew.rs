//! A session goes on with its refresh token, which is good once, or ends.

use engine::{Caller, Door};
use jiff::{SignedDuration, Timestamp};
use model::people::session::{Kept, Shown, Verdict, judge};
use protocol::{EndSessions, RenewSession};

use super::enter::{Refused, Tokens, again, tokens_of};
use super::line::Line;
use super::remembered::Remembered;
use super::sender;
use super::token::{Claims, Identity};
use super::who::stands_in;
use crate::App;
use crate::whmcs::CallError;

/// No session is older, whatever is done with it.
const REMEMBERED: SignedDuration = SignedDuration::from_hours(181 * 24);

/// Sessions before a WHMCS that keeps nothing of them: what this node saw since it was started.
pub(crate) struct Seen(Remembered<String, Option<Kept>>);

impl Default for Seen {
    fn default() -> Self {
        Self(Remembered::new(REMEMBERED))
    }
}

impl Seen {
    /// Whether a session was ended here.
    pub(crate) fn is_over(&self, session: &str, now: Timestamp) -> bool {
        !session.is_empty() && matches!(self.0.get(session, now), Some(None))
    }

    fn end(&self, session: &str, now: Timestamp) {
        self.0.put(session.to_owned(), None, now);
    }

    /// Notes that a refresh token is exchanged; the token for which the next one is given, or
    /// `None` when the session is over.
    fn renew(&self, claims: &Claims, now: Timestamp) -> Option<String> {
        let (session, at) = (claims.sid.clone(), now.as_second());
        let kept = match self.0.get(&session, now) {
            Some(None) => return None,
            found => found.flatten(),
        };
        let shown = Shown { token: &claims.jti, parent: &claims.parent };
        match (judge(kept.as_ref(), shown, at), kept) {
            (Verdict::Again, Some(kept)) => Some(kept.current),
            (Verdict::Reused, _) => {
                self.end(&session, now);
                None
            }
            (_, kept) => {
                let previous = kept.map(|kept| kept.current).unwrap_or_default();
                let kept = Kept { current: claims.jti.clone(), previous, since: at };
                self.0.put(session, Some(kept), now);
                Some(claims.jti.clone())
            }
        }
    }
}

/// Somebody whose session goes on.
pub(crate) struct Renewed {
    who: Identity,
    line: Line,
}

impl Renewed {
    /// The next pair of tokens.
    pub(crate) fn tokens(&self, app: &App) -> Option<Tokens> {
        tokens_of(app, &self.who, &self.line)
    }
}

/// Exchanges a refresh token: the person is looked at again. `None` when the session is over, which
/// it is with its account, its ties, its epoch, and when a copy of a used token is shown.
pub(crate) async fn renew(app: &App, claims: &Claims) -> Result<Option<Renewed>, CallError> {
    let client = claims.client().map(|(_, client)| client);
    let who = match again(app, claims.role, claims.sub, client).await {
        Ok(who) => who.filter(|who| who.epoch == claims.epoch),
        Err(Refused::Call(error)) => return Err(error),
        Err(_) => None,
    };
    let Some(who) = who else { return Ok(None) };
    if !stands_in(app, claims).await? {
        return Ok(None);
    }
    // Tokens of before this was kept are of no session.
    if claims.sid.is_empty() {
        return Ok(Some(Renewed { who, line: claims.fork(&*app.0.chance) }));
    }
    let Some(parent) = exchanged(app, claims).await? else { return Ok(None) };
    Ok(Some(Renewed { who, line: Line { parent, ..claims.line() } }))
}

async fn exchanged(app: &App, claims: &Claims) -> Result<Option<String>, CallError> {
    let (userid, adminid) = claims.ids();
    let line = claims.line();
    let (clientip, useragent) = sender::current();
    // Staff in the place of a user stands in no list.
    let until = match line.by {
        Some(_) => None,
        None => Some(Claims::refreshed_until(claims.role, &line, app.0.clock.now())),
    };
    let call = RenewSession {
        userid,
        adminid,
        session: claims.sid.clone(),
        token: claims.jti.clone(),
        parent: Some(claims.parent.clone()).filter(|parent| !parent.is_empty()),
        began: Some(claims.start),
        until,
        epoch: Some(claims.epoch),
        clientip: Some(clientip),
        useragent: Some(useragent),
    };
    match app.whmcs().call(&Caller::system(Door::Rest), call).await {
        Ok(said) if said.active.0 => Ok(Some(said.parent.to_string())),
        Ok(_) => {
            app.0.sessions.watch().forget(claims.sub);
            Ok(None)
        }
        Err(CallError::NotOffered(_)) => Ok(app.0.sessions.seen().renew(claims, app.0.clock.now())),
        Err(error) => Err(error),
    }
}

/// Ends a session: its tokens are good for nothing from now on, whoever has a copy of them.
pub(crate) async fn end(app: &App, claims: &Claims) -> Result<(), CallError> {
    if claims.sid.is_empty() {
        return Ok(());
    }
    let (userid, adminid) = claims.ids();
    let call = EndSessions { userid, adminid, session: Some(claims.sid.clone()) };
    let ended = app.whmcs().call(&Caller::system(Door::Rest), call).await;
    app.0.sessions.watch().forget(claims.sub);
    match ended {
        Err(CallError::NotOffered(_)) => {
            app.0.sessions.seen().end(&claims.sid, app.0.clock.now());
            Ok(())
        }
        ended => ended.map(drop),
    }
}
