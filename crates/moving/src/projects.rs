//! Projects with their tasks, timers and messages. Not every WHMCS has the add-on for them.

use protocol::{
    GetProject, GetProjectResponse, GetProjects, ProjectInfo, ProjectMessage, ProjectTask, TimeLog,
};
use store::system::imports::Put;

use crate::entry::Entry;
use crate::error::Result;
use crate::moving::{Moving, NO_DAY};
use crate::reading::{PAGE, ask_kind, ask_maybe};

const PROJECTS: &str = "projects";

/// The tables that are written with the numbers of the WHMCS.
pub(crate) const TABLES: &[&str] =
    &["projects", "project_tasks", "project_timers", "project_messages"];

pub(crate) async fn bring(moving: &mut Moving<'_>) -> Result<()> {
    let mut start = 0;
    loop {
        let call =
            GetProjects { limitstart: Some(start), limitnum: Some(PAGE), ..GetProjects::default() };
        let Some(answer) = ask_maybe(moving, call).await? else { return Ok(()) };
        let ids: Vec<i64> = answer.projects.iter().map(|row| row.id.0).collect();
        if ids.is_empty() {
            return Ok(());
        }
        start += ids.len() as u64;
        moving.tell(PROJECTS, start, answer.totalresults.0);
        let fresh = moving.unknown(PROJECTS, ids, |id| *id).await?;
        let calls = fresh
            .iter()
            .filter_map(|id| Some((*id, GetProject { projectid: u64::try_from(*id).ok()? })));
        let calls = calls.collect();
        let told = ask_kind(moving, PROJECTS, calls).await?;
        let entries = told.iter().map(|(_, row)| project(moving, row)).collect();
        moving.write(PROJECTS, entries).await?;
        if i64::try_from(start).is_ok_and(|start| start >= answer.totalresults.0) {
            return Ok(());
        }
    }
}

fn project(moving: &Moving<'_>, row: &GetProjectResponse) -> Entry {
    let info = &row.projectinfo;
    let entry = about(moving, info);
    let tasks = row.tasks.task.iter().flat_map(|task| {
        let logs = task.timelogs.timelog.iter().map(|log| timer(info.id.0, task.id.0, log));
        std::iter::once(self::task(moving, info.id.0, task)).chain(logs.collect::<Vec<_>>())
    });
    let messages = row.messages.message.iter().map(|row| message(moving, info.id.0, row));
    entry.all(tasks.collect::<Vec<_>>()).all(messages.collect::<Vec<_>>())
}

fn about(moving: &Moving<'_>, row: &ProjectInfo) -> Entry {
    let title = moving.plain(&row.title);
    let created = row.created.0.unwrap_or(NO_DAY);
    let made = moving.midnight(created);
    Entry::of("projects", row.id.0)
        .set("title_folded", title.to_lowercase())
        .set("title", title)
        .set("client_id", row.userid.0)
        .set("status", moving.plain(&row.status))
        .set("created_on", created)
        .set("due_on", row.duedate.0)
        .set("completed", row.completed.0)
        .set("ticket_ids", numbers(&row.ticketids))
        .set("invoice_ids", numbers(&row.invoiceids))
        .set("notes", moving.plain(&row.notes))
        .set("created_at", made)
        .set("updated_at", moving.instant(row.lastmodified).unwrap_or(made))
}

fn task(moving: &Moving<'_>, project: i64, row: &ProjectTask) -> Put {
    Put::into("project_tasks")
        .set("id", row.id.0)
        .set("project_id", project)
        .set("task", moving.plain(&row.task))
        .set("notes", moving.plain(&row.notes))
        .set("due_on", row.duedate.0)
        .set("completed", row.completed.0)
        .set("billed", row.billed.0)
        .set("position", row.order.0)
        .set("created_at", moving.instant(row.created).unwrap_or_default())
}

/// One that ran there does not run on here.
fn timer(project: i64, task: i64, row: &TimeLog) -> Put {
    Put::into("project_timers")
        .set("id", row.id.0)
        .set("project_id", project)
        .set("task_id", task)
        .set("started_at", row.start.0)
        .set("ended_at", row.end.0.max(row.start.0))
        .set("do_not_bill", row.donotbill.0)
}

fn message(moving: &Moving<'_>, project: i64, row: &ProjectMessage) -> Put {
    Put::into("project_messages")
        .set("id", row.id.0)
        .set("project_id", project)
        .set("at", moving.instant(row.date).unwrap_or_default())
        .set("message", moving.plain(&row.message))
}

/// `1,2` as it is kept: with a comma before and behind.
fn numbers(text: &str) -> String {
    let numbers = text.split(',').map(str::trim).filter(|number| !number.is_empty());
    let numbers: Vec<&str> = numbers.collect();
    if numbers.is_empty() { String::new() } else { format!(",{},", numbers.join(",")) }
}
