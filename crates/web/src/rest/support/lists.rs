//! Announcements, departments that tickets are sent to, and statuses that they have.

use axum::Json;
use axum::extract::State;
use protocol::{Announcement as Row, GetAnnouncements, GetSupportDepartments, GetSupportStatuses};
use schemars::JsonSchema;
use serde::Serialize;

use crate::App;
use crate::asked::{self, Of};
use crate::rest::fields::{AskedField, asked_field};
use crate::rest::money::{key, moment, text};
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::Query;
use crate::session::Visitor;

/// Something that the house announces.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Announcement {
    id: u64,
    /// In the company's time zone.
    published_at: Option<String>,
    title: String,
    /// May hold HTML.
    text: String,
}

/// Whom tickets can be sent to.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Department {
    id: u64,
    name: String,
    /// What its tickets are asked.
    fields: Vec<AskedField>,
}

pub(super) async fn announcements(
    State(app): State<App>,
    visitor: Visitor,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Announcement>>, Problem> {
    let window = paging.window()?;
    let (limitstart, limitnum) = window.asked();
    let call = GetAnnouncements { limitstart, limitnum };
    let answer = app.whmcs().call(&visitor.caller, call).await?;
    let mut page =
        window.page(originals(answer.announcements.0.announcement.0), answer.totalresults.0);
    page.items.retain(|row| row.published.0);
    Ok(Json(page.map(announcement)))
}

/// Each may be followed by its translations, which are no rows of the page.
pub(in crate::rest) fn originals(rows: Vec<Row>) -> Vec<Row> {
    rows.into_iter().filter(|row| row.parentid.0 == 0).collect()
}

pub(in crate::rest) fn announcement(row: Row) -> Announcement {
    Announcement {
        id: key(row.id.0),
        published_at: moment(row.date),
        title: row.title.0,
        text: row.announcement.0,
    }
}

pub(super) async fn departments(
    State(app): State<App>,
    visitor: Visitor,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Department>>, Problem> {
    let window = paging.window()?;
    let call = GetSupportDepartments { ignore_dept_assignments: true.into() };
    let rows = app.whmcs().call(&visitor.caller, call).await?.departments.0.department.0;
    let asks = asked::open_fields(&app, &visitor.caller, Of::Departments).await?;
    let of = |id: i64| asks.iter().filter(move |field| field.relid.0 == id).cloned();
    let rows = rows.into_iter().map(|row| Department {
        id: key(row.id.0),
        fields: of(row.id.0).map(asked_field).collect(),
        name: row.name.0,
    });
    Ok(Json(window.cut(rows.collect())))
}

/// A status of tickets.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct TicketStatus {
    name: String,
    /// In which it is shown, such as `#779500`.
    color: Option<String>,
}

/// How many tickets are in a status is not for everybody.
pub(super) async fn statuses(
    State(app): State<App>,
    visitor: Visitor,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<TicketStatus>>, Problem> {
    let window = paging.window()?;
    let found = app.whmcs().call(&visitor.caller, GetSupportStatuses::default()).await?;
    let rows = found.statuses.0.status.0.into_iter();
    let rows = rows.map(|row| TicketStatus { color: text(&row.color), name: row.title.0 });
    Ok(Json(window.cut(rows.collect())))
}
