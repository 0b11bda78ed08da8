//! The tasks of the automation: paused or not, last run, and the lease of who runs one (B35).

use jiff::civil::Date;

use crate::{Conn, Result, Row, args};

/// A task as the database knows it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TaskRow {
    /// Its name.
    pub task: String,
    /// It does not run by itself.
    pub paused: bool,
    /// `HH:MM`; empty for the usual time.
    pub at_time: String,
    /// The last day whose run came to its end.
    pub last_run_on: Option<Date>,
    /// When that was, in Unix seconds.
    pub last_run_at: Option<i64>,
    /// Who runs it; empty for nobody.
    pub held_by: String,
    /// Until when, in Unix seconds.
    pub held_until: i64,
    /// The number of the last claim.
    pub fence: i64,
    /// After a failure: not before this instant.
    pub retry_at: i64,
}

/// Every task that has a row.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<TaskRow>> {
    c.all("select * from automation_tasks order by task", args![]).await
}

/// One task, if it has a row.
///
/// # Errors
/// When the database fails.
pub async fn find(c: &mut Conn, task: &str) -> Result<Option<TaskRow>> {
    c.maybe("select * from automation_tasks where task = $1", args![task]).await
}

/// Makes the task's row if there is none.
///
/// # Errors
/// When the database fails.
pub async fn ensure(c: &mut Conn, task: &str) -> Result<()> {
    let sql = "insert into automation_tasks (task) values ($1) on conflict (task) do nothing";
    c.exec(sql, args![task]).await.map(drop)
}

/// Claims a task that nobody holds and that was last run as `seen`; the fence of the claim. A
/// lease beyond `until` was given by a clock that went back since, and counts for nothing.
///
/// # Errors
/// When the database fails.
pub async fn claim(
    c: &mut Conn,
    task: &str,
    holder: &str,
    seen: Option<i64>,
    now: i64,
    until: i64,
) -> Result<Option<i64>> {
    let sql = "update automation_tasks set held_by = $2, held_until = $5, fence = fence + 1
        where task = $1 and (held_until <= $4 or held_until > $5)
            and coalesce(last_run_at, -1) = coalesce(cast($3 as bigint), -1)
        returning fence";
    c.maybe_scalar(sql, args![task, holder, seen, now, until]).await
}

/// Holds a claim for longer; `false` when somebody else has the task by now.
///
/// # Errors
/// When the database fails.
pub async fn renew(c: &mut Conn, task: &str, fence: i64, until: i64) -> Result<bool> {
    let sql = "update automation_tasks set held_until = $3 where task = $1 and fence = $2";
    Ok(c.exec(sql, args![task, fence, until]).await? == 1)
}

/// Whether a claim is still the newest.
///
/// # Errors
/// When the database fails.
pub async fn holds(c: &mut Conn, task: &str, fence: i64) -> Result<bool> {
    let sql = "select fence from automation_tasks where task = $1";
    Ok(c.maybe_scalar::<i64>(sql, args![task]).await? == Some(fence))
}

/// How a run ended, for its task.
#[derive(Debug, Clone, Copy)]
pub enum Ended {
    /// It came to its end.
    Done {
        /// The day it was for.
        on: Date,
    },
    /// It is tried again, not before this instant.
    Again {
        /// Unix seconds.
        at: i64,
    },
}

/// Gives a claim back; `false` when somebody else has the task by now.
///
/// # Errors
/// When the database fails.
pub async fn release(c: &mut Conn, task: &str, fence: i64, ended: Ended, now: i64) -> Result<bool> {
    let (sql, values) = match ended {
        Ended::Done { on } => (
            "update automation_tasks set held_by = '', held_until = 0, retry_at = 0,
                last_run_on = $3, last_run_at = $4
            where task = $1 and fence = $2",
            [Some(on).into(), now.into()],
        ),
        Ended::Again { at } => (
            "update automation_tasks set held_by = '', held_until = 0, retry_at = $3
            where task = $1 and fence = $2 and $4 >= 0",
            [at.into(), now.into()],
        ),
    };
    let [third, fourth] = values;
    Ok(c.exec(sql, &[task.into(), fence.into(), third, fourth]).await? == 1)
}

/// Pauses a task or lets it go on.
///
/// # Errors
/// When it has no row.
pub async fn set_paused(c: &mut Conn, task: &str, paused: bool) -> Result<()> {
    let sql = "update automation_tasks set paused = $2 where task = $1";
    c.exactly(1, sql, args![task, paused]).await
}

/// Sets the time of day; empty for the usual one.
///
/// # Errors
/// When it has no row.
pub async fn set_time(c: &mut Conn, task: &str, at_time: &str) -> Result<()> {
    let sql = "update automation_tasks set at_time = $2 where task = $1";
    c.exactly(1, sql, args![task, at_time]).await
}

/// Lets a task be tried again at once.
///
/// # Errors
/// When the database fails.
pub async fn hurry(c: &mut Conn, task: &str) -> Result<()> {
    c.exec("update automation_tasks set retry_at = 0 where task = $1", args![task]).await.map(drop)
}
