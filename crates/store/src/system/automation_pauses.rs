//! When tasks of the automation were paused (B35).

use crate::{Conn, Result, Row, args};

/// A time for which a task was paused.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct PauseRow {
    /// Its number.
    pub id: i64,
    /// Which task.
    pub task: String,
    /// Unix seconds.
    pub began_at: i64,
    /// Unix seconds; `None` while it is paused.
    pub ended_at: Option<i64>,
}

/// Writes down that a task is paused; once is enough.
///
/// # Errors
/// When the database fails.
pub async fn begin(c: &mut Conn, task: &str, now: i64) -> Result<()> {
    let sql = "insert into automation_pauses (task, began_at) values ($1, $2)
        on conflict (task) where ended_at is null do nothing";
    c.exec(sql, args![task, now]).await.map(drop)
}

/// Writes down that a task goes on.
///
/// # Errors
/// When the database fails.
pub async fn end(c: &mut Conn, task: &str, now: i64) -> Result<()> {
    let sql = "update automation_pauses set ended_at = $2 where task = $1 and ended_at is null";
    c.exec(sql, args![task, now]).await.map(drop)
}

/// The pauses that touch the time from one instant to another (Unix seconds).
///
/// # Errors
/// When the database fails.
pub async fn between(c: &mut Conn, from: i64, to: i64, limit: i64) -> Result<Vec<PauseRow>> {
    let sql = "select * from automation_pauses
        where began_at < $2 and (ended_at is null or ended_at > $1)
        order by began_at, id limit $3";
    c.all(sql, args![from, to, limit]).await
}
