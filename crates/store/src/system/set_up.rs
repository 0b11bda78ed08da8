//! The set-up of an empty installation: its one-use tokens, and the row that says it was done.

use crate::{Conn, Result, args};

/// Keeps the hash of a token until an instant (Unix seconds), and forgets those that are void.
///
/// # Errors
/// When the database fails.
pub async fn add_token(c: &mut Conn, hash: &str, now: i64, expires_at: i64) -> Result<()> {
    c.exec("delete from set_up_tokens where expires_at <= $1", args![now]).await?;
    let sql = "insert into set_up_tokens (hash, expires_at) values ($1, $2)";
    c.exactly(1, sql, args![hash, expires_at]).await
}

/// Whether a token is good, without using it up.
///
/// # Errors
/// When the database fails.
pub async fn is_token(c: &mut Conn, hash: &str, now: i64) -> Result<bool> {
    let sql = "select count(*) from set_up_tokens where hash = $1 and expires_at > $2";
    Ok(c.scalar::<i64>(sql, args![hash, now]).await? == 1)
}

/// Uses all tokens up: the door they open is gone.
///
/// # Errors
/// When the database fails.
pub async fn drop_tokens(c: &mut Conn) -> Result<()> {
    c.exec("delete from set_up_tokens", args![]).await.map(drop)
}

/// Says that it is done; `false` when somebody said so before. Of two at once one waits for the
/// other here.
///
/// # Errors
/// When the database fails.
pub async fn finish(c: &mut Conn, now: i64) -> Result<bool> {
    let sql = "insert into set_up (id, done_at) values (1, $1) on conflict (id) do nothing";
    Ok(c.exec(sql, args![now]).await? == 1)
}

/// Whether nobody works here yet: it was not set up, and there is no member of staff.
///
/// # Errors
/// When the database fails.
pub async fn is_open(c: &mut Conn) -> Result<bool> {
    let sql = "select (select count(*) from set_up) + (select count(*) from staff)";
    Ok(c.scalar::<i64>(sql, args![]).await? == 0)
}
