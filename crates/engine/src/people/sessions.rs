//! Sessions whose tokens are good once: where they are, what is asked at each exchange, and their
//! end.
//!
//! An exchange happens every few minutes of every session, so it stands in no log; its misuse does.

use model::people::device;
use model::people::session::{Kept, Shown, Verdict, judge};
use store::people::open_sessions::{self, Noted};
use store::people::{Whose, sessions, staff, users};

use super::log_of;
use crate::{Act, Cx, Fault, Result, invalid, not_found};

/// Longer names are not ours (bytes).
const NAME_BYTES_MAX: usize = 64;
/// An exchange that others come before so often is given up.
const TRIES: usize = 4;
/// More of an address is not kept (characters): the longest of IPv6 with a zone is shorter.
const IP_CHARS_MAX: usize = 64;

/// From where somebody is signed in. Instants are Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Place<'a> {
    /// When the password was given.
    pub began: i64,
    /// Until when the session lasts if it is not renewed.
    pub until: i64,
    /// The epoch of the person, with which it is over.
    pub epoch: i64,
    /// From which address.
    pub ip: &'a str,
    /// What the browser or program says of itself.
    pub agent: &'a str,
}

/// Notes a session that begins.
///
/// # Errors
/// A name that is none of ours.
pub async fn begin(act: &mut Act, whose: Whose, session: &str, place: Place<'_>) -> Result<()> {
    if session.is_empty() || session.len() > NAME_BYTES_MAX {
        return Err(invalid("session", "Parameter 'session' is not a name of ours"));
    }
    note(act, whose, session, place).await
}

/// Of nobody, nothing is noted.
async fn note(act: &mut Act, whose: Whose, session: &str, place: Place<'_>) -> Result<()> {
    let is_somebody = match whose {
        Whose::User(user) => users::by_id(&mut act.conn, user).await?.is_some(),
        Whose::Staff(member) => staff::session(&mut act.conn, member).await?.is_some(),
    };
    if !is_somebody {
        return Ok(());
    }
    let ip: String = place.ip.chars().take(IP_CHARS_MAX).collect();
    let noted = Noted {
        session,
        epoch: place.epoch,
        began_at: place.began,
        seen_at: act.at(),
        expires_at: place.until,
        ip: &ip,
        device: &device::named(place.agent),
    };
    open_sessions::note(&mut act.conn, whose, &noted).await?;
    Ok(())
}

/// Notes that a refresh token is exchanged, and gives the name of the token for which the next one
/// is given; `None` when the session has ended, or ends by this because the token is a copy of one
/// that was used.
///
/// # Errors
/// A name that is none of ours.
pub async fn renew(
    cx: &Cx,
    whose: Whose,
    session: &str,
    shown: Shown<'_>,
    place: Option<Place<'_>>,
) -> Result<Option<String>> {
    for (field, name) in [("session", session), ("token", shown.token), ("parent", shown.parent)] {
        if name.len() > NAME_BYTES_MAX || (name.is_empty() && field != "parent") {
            return Err(invalid(field, format!("Parameter '{field}' is not a name of ours")));
        }
    }
    for _ in 0..TRIES {
        let mut act = cx.act("RenewSession").await?;
        let found = sessions::find(&mut act.conn, session).await?;
        if found.as_ref().is_some_and(|row| row.ended) {
            return Ok(None);
        }
        let kept = found.map(|row| Kept {
            current: row.current,
            previous: row.previous,
            since: row.since,
        });
        let at = act.at();
        let done = match (judge(kept.as_ref(), shown, at), &kept) {
            (Verdict::Again, Some(kept)) => return Ok(Some(kept.current.clone())),
            (Verdict::Reused, _) => {
                end(&mut act, session).await?;
                log_of(&mut act, whose, "A Used Refresh Token Was Shown Again: Session Ended")
                    .await?;
                act.commit().await?;
                return Ok(None);
            }
            (_, Some(kept)) => {
                sessions::advance(&mut act.conn, session, kept, shown.token, at).await?
            }
            (_, None) => sessions::begin(&mut act.conn, session, shown.token, at).await?,
        };
        if done {
            if let Some(place) = place {
                note(&mut act, whose, session, place).await?;
            }
            act.commit().await?;
            return Ok(Some(shown.token.to_owned()));
        }
    }
    Err(Fault::broken(std::io::Error::other("a session was renewed by too many at once")))
}

/// Ends one session; the others of the person go on.
///
/// # Errors
/// When the database fails.
pub async fn end(act: &mut Act, session: &str) -> Result<()> {
    if session.is_empty() || session.len() > NAME_BYTES_MAX {
        return Err(invalid("session", "Parameter 'session' is not a name of ours"));
    }
    let at = act.at();
    sessions::end(&mut act.conn, session, at).await?;
    open_sessions::end(&mut act.conn, session).await?;
    Ok(())
}

/// Ends a session of somebody, by its number in the list.
///
/// # Errors
/// Not found when it has no such session.
pub async fn end_listed(act: &mut Act, whose: Whose, id: i64) -> Result<()> {
    let found = open_sessions::find(&mut act.conn, whose, id).await?;
    let row = found.ok_or_else(|| not_found("Session ID Not Found"))?;
    end(act, &row.session).await?;
    log_of(act, whose, "Ended a Session").await
}
