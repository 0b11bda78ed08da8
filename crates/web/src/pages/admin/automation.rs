//! The automation: what each task did and will do, trying and running it, and its brake.

mod calendar;
mod preview;

use axum::Router;
use axum::http::StatusCode;
use axum::response::Response;
use protocol::wire::Tree;
use protocol::{
    ApproveAutomationBrake, GetAutomationLog, GetAutomationTasks, RunAutomation,
    UpdateAutomationTask,
};
use serde_json::json;

use super::confirm::{self, Question};
use super::desk::Desk;
use super::done::tried;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::names;
use crate::App;
use crate::routing::{get, post};

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/automation", get(page).merge(post(submit)))
        .route("/admin/automation/preview", get(preview::page))
}

async fn page(desk: Desk) -> Result<Response, Fail> {
    show(&desk, Problems::default()).await
}

async fn show(desk: &Desk, problems: Problems) -> Result<Response, Fail> {
    let found = desk.call(GetAutomationLog::default()).await?;
    let planned = desk.maybe(GetAutomationTasks {}).await;
    let left_alone = planned.as_ref().map(|found| found.leftalone.clone());
    let tasks = planned.map(|found| found.tasks.0);
    let month = calendar::month(desk).await?;
    let status = problems.status();
    let titles: std::collections::BTreeMap<String, String> = tasks
        .iter()
        .flat_map(|tasks| tasks.iter())
        .map(|each| (each.task.to_string(), each.title.to_string()))
        .collect();
    let view = json!({
        "titles": titles,
        "left_alone": left_alone.unwrap_or_default(),
        "last": found.lastDailyCronInvocationTime,
        "month": month,
        // Where no calendar is told of: today alone.
        "days": if month.is_none() { found.statistics } else { Tree::default() },
        "tasks": tasks,
        "problems": problems,
    });
    Ok(desk.page(status, "admin/automation.html", "Automation status", view).await)
}

async fn submit(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    let said = match posted.verb() {
        "try" => return run(&desk, &posted.clone().with("dryrun", 1)).await,
        "run" if !posted.confirmed() => {
            let task = posted.text("task");
            let question = Question {
                title: if task.is_empty() {
                    "Run the whole automation now?".to_owned()
                } else {
                    format!("Run {task} now?")
                },
                text: "What is due is done at once: invoices, charges, reminders, suspensions. \
                       A second run on the same day does nothing twice."
                    .to_owned(),
                button: "Run now",
                harmless: true,
                back: "/admin/automation".to_owned(),
                ..Question::default()
            };
            return Ok(confirm::ask(&desk, &posted, question).await);
        }
        "run" => return run(&desk, &posted).await,
        "approve" => {
            tried(desk.submit::<ApproveAutomationBrake>(&posted).await?, "The run may go on")
        }
        "pause" => {
            let posted = posted.clone().with("paused", 1);
            tried(desk.submit::<UpdateAutomationTask>(&posted).await?, "The task is paused")
        }
        "resume" => {
            let posted = posted.clone().with("paused", 0);
            tried(desk.submit::<UpdateAutomationTask>(&posted).await?, "The task goes on")
        }
        _ => return Err(Fail::missing(&desk)),
    };
    match said {
        Ok(said) => Ok(desk.go("/admin/automation", &said)),
        Err(problems) => show(&desk, problems).await,
    }
}

async fn run(desk: &Desk, posted: &Posted) -> Result<Response, Fail> {
    let mut posted = posted.clone();
    if posted.text("task").is_empty() {
        posted.drop("task");
    }
    match desk.submit::<RunAutomation>(&posted).await? {
        Tried::Done(answer) => {
            let mut view = json!({
                "dry": posted.text("dryrun") == "1",
                "date": answer.date,
                "tasks": answer.tasks,
            });
            names::beside_numbers(desk, &mut view).await;
            Ok(desk.page(StatusCode::OK, "admin/ran.html", "What the automation did", view).await)
        }
        Tried::Again(problems) => show(desk, problems).await,
    }
}
