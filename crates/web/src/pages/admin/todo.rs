//! One thing to do.

use std::collections::BTreeMap;

use axum::Router;
use axum::extract::Path;
use axum::response::Response;
use protocol::{AddToDoItem, DeleteToDoItem, GetToDoItems, ToDoItem, UpdateToDoItem};
use serde_json::json;

use super::desk::Desk;
use super::done::run;
use super::fail::Fail;
use super::form::{Posted, Problems, Tried};
use super::pick;
use crate::App;
use crate::routing::{get, post};

/// The states of a to-do.
const STATES: &[&str] = &["New", "Pending", "In Progress", "Completed", "Postponed"];
/// Items asked for at once while one is looked for.
const ROWS: u64 = 250;

pub(super) fn routes() -> Router<App> {
    Router::new()
        .route("/admin/todo/new", get(blank).merge(post(create)))
        .route("/admin/todo/{id}", get(page).merge(post(submit)))
}

async fn blank(desk: Desk) -> Response {
    let fields = [
        ("status", "New".to_owned()),
        ("adminid", desk.adminid().unwrap_or(0).to_string()),
        ("date", desk.now().date().to_string()),
    ];
    let fields = fields.map(|(name, value)| (name.to_owned(), value)).into();
    show(&desk, None, fields, Problems::default()).await
}

async fn create(desk: Desk, posted: Posted) -> Result<Response, Fail> {
    match desk.submit::<AddToDoItem>(&posted).await? {
        Tried::Done(_) => Ok(desk.go("/admin/todo", "It is on the list")),
        Tried::Again(problems) => Ok(show(&desk, None, posted.fields(), problems).await),
    }
}

/// Looks through the list: no action gives a single item.
async fn find(desk: &Desk, id: u64) -> Result<ToDoItem, Fail> {
    let mut start = 0;
    loop {
        let call = GetToDoItems { limitstart: Some(start), limitnum: Some(ROWS), status: None };
        let rows = desk.call(call).await?.items.0.item.0;
        let last = rows.is_empty();
        if let Some(row) = rows.into_iter().find(|row| row.id.id() == Some(id)) {
            return Ok(row);
        }
        if last {
            return Err(Fail::missing(desk));
        }
        start += ROWS;
    }
}

async fn page(desk: Desk, Path(id): Path<u64>) -> Result<Response, Fail> {
    let item = find(&desk, id).await?;
    Ok(show(&desk, Some(id), fields(&item), Problems::default()).await)
}

fn fields(item: &ToDoItem) -> BTreeMap<String, String> {
    let day =
        |date: protocol::wire::WireDate| date.0.map(|date| date.to_string()).unwrap_or_default();
    let fields = [
        ("title", item.title.to_string()),
        ("description", item.description.to_string()),
        ("adminid", item.admin.0.to_string()),
        ("status", item.status.to_string()),
        ("date", day(item.date)),
        ("duedate", day(item.duedate)),
    ];
    fields.map(|(name, value)| (name.to_owned(), value)).into()
}

async fn submit(desk: Desk, Path(id): Path<u64>, posted: Posted) -> Result<Response, Fail> {
    let key = ("itemid", id);
    let said = match posted.verb() {
        "delete" => run::<DeleteToDoItem>(&desk, &posted, key, "It is gone").await?,
        "done" => {
            let posted = posted.clone().with("status", "Completed");
            run::<UpdateToDoItem>(&desk, &posted, key, "It is done").await?
        }
        _ => run::<UpdateToDoItem>(&desk, &posted, key, "Saved").await?,
    };
    match said {
        Ok(said) => Ok(desk.go("/admin/todo", &said)),
        Err(problems) => {
            let typed = match posted.verb() {
                "delete" | "done" => fields(&find(&desk, id).await?),
                _ => posted.fields(),
            };
            Ok(show(&desk, Some(id), typed, problems).await)
        }
    }
}

async fn show(
    desk: &Desk,
    id: Option<u64>,
    fields: BTreeMap<String, String>,
    problems: Problems,
) -> Response {
    let status = problems.status();
    let view = json!({
        "id": id,
        "fields": fields,
        "problems": problems,
        "states": pick::words(STATES),
        "staff": pick::staff(desk, "Nobody").await,
    });
    let title = if id.is_some() { "To-do" } else { "New to-do" };
    desk.page(status, "admin/todo.html", title, view).await
}
