//! What came from other systems, and rows of a file that are tried one by one in one act.

use crate::{Conn, Result, args};

/// What a row of another system became here.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, kind: &str, external: &str) -> Result<Option<i64>> {
    let sql = "select entity_id from imported_rows where kind = $1 and external_id = $2";
    c.maybe_scalar(sql, args![kind, external]).await
}

/// Notes what a row of another system became here.
///
/// # Errors
/// A constraint when it is noted already.
pub async fn add(c: &mut Conn, kind: &str, external: &str, entity: i64, at: i64) -> Result<()> {
    let sql = "insert into imported_rows (kind, external_id, entity_id, imported_at)
        values ($1, $2, $3, $4)";
    c.exec(sql, args![kind, external, entity, at]).await.map(drop)
}

/// Begins a row: what follows can be undone without the rest of the act.
///
/// # Errors
/// When the database fails.
pub async fn begin(c: &mut Conn) -> Result<()> {
    c.exec("savepoint imported_row", args![]).await.map(drop)
}

/// Keeps what was done since [`begin`], as far as the act is kept.
///
/// # Errors
/// When nothing was begun.
pub async fn keep(c: &mut Conn) -> Result<()> {
    c.exec("release savepoint imported_row", args![]).await.map(drop)
}

/// Undoes what was done since [`begin`].
///
/// # Errors
/// When nothing was begun.
pub async fn undo(c: &mut Conn) -> Result<()> {
    c.exec("rollback to savepoint imported_row", args![]).await?;
    keep(c).await
}
