//! One project: what it is about, its tasks with their timers, and what was said.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::wire::WireDate;
use protocol::{
    AddProjectMessage, AddProjectTask, CreateProject, DeleteProjectTask, EndTaskTimer, GetProject,
    GetProjectResponse, ProjectTask, StartTaskTimer, UpdateProject, UpdateProjectTask,
};
use serde_json::{Value, json};

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::{run, tried};
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::{client, pick};
use crate::App;
use crate::routing::{get, post};

/// The states of a project, as the vendor names them.
pub(super) const STATES: &[&str] =
    &["Pending", "In Progress", "Awaiting", "Abandoned", "Completed"];

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/projects/new", get(blank).merge(post(create)))
        .route("/admin/projects/{id}", get(page).merge(post(submit)))
}

async fn blank(desk: Desk) -> Response {
    let query = desk.query();
    let fields = [
        ("client", query.text("client").to_owned()),
        ("status", "Pending".to_owned()),
        ("adminid", desk.acts_as().await.to_string()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    new(&desk, fields, Problems::default()).await
}

async fn new(desk: &Desk, fields: BTreeMap<String, String>, problems: Problems) -> Response {
    let status = problems.status();
    let view = json!({
        "clients": pick::several_clients(desk, &fields).await,
        "fields": fields,
        "problems": problems,
        "states": pick::words(STATES),
        "staff": pick::staff(desk, "Nobody").await,
    });
    desk.page(status, "admin/project_new.html", "New project", view).await
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let mut call = match for_client(&desk, &posted).await {
        Ok(call) => call,
        Err(problems) => return Ok(new(&desk, posted.fields(), problems).await),
    };
    if call.text("duedate").is_empty() {
        call.drop("duedate");
    }
    match desk.submit::<CreateProject>(&call).await? {
        Tried::Done(made) => {
            let to = format!("/admin/projects/{}", made.projectid.0);
            Ok(desk.go(&to, "The project was made"))
        }
        Tried::Again(problems) => {
            let problems = problems.renamed("userid", "client");
            Ok(new(&desk, posted.fields(), problems).await)
        }
    }
}

/// What was posted with the number of the client that was typed; nothing typed is the house.
async fn for_client(desk: &Desk, posted: &Posted) -> Result<Posted, Problems> {
    let client = match posted.text("client").trim() {
        "" => 0,
        typed => pick::client(desk, typed).await.map_err(|said| Problems::one("client", said))?,
    };
    Ok(posted.clone().with("userid", client))
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    show(&desk, id, BTreeMap::new(), Problems::default()).await
}

async fn show(
    desk: &Desk,
    id: u64,
    typed: BTreeMap<String, String>,
    problems: Problems,
) -> Result<Response, Fail> {
    let found: GetProjectResponse = desk.call(GetProject { projectid: id }).await?;
    let staff = pick::staff(desk, "Nobody").await;
    let now = desk.app().0.clock.now().as_second();
    let project = found.projectinfo;
    let fields = if typed.is_empty() {
        [
            ("title", project.title.to_string()),
            ("status", project.status.to_string()),
            ("adminid", project.adminid.0.to_string()),
            (
                "client",
                if project.userid.0 > 0 { project.userid.to_string() } else { String::new() },
            ),
            ("duedate", project.duedate.0.map(|day| day.to_string()).unwrap_or_default()),
            ("ticketids", project.ticketids.to_string()),
            ("invoiceids", project.invoiceids.to_string()),
            ("notes", project.notes.to_string()),
        ]
        .map(|(name, value)| (name.to_owned(), value))
        .into()
    } else {
        typed
    };
    let tasks: Vec<Value> =
        found.tasks.0.task.iter().map(|task| shown(task, &staff, now)).collect();
    let done = found.tasks.0.task.iter().filter(|task| task.completed.0).count();
    let messages: Vec<Value> = found
        .messages
        .0
        .message
        .iter()
        .map(|row| {
            let who = row.adminid.0.to_string();
            let name = pick::name_of(&staff, &who);
            json!({ "name": name, "date": row.date, "text": row.message })
        })
        .collect();
    let view = json!({
        "id": id,
        "done": done,
        "client": client::owner(desk, project.userid.0).await,
        "tickets": named(&project.ticketids),
        "invoices": named(&project.invoiceids),
        "tasks": tasks,
        "messages": messages,
        "states": pick::words(STATES),
        "staff": staff,
        "clients": pick::several_clients(desk, &fields).await,
        "fields": fields,
        "problems": problems,
        "project": project,
    });
    let title = view["project"]["title"].as_str().unwrap_or("Project").to_owned();
    Ok(desk.page(problems.status(), "admin/project.html", &title, view).await)
}

/// What stands between commas, and the number that it is; what is none leads nowhere, and is shown.
fn named(text: &str) -> Vec<(&str, Option<u64>)> {
    let pieces = text.split(',').map(str::trim).filter(|piece| !piece.is_empty());
    pieces.map(|piece| (piece, piece.parse().ok().filter(|id| *id > 0))).collect()
}

/// A task, how long was worked at it, and the timer that runs.
fn shown(task: &ProjectTask, staff: &[pick::Choice], now: i64) -> Value {
    let logs = &task.timelogs.0.timelog.0;
    let worked: i64 = logs
        .iter()
        .map(|log| (if log.end.0 == 0 { now } else { log.end.0 }).saturating_sub(log.start.0))
        .sum();
    let running = logs.iter().find(|log| log.end.0 == 0 && log.start.0 > 0);
    let who = task.adminid.0.to_string();
    json!({
        "id": task.id,
        "text": task.task,
        "notes": task.notes,
        "who": if task.adminid.0 == 0 { "" } else { pick::name_of(staff, &who) },
        "due": task.duedate,
        "completed": task.completed.0,
        "billed": task.billed.0,
        "worked": if worked > 0 { duration(worked) } else { String::new() },
        "timer": running.map(|log| log.id),
    })
}

/// `1 h 05 min`.
fn duration(seconds: i64) -> String {
    let minutes = seconds / 60;
    if minutes < 60 {
        return format!("{minutes} min");
    }
    format!("{} h {:02} min", minutes / 60, minutes % 60)
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("projectid", id);
    let said = match posted.verb() {
        "update" => {
            let mut call = match for_client(&desk, &posted).await {
                Ok(call) => call,
                Err(problems) => return show(&desk, id, posted.fields(), problems).await,
            };
            if call.text("duedate").is_empty() {
                call.set("duedate", WireDate(None));
            }
            call.set("completed", u8::from(posted.text("status") == "Completed"));
            run::<UpdateProject>(&desk, &call, key, "Saved").await?
        }
        "task" => {
            let mut call = posted.clone();
            if call.text("duedate").is_empty() {
                call.set("duedate", desk.now().date());
            }
            if matches!(call.text("adminid"), "" | "0") {
                call.drop("adminid");
            }
            run::<AddProjectTask>(&desk, &call, key, "The task was added").await?
        }
        verb @ ("done" | "undone") => {
            let call = posted.clone().with("completed", u8::from(verb == "done"));
            run::<UpdateProjectTask>(&desk, &call, key, "Saved").await?
        }
        "untask" if !posted.confirmed() => {
            let question = Question {
                title: "Delete this task?".to_owned(),
                text: "Its times are deleted with it.".to_owned(),
                button: "Delete",
                back: format!("/admin/projects/{id}"),
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        "untask" => run::<DeleteProjectTask>(&desk, &posted, key, "The task is gone").await?,
        "start" => {
            let call = by_me(&desk, &posted);
            run::<StartTaskTimer>(&desk, &call, key, "The timer runs").await?
        }
        "stop" => run::<EndTaskTimer>(&desk, &posted, key, "The timer stopped").await?,
        "message" => {
            let call = by_me(&desk, &posted).with("projectid", id);
            tried(desk.submit::<AddProjectMessage>(&call).await?, "It was written")
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go(&format!("/admin/projects/{id}"), &said)),
        Err(problems) if posted.verb() == "update" => {
            let problems = problems.renamed("userid", "client");
            show(&desk, id, posted.fields(), problems).await
        }
        Err(problems) => show(&desk, id, BTreeMap::new(), problems).await,
    }
}

/// What was posted, as done by the member; by this program where the WHMCS behind has no such.
fn by_me(desk: &Desk, posted: &Posted) -> Posted {
    let mut posted = posted.clone();
    match desk.adminid() {
        Some(me) => posted.set("adminid", me),
        None => posted.drop("adminid"),
    }
    posted
}

#[cfg(test)]
mod tests {
    use super::{duration, named};

    #[test]
    fn time_is_said_for_people() {
        for (seconds, said) in [(59, "0 min"), (3_599, "59 min"), (3_900, "1 h 05 min")] {
            assert_eq!(duration(seconds), said);
        }
    }

    #[test]
    fn numbers_are_read_from_lists() {
        let found = named("4, 7,x, 0,");
        assert_eq!(found, [("4", Some(4)), ("7", Some(7)), ("x", None), ("0", None)]);
    }
}
