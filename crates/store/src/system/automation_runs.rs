//! The history of the automation: one row per run of a task (B35).

use jiff::civil::Date;

use crate::{Conn, Result, Row, args};

/// A run.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct RunRow {
    /// Its number.
    pub id: i64,
    /// Which task.
    pub task: String,
    /// The day it was for.
    pub on_date: Date,
    /// Unix seconds.
    pub started_at: i64,
    /// Unix seconds; `None` while it runs, or when it broke off.
    pub finished_at: Option<i64>,
    /// JSON object: what was counted.
    pub counters: String,
    /// Why it failed.
    pub error: Option<String>,
}

/// Writes down that a run began.
///
/// # Errors
/// When the database fails.
pub async fn begin(c: &mut Conn, task: &str, on_date: Date, now: i64) -> Result<i64> {
    let sql = "insert into automation_runs (task, on_date, started_at)
        values ($1, $2, $3) returning id";
    c.scalar(sql, args![task, on_date, now]).await
}

/// Writes down how far a run is.
///
/// # Errors
/// When there is no such run.
pub async fn note(c: &mut Conn, id: i64, counters: &str) -> Result<()> {
    let sql = "update automation_runs set counters = $2 where id = $1";
    c.exactly(1, sql, args![id, counters]).await
}

/// Writes down how a run ended.
///
/// # Errors
/// When there is no such run.
pub async fn end(
    c: &mut Conn,
    id: i64,
    counters: &str,
    error: Option<&str>,
    now: i64,
) -> Result<()> {
    let sql = "update automation_runs set counters = $2, error = $3, finished_at = $4
        where id = $1";
    c.exactly(1, sql, args![id, counters, error.map(str::to_owned), now]).await
}

/// The runs for the days from one to another, both included; of one task or all.
///
/// # Errors
/// When the database fails.
pub async fn between(
    c: &mut Conn,
    from: Date,
    to: Date,
    task: Option<&str>,
    limit: i64,
) -> Result<Vec<RunRow>> {
    let sql = "select * from automation_runs
        where on_date >= $1 and on_date <= $2 and (cast($3 as text) is null or task = $3)
        order by on_date, task, id limit $4";
    c.all(sql, args![from, to, task.map(str::to_owned), limit]).await
}

/// What the runs of a task on one day came to.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct DayRow {
    /// The day they were for.
    pub on_date: Date,
    /// Which task.
    pub task: String,
    /// How many.
    pub runs: i64,
    /// Of them, those that failed.
    pub failed: i64,
    /// And those that did not come to an end.
    pub unfinished: i64,
    /// When the first began, in Unix seconds.
    pub first_at: i64,
    /// When the last one ended, or began.
    pub last_at: i64,
    /// Why the last of them that failed did.
    pub error: Option<String>,
}

/// The runs for the days from one to another, both included, by day and task.
///
/// # Errors
/// When the database fails.
pub async fn by_day(c: &mut Conn, from: Date, to: Date) -> Result<Vec<DayRow>> {
    let sql = "select d.on_date, d.task, d.runs, d.failed, d.unfinished, d.first_at, d.last_at,
            e.error
        from (select on_date, task, count(*) as runs,
                cast(sum(case when error is null then 0 else 1 end) as bigint) as failed,
                cast(sum(case when finished_at is null then 1 else 0 end) as bigint) as unfinished,
                min(started_at) as first_at, max(coalesce(finished_at, started_at)) as last_at,
                max(case when error is null then 0 else id end) as error_id
            from automation_runs where on_date >= $1 and on_date <= $2
            group by on_date, task) d
        left join automation_runs e on e.id = d.error_id
        order by d.on_date, d.task";
    c.all(sql, args![from, to]).await
}

/// When the latest run of any task began, in Unix seconds.
///
/// # Errors
/// When the database fails.
pub async fn latest(c: &mut Conn) -> Result<Option<i64>> {
    c.maybe_scalar("select started_at from automation_runs order by id desc limit 1", args![]).await
}

/// The newest run of a task that came to an end.
///
/// # Errors
/// When the database fails.
pub async fn last_of(c: &mut Conn, task: &str) -> Result<Option<RunRow>> {
    let sql = "select * from automation_runs where task = $1 and finished_at is not null
        order by id desc limit 1";
    c.maybe(sql, args![task]).await
}
