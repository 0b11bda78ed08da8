//! Runs that stopped because they would do unusually much, and who let them go on (B27).

use jiff::civil::Date;

use crate::{Conn, Result, Row, args};

/// A run that stopped.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct BrakeRow {
    /// Its number.
    pub id: i64,
    /// Which task.
    pub task: String,
    /// The day the run was for.
    pub on_date: Date,
    /// Why it stopped.
    pub reason: String,
    /// How many things it would touch.
    pub would: i64,
    /// Unix seconds.
    pub raised_at: i64,
    /// Unix seconds.
    pub approved_at: Option<i64>,
    /// Who let it go on.
    pub approved_by: String,
    /// Unix seconds.
    pub closed_at: Option<i64>,
}

/// The open one of a task.
///
/// # Errors
/// When the database fails.
pub async fn open_of(c: &mut Conn, task: &str) -> Result<Option<BrakeRow>> {
    let sql = "select * from automation_brakes where task = $1 and closed_at is null";
    c.maybe(sql, args![task]).await
}

/// All open ones, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn open(c: &mut Conn) -> Result<Vec<BrakeRow>> {
    c.all("select * from automation_brakes where closed_at is null order by id", args![]).await
}

/// Raises one; its number, `None` when the task has an open one.
///
/// # Errors
/// When the database fails.
pub async fn raise(
    c: &mut Conn,
    task: &str,
    on: Date,
    reason: &str,
    would: i64,
    now: i64,
) -> Result<Option<i64>> {
    let sql = "insert into automation_brakes (task, on_date, reason, would, raised_at)
        values ($1, $2, $3, $4, $5)
        on conflict (task) where closed_at is null do nothing returning id";
    c.maybe_scalar(sql, args![task, on, reason, would, now]).await
}

/// Brings the open one of a task up to date; an approval of something smaller does not count.
///
/// # Errors
/// When the database fails.
pub async fn refresh(c: &mut Conn, id: i64, on: Date, reason: &str, would: i64) -> Result<()> {
    let sql = "update automation_brakes set on_date = $2, reason = $3, would = $4,
            approved_at = null, approved_by = ''
        where id = $1 and closed_at is null";
    c.exec(sql, args![id, on, reason, would]).await.map(drop)
}

/// Approves an open one, once.
///
/// # Errors
/// When the database fails.
pub async fn approve(c: &mut Conn, id: i64, by: &str, now: i64) -> Result<bool> {
    let sql = "update automation_brakes set approved_at = $3, approved_by = $2
        where id = $1 and closed_at is null and approved_at is null";
    Ok(c.exec(sql, args![id, by, now]).await? == 1)
}

/// Closes the open one of a task, because the run went on or needs no approval any more.
///
/// # Errors
/// When the database fails.
pub async fn close(c: &mut Conn, task: &str, now: i64) -> Result<()> {
    let sql = "update automation_brakes set closed_at = $2 where task = $1 and closed_at is null";
    c.exec(sql, args![task, now]).await.map(drop)
}
