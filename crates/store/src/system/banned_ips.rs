//! Addresses and networks that are turned away for a time.

use crate::{Conn, Result, Row, args};

/// A ban.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BanRow {
    /// Its number.
    pub id: i64,
    /// An address, or a network in CIDR notation.
    pub ip: String,
    /// Why.
    pub reason: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds; from here on it does not hold.
    pub expires_at: i64,
    /// Whether failed log-ins led to it.
    pub automatic: bool,
}

/// Bans a network until an instant, or moves the end of its ban; gives the ban's number.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, ban: &BanRow) -> Result<i64> {
    let sql = "update banned_ips set reason = $2, expires_at = $3, automatic = $4
        where ip = $1 and expires_at > $5 returning id";
    let values = args![&ban.ip, &ban.reason, ban.expires_at, ban.automatic, ban.created_at];
    if let Some(id) = c.maybe_scalar(sql, values).await? {
        return Ok(id);
    }
    let sql = "insert into banned_ips (ip, reason, created_at, expires_at, automatic)
        values ($1, $2, $3, $4, $5) returning id";
    let values = args![&ban.ip, &ban.reason, ban.created_at, ban.expires_at, ban.automatic];
    c.scalar(sql, values).await
}

/// The bans that hold, longest first.
///
/// # Errors
/// When the database fails.
pub async fn holding(c: &mut Conn, now: i64) -> Result<Vec<BanRow>> {
    let sql = "select * from banned_ips where expires_at > $1 order by expires_at desc, id";
    c.all(sql, args![now]).await
}

/// A page of all bans, those that hold longest first, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(c: &mut Conn, offset: i64, limit: i64) -> Result<(Vec<BanRow>, i64)> {
    let total = c.scalar("select count(*) from banned_ips", args![]).await?;
    let sql = "select * from banned_ips order by expires_at desc, id desc limit $1 offset $2";
    Ok((c.all(sql, args![limit, offset]).await?, total))
}

/// Takes a ban away and gives it.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, id: i64) -> Result<Option<BanRow>> {
    c.maybe("delete from banned_ips where id = $1 returning *", args![id]).await
}

/// Forgets the bans that ended before an instant.
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, before: i64) -> Result<u64> {
    c.exec("delete from banned_ips where expires_at < $1", args![before]).await
}
