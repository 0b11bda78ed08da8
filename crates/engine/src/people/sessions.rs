//! Sessions whose tokens are good once: what is asked at each exchange, and their end.
//!
//! An exchange happens every few minutes of every session, so it stands in no log; its misuse does.

use model::people::session::{Kept, Shown, Verdict, judge};
use store::people::{Whose, sessions};

use super::log_of;
use crate::{Act, Cx, Fault, Result, invalid};

/// Longer names are not ours (bytes).
const NAME_BYTES_MAX: usize = 64;
/// An exchange that others come before so often is given up.
const TRIES: usize = 4;

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
    Ok(())
}
