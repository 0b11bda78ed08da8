//! What the machines of servers had counted, for the day of which it is shown.

use model::ids::ServerId;

use crate::{Conn, Result, Row, args};

/// What was read of a server at an instant.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ReadingRow {
    /// When, in seconds since 1970.
    pub at: i64,
    /// A line of each machine.
    pub machines: String,
}

/// Keeps what was read of a server; the first reading of a second stays.
///
/// # Errors
/// When the database fails.
pub async fn keep(c: &mut Conn, server: ServerId, at: i64, machines: &str) -> Result<()> {
    let sql = "insert into server_readings (server_id, at, machines) values ($1, $2, $3)
        on conflict (server_id, at) do nothing";
    c.exec(sql, args![server, at, machines]).await.map(drop)
}

/// What was read of a server since an instant, in order.
///
/// # Errors
/// When the database fails.
pub async fn since(c: &mut Conn, server: ServerId, from: i64) -> Result<Vec<ReadingRow>> {
    let sql = "select at, machines from server_readings
        where server_id = $1 and at >= $2 order by at";
    c.all(sql, args![server, from]).await
}

/// Forgets what was read before an instant.
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, before: i64) -> Result<()> {
    c.exec("delete from server_readings where at < $1", args![before]).await.map(drop)
}
