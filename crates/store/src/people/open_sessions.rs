//! Where somebody is signed in: since when, last seen, address and device.

use model::ids::{StaffId, UserId};

use super::Whose;
use crate::{Conn, Result, Row, args};

/// Rows of a list; whoever has more sees those that were used last.
const LISTED_MAX: i64 = 100;

/// A session that goes on. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct OpenSessionRow {
    /// Its number.
    pub id: i64,
    /// The session, by its name in the tokens.
    pub session: String,
    /// The user, or a member of staff.
    pub user_id: Option<UserId>,
    /// The member of staff, or a user.
    pub staff_id: Option<StaffId>,
    /// The epoch of the person, with which it is over.
    pub epoch: i64,
    /// When the password was given.
    pub began_at: i64,
    /// When it was renewed last.
    pub seen_at: i64,
    /// Until when it lasts if it is not renewed.
    pub expires_at: i64,
    /// The address it was seen at last.
    pub ip: String,
    /// Browser and system; empty where that is not known.
    pub device: String,
}

/// What is noted of a session. Instants are Unix seconds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Noted<'a> {
    /// The session.
    pub session: &'a str,
    /// The epoch of the person.
    pub epoch: i64,
    /// When the password was given.
    pub began_at: i64,
    /// Now.
    pub seen_at: i64,
    /// Until when it lasts if it is not renewed.
    pub expires_at: i64,
    /// From which address.
    pub ip: &'a str,
    /// Browser and system.
    pub device: &'a str,
}

/// Notes a session that begins or goes on.
///
/// # Errors
/// A constraint when there is no such person.
pub async fn note(c: &mut Conn, whose: Whose, noted: &Noted<'_>) -> Result<()> {
    let (user, staff) = whose.ids();
    let sql = "insert into open_sessions (session, user_id, staff_id, epoch, began_at, seen_at,
        expires_at, ip, device) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)
        on conflict (session) do update set epoch = excluded.epoch, seen_at = excluded.seen_at,
            expires_at = excluded.expires_at, ip = excluded.ip, device = excluded.device";
    let values = args![
        noted.session,
        user,
        staff,
        noted.epoch,
        noted.began_at,
        noted.seen_at,
        noted.expires_at,
        noted.ip,
        noted.device,
    ];
    c.exactly(1, sql, values).await
}

/// Where somebody is signed in at an instant (Unix seconds), the one seen last first.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, whose: Whose, at: i64) -> Result<Vec<OpenSessionRow>> {
    let (user, staff) = whose.ids();
    let sql = "select * from open_sessions where expires_at > $3
            and ((user_id = $1 and epoch = (select epoch from users where id = $1))
                or (staff_id = $2 and epoch = (select epoch from staff where id = $2)))
        order by seen_at desc, id desc limit $4";
    c.all(sql, args![user, staff, at, LISTED_MAX]).await
}

/// A session of somebody, by its number.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, whose: Whose, id: i64) -> Result<Option<OpenSessionRow>> {
    let (user, staff) = whose.ids();
    let sql = "select * from open_sessions where id = $1 and (user_id = $2 or staff_id = $3)";
    c.maybe(sql, args![id, user, staff]).await
}

/// Takes a session that is over off the list, if it stands there.
///
/// # Errors
/// When the database fails.
pub async fn end(c: &mut Conn, session: &str) -> Result<()> {
    c.exec("delete from open_sessions where session = $1", args![session]).await.map(drop)
}

/// Takes all sessions of a user off the list.
///
/// # Errors
/// When the database fails.
pub(super) async fn forget(c: &mut Conn, user: UserId) -> Result<()> {
    c.exec("delete from open_sessions where user_id = $1", args![user]).await.map(drop)
}
