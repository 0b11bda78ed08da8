//! Business settings by name.

use crate::{Conn, Result, args};

/// Every stored pair.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<(String, String)>> {
    c.all("select key, value from settings", args![]).await
}

/// Stores a value over whatever was there.
///
/// # Errors
/// When the database fails.
pub async fn put(c: &mut Conn, key: &str, value: &str) -> Result<()> {
    let sql = "insert into settings (key, value) values ($1, $2)
               on conflict (key) do update set value = excluded.value";
    c.exactly(1, sql, args![key, value]).await
}

/// Forgets what was stored; `false` when nothing was.
///
/// # Errors
/// When the database fails.
pub async fn remove(c: &mut Conn, key: &str) -> Result<bool> {
    Ok(c.exec("delete from settings where key = $1", args![key]).await? == 1)
}
