//! Tasks of projects.

use jiff::civil::Date;
use model::ids::{ProjectId, ProjectTaskId, StaffId};

use crate::{Conn, Result, Row, args};

/// One task.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TaskRow {
    /// Its number on the wire.
    pub id: ProjectTaskId,
    /// Of which project.
    pub project_id: ProjectId,
    /// What is to be done.
    pub task: String,
    /// Notes.
    pub notes: String,
    /// Who does it; 0 for nobody.
    pub staff_id: StaffId,
    /// The day it is to be done.
    pub due_on: Option<Date>,
    /// It is done.
    pub completed: bool,
    /// It was invoiced.
    pub billed: bool,
    /// Place in the project.
    pub position: i64,
    /// Unix seconds.
    pub created_at: i64,
}

/// Adds a task at the end; `row.id` and the position are not looked at.
///
/// # Errors
/// A constraint when there is no such project.
pub async fn add(c: &mut Conn, row: &TaskRow) -> Result<ProjectTaskId> {
    let sql = "insert into project_tasks (project_id, task, notes, staff_id, due_on, completed,
            billed, position, created_at)
        values ($1, $2, $3, $4, $5, $6, $7,
            (select coalesce(max(position), 0) + 1 from project_tasks where project_id = $1), $8)
        returning id";
    let values = args![
        row.project_id,
        &row.task,
        &row.notes,
        row.staff_id,
        row.due_on,
        row.completed,
        row.billed,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// Writes a row back.
///
/// # Errors
/// When there is no such task.
pub async fn save(c: &mut Conn, row: &TaskRow) -> Result<()> {
    let sql = "update project_tasks set task = $2, notes = $3, staff_id = $4, due_on = $5,
            completed = $6, billed = $7
        where id = $1";
    let values =
        args![row.id, &row.task, &row.notes, row.staff_id, row.due_on, row.completed, row.billed,];
    c.exactly(1, sql, values).await
}

/// One task.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ProjectTaskId) -> Result<Option<TaskRow>> {
    c.maybe("select * from project_tasks where id = $1", args![id]).await
}

/// The tasks of a project in their order.
///
/// # Errors
/// When the database fails.
pub async fn of_project(c: &mut Conn, project: ProjectId) -> Result<Vec<TaskRow>> {
    let sql = "select * from project_tasks where project_id = $1 order by position, id";
    c.all(sql, args![project]).await
}

/// Deletes a task and its timers.
///
/// # Errors
/// When there is no such task.
pub async fn delete(c: &mut Conn, id: ProjectTaskId) -> Result<()> {
    c.exec("delete from project_timers where task_id = $1", args![id]).await?;
    c.exactly(1, "delete from project_tasks where id = $1", args![id]).await
}
