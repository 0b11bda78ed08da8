//! Addresses that are turned away for a time.

use crate::{Conn, Result, args};

/// Bans an address until an instant; gives the ban's number.
///
/// # Errors
/// When the database fails.
pub async fn insert(
    c: &mut Conn,
    ip: &str,
    reason: &str,
    now: i64,
    expires_at: i64,
) -> Result<i64> {
    let sql = "insert into banned_ips (ip, reason, created_at, expires_at)
        values ($1, $2, $3, $4) returning id";
    c.scalar(sql, args![ip, reason, now, expires_at]).await
}

/// Why an address is banned now; `None` when it is not.
///
/// # Errors
/// When the database fails.
pub async fn reason(c: &mut Conn, ip: &str, now: i64) -> Result<Option<String>> {
    let sql = "select reason from banned_ips where ip = $1 and expires_at > $2
        order by expires_at desc limit 1";
    c.maybe_scalar(sql, args![ip, now]).await
}
