//! `GetProjects` and `GetProject`.

use engine::projects::{self, NO_PROJECT, read_ids};
use engine::system::settings::Settings;
use engine::{Actor, Caller, Cx, Result, not_found};
use model::ids::ClientId;
use protocol::wire::{EmptyOrWrap, Many};
use protocol::{
    GetProject, GetProjectResponse, GetProjects, GetProjectsResponse, Project, ProjectInfo,
    ProjectMessage, ProjectMessages, ProjectTask, ProjectTasks, TimeLog, TimeLogs,
};
use store::projects::messages::{self, MessageRow};
use store::projects::plans::{self, Listed, ProjectRow};
use store::projects::tasks::{self, TaskRow};
use store::projects::timers::{self, TimerRow};

use crate::Registry;
use crate::wire::{date, id, moment, page};

pub(super) fn register(registry: Registry) -> Registry {
    registry
        .read(|cx, call: GetProjects| Box::pin(get_projects(cx, call)))
        .read(|cx, call: GetProject| Box::pin(get_project(cx, call)))
}

async fn get_projects(cx: &Cx, call: GetProjects) -> Result<GetProjectsResponse> {
    let settings = cx.engine.settings().await?;
    projects::check_active(&settings)?;
    let mut conn = cx.read().await?;
    let (offset, limit) = page(call.limitstart, call.limitnum);
    let since = call.lastmodified.and_then(|moment| moment.0);
    let since = since.and_then(|moment| settings.zone().to_timestamp(moment).ok());
    let wanted = Listed {
        client: own_client(&cx.caller).or(call.userid.map(id)),
        staff: call.adminid.map(id),
        title: call.title.as_deref(),
        tickets: read_ids("ticketids", call.ticketids.as_deref().unwrap_or_default())?,
        invoices: read_ids("invoiceids", call.invoiceids.as_deref().unwrap_or_default())?,
        notes: call.notes.as_deref(),
        status: call.status.as_deref(),
        created_on: call.created.and_then(|date| date.0),
        due_on: call.duedate.and_then(|date| date.0),
        completed: call.completed.map(bool::from),
        changed_since: since.map(jiff::Timestamp::as_second),
    };
    let (rows, total) = plans::list(&mut conn, &wanted, offset, limit).await?;
    let projects: Vec<Project> = rows.into_iter().map(|row| listed(&settings, row)).collect();
    Ok(GetProjectsResponse {
        totalresults: total.into(),
        startnumber: offset.into(),
        numreturned: projects.len().into(),
        projects: projects.into(),
    })
}

async fn get_project(cx: &Cx, call: GetProject) -> Result<GetProjectResponse> {
    let settings = cx.engine.settings().await?;
    projects::check_active(&settings)?;
    let mut conn = cx.read().await?;
    let row = plans::by_id(&mut conn, id(call.projectid)).await?;
    let own = own_client(&cx.caller);
    let row = row.filter(|row| own.is_none_or(|client| client == row.client_id));
    let row = row.ok_or_else(|| not_found(NO_PROJECT))?;
    let timers = timers::of_project(&mut conn, row.id).await?;
    let tasks = tasks::of_project(&mut conn, row.id).await?;
    let task: Vec<ProjectTask> =
        tasks.into_iter().map(|task| wire_task(&settings, task, &timers)).collect();
    let messages = messages::of_project(&mut conn, row.id).await?;
    let message: Vec<ProjectMessage> =
        messages.into_iter().map(|message| wire_message(&settings, message)).collect();
    Ok(GetProjectResponse {
        projectinfo: info(&settings, row),
        tasks: ProjectTasks { task: task.into() }.into(),
        messages: ProjectMessages { message: message.into() }.into(),
    })
}

/// A client sees what is done for it.
fn own_client(caller: &Caller) -> Option<ClientId> {
    match caller.actor {
        Actor::Client { client, .. } => Some(client),
        // Nobody is the client of projects for nobody either.
        Actor::Visitor => Some(ClientId(-1)),
        _ => None,
    }
}

/// Numbers as the wire has them, without the outer commas.
fn csv(ids: &str) -> String {
    ids.trim_matches(',').to_owned()
}

fn listed(settings: &Settings, row: ProjectRow) -> Project {
    Project {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        title: row.title.into(),
        ticketids: csv(&row.ticket_ids).into(),
        invoiceids: csv(&row.invoice_ids).into(),
        notes: row.notes.into(),
        adminid: row.staff_id.0.into(),
        status: row.status.into(),
        created: date(Some(row.created_on)),
        duedate: date(row.due_on),
        completed: row.completed.into(),
        lastmodified: moment(settings, Some(row.updated_at)),
        watchers: "".into(),
    }
}

fn info(settings: &Settings, row: ProjectRow) -> ProjectInfo {
    ProjectInfo {
        id: row.id.0.into(),
        userid: row.client_id.0.into(),
        title: row.title.into(),
        attachments: "".into(),
        ticketids: csv(&row.ticket_ids).into(),
        invoiceids: csv(&row.invoice_ids).into(),
        notes: row.notes.into(),
        adminid: row.staff_id.0.into(),
        status: row.status.into(),
        created: date(Some(row.created_on)),
        duedate: date(row.due_on),
        completed: row.completed.into(),
        lastmodified: moment(settings, Some(row.updated_at)),
    }
}

fn wire_task(settings: &Settings, row: TaskRow, timers: &[TimerRow]) -> ProjectTask {
    let own = timers.iter().filter(|timer| timer.task_id == row.id);
    let timelog: Vec<TimeLog> = own.map(|timer| wire_timer(settings, timer)).collect();
    ProjectTask {
        id: row.id.0.into(),
        projectid: row.project_id.0.into(),
        task: row.task.into(),
        notes: row.notes.into(),
        adminid: row.staff_id.0.into(),
        created: moment(settings, Some(row.created_at)),
        duedate: date(row.due_on),
        completed: row.completed.into(),
        billed: row.billed.into(),
        order: row.position.into(),
        timelogs: EmptyOrWrap(TimeLogs { timelog: Many(timelog) }),
    }
}

fn wire_timer(settings: &Settings, row: &TimerRow) -> TimeLog {
    TimeLog {
        id: row.id.into(),
        projectid: row.project_id.0.into(),
        taskid: row.task_id.0.into(),
        adminid: row.staff_id.0.into(),
        start: row.started_at.into(),
        end: row.ended_at.map_or(0.into(), Into::into),
        donotbill: row.do_not_bill.into(),
        starttime: moment(settings, Some(row.started_at)),
        endtime: moment(settings, row.ended_at),
    }
}

fn wire_message(settings: &Settings, row: MessageRow) -> ProjectMessage {
    ProjectMessage {
        id: row.id.0.into(),
        projectid: row.project_id.0.into(),
        date: moment(settings, Some(row.at)),
        message: row.message.into(),
        attachments: "".into(),
        adminid: row.staff_id.0.into(),
    }
}
