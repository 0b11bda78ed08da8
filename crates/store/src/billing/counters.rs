//! Counters that leave no gap: a number is taken in the transaction that uses it (B17).

use crate::{Conn, Result, args};

/// Takes the next number of a sequence, from 1. Whoever else wants one waits for the commit.
///
/// # Errors
/// When the database fails.
pub async fn take(c: &mut Conn, name: &str) -> Result<i64> {
    take_many(c, name, 1).await
}

/// Takes so many numbers of a sequence that follow each other; the first of them.
///
/// # Errors
/// When the database fails.
pub async fn take_many(c: &mut Conn, name: &str, count: usize) -> Result<i64> {
    let sql = "insert into counters (name, next) values ($1, cast($2 as bigint) + 1)
        on conflict (name) do update set next = counters.next + $2 returning next - $2";
    c.scalar(sql, args![name, i64::try_from(count).unwrap_or(i64::MAX)]).await
}

/// The number that would be taken next.
///
/// # Errors
/// When the database fails.
pub async fn peek(c: &mut Conn, name: &str) -> Result<i64> {
    let next = c.maybe_scalar("select next from counters where name = $1", args![name]).await?;
    Ok(next.unwrap_or(1))
}

/// Has a sequence go on with this number, if it has not come as far.
///
/// # Errors
/// When the database fails.
pub async fn at_least(c: &mut Conn, name: &str, next: i64) -> Result<()> {
    let sql = "insert into counters (name, next) values ($1, $2)
        on conflict (name) do update set next = excluded.next where counters.next < excluded.next";
    c.exec(sql, args![name, next]).await.map(drop)
}
