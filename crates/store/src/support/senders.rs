//! Addresses whose tickets are turned away.

use model::people::email::fold;

use crate::{Conn, Result, args};

/// Blocks an address; once is enough.
///
/// # Errors
/// When the database fails.
pub async fn block(c: &mut Conn, email: &str, now: i64) -> Result<()> {
    let sql = "insert into blocked_senders (email_folded, created_at) values ($1, $2)
        on conflict (email_folded) do nothing";
    c.exec(sql, args![fold(email), now]).await.map(drop)
}

/// Whether an address is blocked.
///
/// # Errors
/// When the database fails.
pub async fn is_blocked(c: &mut Conn, email: &str) -> Result<bool> {
    let sql = "select count(*) from blocked_senders where email_folded = $1";
    c.scalar::<i64>(sql, args![fold(email)]).await.map(|count| count > 0)
}
