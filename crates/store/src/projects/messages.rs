//! Messages in projects.

use model::ids::{ProjectId, ProjectMessageId, StaffId};

use crate::{Conn, Result, Row, args};

/// One message.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct MessageRow {
    /// Its number on the wire.
    pub id: ProjectMessageId,
    /// Of which project.
    pub project_id: ProjectId,
    /// Who wrote it; 0 for nobody.
    pub staff_id: StaffId,
    /// Unix seconds.
    pub at: i64,
    /// The text.
    pub message: String,
}

/// Adds a message.
///
/// # Errors
/// A constraint when there is no such project.
pub async fn add(
    c: &mut Conn,
    project: ProjectId,
    staff: StaffId,
    at: i64,
    message: &str,
) -> Result<ProjectMessageId> {
    let sql = "insert into project_messages (project_id, staff_id, at, message)
        values ($1, $2, $3, $4) returning id";
    c.scalar(sql, args![project, staff, at, message]).await
}

/// The messages of a project, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_project(c: &mut Conn, project: ProjectId) -> Result<Vec<MessageRow>> {
    let sql = "select * from project_messages where project_id = $1 order by id";
    c.all(sql, args![project]).await
}
