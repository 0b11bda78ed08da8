//! What runs by itself, and what staff still has to do.

use axum::Json;
use axum::extract::State;
use protocol::{GetAutomationLog, GetToDoItems, ToDoItem, UpdateToDoItem};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use crate::App;
use crate::rest::body::Body;
use crate::rest::inputs::Day;
use crate::rest::money::{date, key, moment, text};
use crate::rest::page::{Page, Window};
use crate::rest::patch::{Patch, emptied};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::session::StaffSession;

/// How much of the past.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Span {
    from: Option<Day>,
    to: Option<Day>,
}

/// What ran by itself.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Automation {
    /// In the company's time zone.
    last_daily_run_at: Option<String>,
    /// Figures by day and task, as the WHMCS behind says them.
    statistics: Value,
}

/// Which tasks.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only this status, such as `Pending`.
    #[schemars(length(max = 50))]
    status: Option<String>,
}

/// Something that is to be done.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Task {
    id: u64,
    title: String,
    description: Option<String>,
    status: String,
    /// Who is to do it.
    staff_id: Option<u64>,
    date: Option<String>,
    due_on: Option<String>,
}

/// What may change about it; what is absent stays as it is, and null empties the description.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    #[schemars(length(max = 50))]
    status: Option<String>,
    #[schemars(length(min = 1, max = 250))]
    title: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 60_000))]
    description: Patch<String>,
    due_on: Option<Day>,
}

pub(super) async fn automation(
    State(app): State<App>,
    session: StaffSession,
    Query(span): Query<Span>,
) -> Result<Json<Automation>, Problem> {
    let call = GetAutomationLog {
        startdate: span.from.map(Day::wire),
        enddate: span.to.map(Day::wire),
        namespace: None,
    };
    let said = session.call(&app, call).await?;
    let last_daily_run_at = moment(said.lastDailyCronInvocationTime);
    Ok(Json(Automation { last_daily_run_at, statistics: said.statistics.0 }))
}

pub(super) async fn tasks(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Task>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetToDoItems { limitstart, limitnum, status: which.status };
    let answer = session.call(&app, call).await?;
    Ok(Json(window.page(answer.items.0.item.0, answer.totalresults.0).map(task)))
}

pub(super) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Done>, Problem> {
    let call = UpdateToDoItem {
        itemid: id,
        adminid: session.adminid(&app).await?,
        status: input.status,
        date: None,
        title: input.title,
        unset: emptied([("description", &input.description)]),
        description: input.description.text(),
        duedate: input.due_on.map(Day::wire),
    };
    session.call(&app, call).await?;
    Ok(Json(Done { id }))
}

/// What was changed.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Done {
    id: u64,
}

fn task(row: ToDoItem) -> Task {
    Task {
        id: key(row.id.0),
        description: text(&row.description),
        staff_id: row.admin.id(),
        date: date(row.date),
        due_on: date(row.duedate),
        title: row.title.0,
        status: row.status.0,
    }
}
