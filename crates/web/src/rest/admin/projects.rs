//! Projects with their tasks, timers and messages.

mod shown;

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::{
    AddProjectMessage, AddProjectTask, CreateProject, DeleteProjectTask, EndTaskTimer, GetProject,
    GetProjects, StartTaskTimer, UpdateProject, UpdateProjectTask,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::inputs::Day;
use crate::rest::money::key;
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;
use shown::{project, whole};

/// Which projects.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only of this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    /// Only this status.
    #[schemars(length(max = 50))]
    status: Option<String>,
}

/// A project.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Project {
    id: u64,
    title: String,
    status: String,
    client_id: Option<u64>,
    /// Who leads it.
    staff_id: Option<u64>,
    created_on: Option<String>,
    due_on: Option<String>,
    is_completed: bool,
    notes: Option<String>,
}

/// A project with what belongs to it.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Whole {
    #[serde(flatten)]
    project: Project,
    tasks: Vec<Task>,
    messages: Vec<Message>,
}

/// A task of a project.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Task {
    id: u64,
    task: String,
    notes: Option<String>,
    /// Who is to do it.
    staff_id: Option<u64>,
    due_on: Option<String>,
    is_completed: bool,
    timers: Vec<Timer>,
}

/// Time that was spent on a task.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Timer {
    id: u64,
    /// Who spent it.
    staff_id: Option<u64>,
    /// In the company's time zone.
    started_at: Option<String>,
    /// In the company's time zone; null while it runs.
    ended_at: Option<String>,
}

/// Something that was said about a project.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Message {
    id: u64,
    staff_id: Option<u64>,
    /// In the company's time zone.
    written_at: Option<String>,
    message: String,
}

/// A project to be planned.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewProject {
    #[schemars(length(min = 1, max = 250), regex(pattern = r"^[^\x00]*$"))]
    title: String,
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    #[schemars(length(max = 50), regex(pattern = r"^[^\x00]*$"))]
    status: Option<String>,
    due_on: Option<Day>,
}

/// What may change; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    #[schemars(length(min = 1, max = 250), regex(pattern = r"^[^\x00]*$"))]
    title: Option<String>,
    #[schemars(length(max = 50), regex(pattern = r"^[^\x00]*$"))]
    status: Option<String>,
    due_on: Option<Day>,
    is_completed: Option<bool>,
    #[schemars(length(max = 60_000), regex(pattern = r"^[^\x00]*$"))]
    notes: Option<String>,
}

/// A task to be done.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTask {
    #[schemars(length(min = 1, max = 250))]
    task: String,
    #[schemars(length(max = 60_000))]
    notes: Option<String>,
    due_on: Day,
}

/// What may change; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct TaskChange {
    #[schemars(length(min = 1, max = 250))]
    task: Option<String>,
    #[schemars(length(max = 60_000))]
    notes: Option<String>,
    due_on: Option<Day>,
    is_completed: Option<bool>,
}

/// A timer to be started or stopped.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(untagged, expecting = "must have either task_id or stop_timer_id")]
pub(super) enum Run {
    /// A new timer for a task.
    Start(Start),
    /// The end of a timer that runs.
    Stop(Stop),
}

/// A timer to be started.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Start {
    /// The task that is worked on.
    #[schemars(range(min = 1))]
    task_id: u64,
}

/// A timer to be stopped.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Stop {
    /// The timer to stop.
    #[schemars(range(min = 1))]
    stop_timer_id: u64,
}

/// Something to say.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewMessage {
    #[schemars(length(min = 1, max = 60_000))]
    message: String,
}

/// Which project a task is of.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Of {
    #[schemars(range(min = 1))]
    project_id: u64,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Project>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetProjects {
        limitstart,
        limitnum,
        userid: which.client_id,
        status: which.status,
        ..GetProjects::default()
    };
    let answer = session.call(&app, call).await?;
    Ok(Json(window.page(answer.projects.0, answer.totalresults.0).map(project)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Whole>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewProject>,
) -> Result<MadeOrTried<Whole>, Problem> {
    let call = CreateProject {
        title: input.title,
        adminid: session.adminid(&app).await?,
        userid: input.client_id,
        status: input.status,
        duedate: input.due_on.map(Day::wire),
        ..CreateProject::default()
    };
    let id = key(session.call(&app, call).await?.projectid.0);
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let body = one(&app, &session, id).await?;
    let location = format!("/api/v1/admin/projects/{id}");
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(super) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Whole>, Problem> {
    let call = UpdateProject {
        projectid: id,
        title: input.title,
        status: input.status,
        duedate: input.due_on.map(Day::wire),
        completed: input.is_completed.map(Into::into),
        notes: input.notes.map_or_else(Default::default, Into::into),
        ..UpdateProject::default()
    };
    session.call(&app, call).await?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn add_task(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewTask>,
) -> Result<Json<Whole>, Problem> {
    let call = AddProjectTask {
        projectid: id,
        duedate: input.due_on.wire(),
        adminid: session.own_adminid(),
        task: Some(input.task),
        notes: input.notes,
        ..AddProjectTask::default()
    };
    session.call(&app, call).await?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn change_task(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Query(of): Query<Of>,
    Body(input): Body<TaskChange>,
) -> Result<Json<Whole>, Problem> {
    let call = UpdateProjectTask {
        taskid: id,
        projectid: Some(of.project_id),
        duedate: input.due_on.map(Day::wire),
        task: input.task,
        notes: input.notes,
        completed: input.is_completed.map(Into::into),
        ..UpdateProjectTask::default()
    };
    session.call(&app, call).await?;
    Ok(Json(one(&app, &session, of.project_id).await?))
}

pub(super) async fn delete_task(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Query(of): Query<Of>,
) -> Result<NoContent, Problem> {
    session.call(&app, DeleteProjectTask { projectid: of.project_id, taskid: id }).await?;
    Ok(NoContent)
}

pub(super) async fn time(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Run>,
) -> Result<Json<Whole>, Problem> {
    let adminid = session.own_adminid();
    match input {
        Run::Stop(Stop { stop_timer_id: timerid }) => {
            let projectid = Some(id);
            let call = EndTaskTimer { timerid, projectid, adminid, end_time: None };
            session.call(&app, call).await.map(drop)?;
        }
        Run::Start(Start { task_id }) => {
            let taskid = Some(task_id);
            let call =
                StartTaskTimer { projectid: id, taskid, adminid, ..StartTaskTimer::default() };
            session.call(&app, call).await.map(drop)?;
        }
    }
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn say(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewMessage>,
) -> Result<Json<Whole>, Problem> {
    let adminid = session.own_adminid();
    let call = AddProjectMessage { projectid: id, message: input.message, adminid };
    session.call(&app, call).await?;
    Ok(Json(one(&app, &session, id).await?))
}

async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Whole, Problem> {
    Ok(whole(session.call(app, GetProject { projectid: id }).await?))
}
