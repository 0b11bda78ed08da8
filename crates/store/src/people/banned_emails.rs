//! Mail domains that nobody may register with.

use crate::{Conn, Result, Row, args};

/// A mail domain.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BannedEmailRow {
    /// Its number.
    pub id: i64,
    /// Folded.
    pub domain: String,
    /// How often somebody was refused for it.
    pub uses: i64,
    /// The last time, Unix seconds.
    pub last_used_at: Option<i64>,
    /// Unix seconds.
    pub created_at: i64,
}

/// Bans a domain and gives its number.
///
/// # Errors
/// A violated key when it is banned already.
pub async fn add(c: &mut Conn, domain: &str, now: i64) -> Result<i64> {
    let sql = "insert into banned_email_domains (domain, created_at) values ($1, $2) returning id";
    c.scalar(sql, args![domain, now]).await
}

/// The ban of exactly this domain.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, domain: &str) -> Result<Option<BannedEmailRow>> {
    c.maybe("select * from banned_email_domains where domain = $1", args![domain]).await
}

/// Counts a refusal.
///
/// # Errors
/// When the database fails.
pub async fn used(c: &mut Conn, id: i64, now: i64) -> Result<()> {
    let sql = "update banned_email_domains set uses = uses + 1, last_used_at = $2 where id = $1";
    c.exec(sql, args![id, now]).await.map(drop)
}

/// A page in the order of the alphabet, and how many there are.
///
/// # Errors
/// When the database fails.
pub async fn page(c: &mut Conn, offset: i64, limit: i64) -> Result<(Vec<BannedEmailRow>, i64)> {
    let total = c.scalar("select count(*) from banned_email_domains", args![]).await?;
    let sql = "select * from banned_email_domains order by domain limit $1 offset $2";
    Ok((c.all(sql, args![limit, offset]).await?, total))
}

/// Allows a domain again and gives what it was.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, id: i64) -> Result<Option<BannedEmailRow>> {
    c.maybe("delete from banned_email_domains where id = $1 returning *", args![id]).await
}
