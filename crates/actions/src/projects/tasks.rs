//! `AddProjectTask`, `UpdateProjectTask` and `DeleteProjectTask`.

use engine::projects::{self, NO_PROJECT};
use engine::{Act, Result, invalid, not_found};
use model::ids::{ProjectId, ProjectTaskId, StaffId};
use protocol::{
    AddProjectTask, AddProjectTaskResponse, DeleteProjectTask, DeleteProjectTaskResponse,
    UpdateProjectTask, UpdateProjectTaskResponse,
};
use serde_json::json;
use store::projects::plans;
use store::projects::tasks::{self, TaskRow};
use store::projects::timers;

use super::plans::client_of;
use crate::Registry;
use crate::wire::id;

const NO_TASK: &str = "Task ID Not Found";

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: AddProjectTask| Box::pin(add_project_task(act, call)))
        .write(|act, call: UpdateProjectTask| Box::pin(update_project_task(act, call)))
        .write(|act, call: DeleteProjectTask| Box::pin(delete_project_task(act, call)))
}

async fn add_project_task(act: &mut Act, call: AddProjectTask) -> Result<AddProjectTaskResponse> {
    let project = projects::lock(act, id(call.projectid)).await?;
    let staff_id = match call.adminid {
        Some(staff) => projects::member(act, Some(id(staff))).await?,
        None => StaffId(0),
    };
    let task = call.task.filter(|task| !task.trim().is_empty());
    let task = task.ok_or_else(|| invalid("task", "A task description must be specified"))?;
    let at = act.at();
    let row = TaskRow {
        id: ProjectTaskId(0),
        project_id: project.id,
        task,
        notes: call.notes.unwrap_or_default(),
        staff_id,
        due_on: call.duedate.0,
        completed: call.completed.0,
        billed: call.billed.0,
        position: 0,
        created_at: at,
    };
    let task = tasks::add(&mut act.conn, &row).await?;
    plans::touch(&mut act.conn, project.id, at).await?;
    let text = format!("Added Project Task - Project ID: {} - Task ID: {task}", project.id);
    act.log(client_of(&project), text).await?;
    Ok(AddProjectTaskResponse { message: "Task has been added".into() })
}

async fn update_project_task(
    act: &mut Act,
    call: UpdateProjectTask,
) -> Result<UpdateProjectTaskResponse> {
    projects::check_writer(act)?;
    if let Some(project) = call.projectid
        && plans::by_id(&mut act.conn, id(project)).await?.is_none()
    {
        return Err(not_found(NO_PROJECT));
    }
    let project: Option<ProjectId> = call.projectid.map(id);
    let before = task_of(act, id(call.taskid), project).await?;
    let project = projects::lock(act, before.project_id).await?;
    let mut row = before.clone();
    if let Some(staff) = call.adminid {
        row.staff_id = projects::member(act, Some(id(staff))).await?;
    }
    row.task = call.task.filter(|task| !task.trim().is_empty()).unwrap_or(row.task);
    row.notes = call.notes.unwrap_or(row.notes);
    row.due_on = call.duedate.map_or(row.due_on, |date| date.0);
    row.completed = call.completed.map_or(row.completed, bool::from);
    tasks::save(&mut act.conn, &row).await?;
    let at = act.at();
    if row.completed && timers::end_of_task(&mut act.conn, row.id, at).await? > 0 {
        let text = format!("Ended Task Timer - Project ID: {} - Task ID: {}", project.id, row.id);
        act.log(client_of(&project), text).await?;
    }
    plans::touch(&mut act.conn, project.id, at).await?;
    let pairs = [
        ("task", json!(before.task), json!(row.task)),
        ("notes", json!(before.notes), json!(row.notes)),
        ("adminid", json!(before.staff_id.0), json!(row.staff_id.0)),
        ("completed", json!(before.completed), json!(row.completed)),
    ];
    act.changed("project_tasks", row.id, &pairs).await?;
    let text = format!("Updated Project Task - Project ID: {} - Task ID: {}", project.id, row.id);
    act.log(client_of(&project), text).await?;
    // As live servers say; the vendor's page shows the words of AddProjectTask.
    Ok(UpdateProjectTaskResponse { message: "Task has been updated".into() })
}

async fn delete_project_task(
    act: &mut Act,
    call: DeleteProjectTask,
) -> Result<DeleteProjectTaskResponse> {
    let project = projects::lock(act, id(call.projectid)).await?;
    let row = task_of(act, id(call.taskid), Some(project.id)).await?;
    tasks::delete(&mut act.conn, row.id).await?;
    let at = act.at();
    plans::touch(&mut act.conn, project.id, at).await?;
    act.changed("project_tasks", row.id, &[("task", json!(row.task), json!(null))]).await?;
    let text = format!("Deleted Project Task - Project ID: {} - Task ID: {}", project.id, row.id);
    act.log(client_of(&project), text).await?;
    Ok(DeleteProjectTaskResponse { message: "Task has been deleted".into() })
}

/// The task, if it is one of the project.
pub(super) async fn task_of(
    act: &mut Act,
    task: ProjectTaskId,
    project: Option<ProjectId>,
) -> Result<TaskRow> {
    let row = tasks::by_id(&mut act.conn, task).await?;
    row.filter(|row| project.is_none_or(|project| project == row.project_id))
        .ok_or_else(|| not_found(NO_TASK))
}
