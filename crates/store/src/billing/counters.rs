//! Counters that leave no gap: a number is taken in the transaction that uses it (B17).

use crate::{Conn, Result, args};

/// Takes the next number of a sequence, from 1. Whoever else wants one waits for the commit.
///
/// # Errors
/// When the database fails.
pub async fn take(c: &mut Conn, name: &str) -> Result<i64> {
    let sql = "insert into counters (name, next) values ($1, 1) on conflict (name) do nothing";
    c.exec(sql, args![name]).await?;
    let sql = "update counters set next = next + 1 where name = $1 returning next - 1";
    c.scalar(sql, args![name]).await
}

/// The number that would be taken next.
///
/// # Errors
/// When the database fails.
pub async fn peek(c: &mut Conn, name: &str) -> Result<i64> {
    let next = c.maybe_scalar("select next from counters where name = $1", args![name]).await?;
    Ok(next.unwrap_or(1))
}
