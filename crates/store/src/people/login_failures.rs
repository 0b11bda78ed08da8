//! Failed log-ins by the network they came from.

use crate::{Conn, Result, args};

/// Counts a failure; gives how many there were since `window_start` (Unix seconds).
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn, network: &str, now: i64, window_start: i64) -> Result<i64> {
    let sql = "insert into login_failures (network, since, failures) values ($1, $2, 1)
        on conflict (network) do update set
            since = case when login_failures.since > $3 then login_failures.since else $2 end,
            failures = case when login_failures.since > $3
                then login_failures.failures + 1 else 1 end
        returning failures";
    c.scalar(sql, args![network, now, window_start]).await
}

/// Forgets the failures of a network.
///
/// # Errors
/// When the database fails.
pub async fn clear(c: &mut Conn, network: &str) -> Result<()> {
    c.exec("delete from login_failures where network = $1", args![network]).await.map(drop)
}

/// Forgets the failures that began before an instant (Unix seconds).
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, before: i64) -> Result<()> {
    c.exec("delete from login_failures where since < $1", args![before]).await.map(drop)
}
