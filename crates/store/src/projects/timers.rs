//! Timers of tasks: how long somebody worked on them.

use model::ids::{ProjectId, ProjectTaskId, StaffId};

use crate::{Conn, Result, Row, args};

/// One run of a timer.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TimerRow {
    /// Its number on the wire.
    pub id: i64,
    /// Of which project.
    pub project_id: ProjectId,
    /// Of which task.
    pub task_id: ProjectTaskId,
    /// Who works; 0 for nobody.
    pub staff_id: StaffId,
    /// Unix seconds.
    pub started_at: i64,
    /// Unix seconds; `None` while it runs.
    pub ended_at: Option<i64>,
    /// The time is a gift.
    pub do_not_bill: bool,
}

/// Adds a run; `row.id` is ignored.
///
/// # Errors
/// A constraint when there is no such task, or the end is before the start.
pub async fn add(c: &mut Conn, row: &TimerRow) -> Result<i64> {
    let sql = "insert into project_timers (project_id, task_id, staff_id, started_at, ended_at,
            do_not_bill)
        values ($1, $2, $3, $4, $5, $6) returning id";
    let values = args![
        row.project_id,
        row.task_id,
        row.staff_id,
        row.started_at,
        row.ended_at,
        row.do_not_bill,
    ];
    c.scalar(sql, values).await
}

/// Writes a row back.
///
/// # Errors
/// When there is no such run; a constraint when the end is before the start.
pub async fn save(c: &mut Conn, row: &TimerRow) -> Result<()> {
    let sql = "update project_timers set staff_id = $2, started_at = $3, ended_at = $4
        where id = $1";
    c.exactly(1, sql, args![row.id, row.staff_id, row.started_at, row.ended_at]).await
}

/// Ends what runs at a task, and gives how many runs that were. One that would begin later only
/// ends when it begins.
///
/// # Errors
/// When the database fails.
pub async fn end_of_task(c: &mut Conn, task: ProjectTaskId, at: i64) -> Result<u64> {
    let sql = "update project_timers
        set ended_at = case when started_at > $2 then started_at else $2 end
        where task_id = $1 and ended_at is null";
    c.exec(sql, args![task, at]).await
}

/// One run.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<TimerRow>> {
    c.maybe("select * from project_timers where id = $1", args![id]).await
}

/// The runs of a project, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_project(c: &mut Conn, project: ProjectId) -> Result<Vec<TimerRow>> {
    c.all("select * from project_timers where project_id = $1 order by id", args![project]).await
}
