//! `StartTaskTimer` and `EndTaskTimer`.

use engine::projects::{self, NO_PROJECT};
use engine::{Act, Result, invalid, not_found, not_now};
use model::ids::{ProjectId, ProjectTaskId};
use protocol::{EndTaskTimer, EndTaskTimerResponse, StartTaskTimer, StartTaskTimerResponse};
use store::projects::plans::{self, ProjectRow};
use store::projects::tasks;
use store::projects::timers::{self, TimerRow};

use super::plans::client_of;
use super::tasks::task_of;
use crate::Registry;
use crate::wire::id;

const NO_TIMER: &str = "Timer ID Not Found";

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .write(|act, call: StartTaskTimer| Box::pin(start_task_timer(act, call)))
        .write(|act, call: EndTaskTimer| Box::pin(end_task_timer(act, call)))
}

/// A task gets a new timer. A number of a timer starts that one again, as the vendor's page has
/// it; without such a timer it is taken for a task's, since no other action makes timers.
async fn start_task_timer(act: &mut Act, call: StartTaskTimer) -> Result<StartTaskTimerResponse> {
    let project = projects::lock(act, id(call.projectid)).await?;
    let staff_id = projects::member(act, call.adminid.map(id)).await?;
    let started_at = call.start_time.unwrap_or_else(|| act.at());
    if call.end_time.is_some_and(|end| end < started_at) {
        return Err(invalid("end_time", "A timer cannot end before it starts"));
    }
    let (task_id, again) = match (call.taskid, call.timerid) {
        (Some(task), _) => (task_of(act, id(task), Some(project.id)).await?.id, None),
        (None, Some(number)) => of_number(act, &project, id(number)).await?,
        (None, None) => return Err(invalid("timerid", "Timer ID Not Set")),
    };
    if call.end_time.is_none() {
        let all = timers::of_project(&mut act.conn, project.id).await?;
        let runs = |row: &TimerRow| row.ended_at.is_none() && Some(row.id) != again;
        if all.iter().any(|row| row.task_id == task_id && row.staff_id == staff_id && runs(row)) {
            return Err(not_now("A timer of the same person runs at this task"));
        }
    }
    let row = TimerRow {
        id: again.unwrap_or(0),
        project_id: project.id,
        task_id,
        staff_id,
        started_at,
        ended_at: call.end_time,
        do_not_bill: false,
    };
    match again {
        Some(_) => timers::save(&mut act.conn, &row).await?,
        None => drop(timers::add(&mut act.conn, &row).await?),
    }
    changed(act, &project, "Started", task_id).await?;
    Ok(StartTaskTimerResponse { message: "Start Timer Has Been Set".into() })
}

async fn of_number(
    act: &mut Act,
    project: &ProjectRow,
    number: i64,
) -> Result<(ProjectTaskId, Option<i64>)> {
    let timer = timers::by_id(&mut act.conn, number).await?;
    if let Some(timer) = timer.filter(|timer| timer.project_id == project.id) {
        return Ok((timer.task_id, Some(timer.id)));
    }
    let task = tasks::by_id(&mut act.conn, ProjectTaskId(number)).await?;
    let task = task.filter(|task| task.project_id == project.id);
    task.map(|task| (task.id, None)).ok_or_else(|| not_found(NO_TIMER))
}

async fn end_task_timer(act: &mut Act, call: EndTaskTimer) -> Result<EndTaskTimerResponse> {
    projects::check_writer(act)?;
    let project: Option<ProjectId> = call.projectid.map(id);
    if let Some(project) = project
        && plans::by_id(&mut act.conn, project).await?.is_none()
    {
        return Err(not_found(NO_PROJECT));
    }
    let row = timers::by_id(&mut act.conn, id(call.timerid)).await?;
    let row = row.filter(|row| project.is_none_or(|project| project == row.project_id));
    let mut row = row.ok_or_else(|| not_found(NO_TIMER))?;
    let project = projects::lock(act, row.project_id).await?;
    if let Some(staff) = call.adminid {
        row.staff_id = projects::member(act, Some(id(staff))).await?;
    }
    // Stopped twice, the time in between would be worked time.
    if row.ended_at.is_some() && call.end_time.is_none() {
        return Err(not_now("The timer was stopped before"));
    }
    let ended_at = call.end_time.unwrap_or_else(|| act.at());
    if ended_at < row.started_at {
        return Err(invalid("end_time", "A timer cannot end before it starts"));
    }
    row.ended_at = Some(ended_at);
    timers::save(&mut act.conn, &row).await?;
    changed(act, &project, "Ended", row.task_id).await?;
    Ok(EndTaskTimerResponse { message: "Timer Has Ended".into() })
}

async fn changed(
    act: &mut Act,
    project: &ProjectRow,
    word: &str,
    task: ProjectTaskId,
) -> Result<()> {
    let at = act.at();
    plans::touch(&mut act.conn, project.id, at).await?;
    let text = format!("{word} Task Timer - Project ID: {} - Task ID: {task}", project.id);
    act.log(client_of(project), text).await
}
