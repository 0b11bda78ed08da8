//! Sessions that were renewed or ended: the refresh token that was shown last, by its name.

use model::people::session::Kept;

use crate::{Conn, Result, Row, args};

/// A session that was renewed or ended.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct SessionRow {
    /// The token that was shown last.
    pub current: String,
    /// The one before it.
    pub previous: String,
    /// Since when it is like this, in Unix seconds.
    pub since: i64,
    /// Whether the session is over.
    pub ended: bool,
}

/// A session; `None` for one that was never renewed nor ended.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, id: &str) -> Result<Option<SessionRow>> {
    let sql = "select current, previous, since, ended from sessions where id = $1";
    c.maybe(sql, args![id]).await
}

/// Notes the first token that is shown; `false` when another one was first.
///
/// # Errors
/// When the database fails.
pub async fn begin(c: &mut Conn, id: &str, token: &str, at: i64) -> Result<bool> {
    let sql = "insert into sessions (id, current, previous, since, ended)
        values ($1, $2, '', $3, 0) on conflict (id) do nothing";
    Ok(c.exec(sql, args![id, token, at]).await? == 1)
}

/// Makes a token the current one; `false` when another one became it meanwhile, or the session
/// ended.
///
/// # Errors
/// When the database fails.
pub async fn advance(c: &mut Conn, id: &str, from: &Kept, token: &str, at: i64) -> Result<bool> {
    let sql = "update sessions set current = $3, previous = current, since = $4
        where id = $1 and current = $2 and ended = 0";
    Ok(c.exec(sql, args![id, &from.current, token, at]).await? == 1)
}

/// Ends a session, whether it was renewed before or not.
///
/// # Errors
/// When the database fails.
pub async fn end(c: &mut Conn, id: &str, at: i64) -> Result<()> {
    let sql = "insert into sessions (id, current, previous, since, ended)
        values ($1, '', '', $2, 1) on conflict (id) do update set ended = 1, since = $2";
    c.exactly(1, sql, args![id, at]).await
}
