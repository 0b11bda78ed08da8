//! What the house announces, and what it does not publish yet.

use axum::Json;
use axum::extract::State;
use axum::response::NoContent;
use protocol::wire::{Flag, WireDateTime};
use protocol::{
    AddAnnouncement, Announcement as Row, DeleteAnnouncement, GetAnnouncements, UpdateAnnouncement,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::App;
use crate::rest::body::Body;
use crate::rest::created::{Created, MadeOrTried};
use crate::rest::inputs::Day;
use crate::rest::money::key;
use crate::rest::page::{Page, Paging};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::rest::support::lists::{Announcement, announcement, originals};
use crate::session::StaffSession;
use crate::through::{ROWS_MAX, looked_for};

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("announcement", "text"), ("published", "is_published")];

/// An announcement, published or not.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest::admin) struct Draft {
    #[serde(flatten)]
    announcement: Announcement,
    is_published: bool,
}

/// An announcement to be written.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(in crate::rest::admin) struct NewAnnouncement {
    #[schemars(length(min = 1, max = 250))]
    title: String,
    /// May hold HTML.
    #[schemars(length(max = 60_000))]
    text: String,
    /// Under which it is shown.
    date: Day,
    #[serde(default)]
    is_published: bool,
}

/// What may change about an announcement; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "AnnouncementChange")]
pub(in crate::rest::admin) struct Change {
    #[schemars(length(min = 1, max = 250))]
    title: Option<String>,
    /// May hold HTML.
    #[schemars(length(max = 60_000))]
    text: Option<String>,
    /// Under which it is shown.
    date: Option<Day>,
    is_published: Option<bool>,
}

pub(in crate::rest::admin) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(paging): Query<Paging>,
) -> Result<Json<Page<Draft>>, Problem> {
    let window = paging.window()?;
    let (limitstart, limitnum) = window.asked();
    let answer = session.call(&app, GetAnnouncements { limitstart, limitnum }).await?;
    let page = window.page(originals(answer.announcements.0.announcement.0), answer.totalresults.0);
    Ok(Json(page.map(draft)))
}

pub(in crate::rest::admin) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Draft>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn create(
    State(app): State<App>,
    session: StaffSession,
    Body(input): Body<NewAnnouncement>,
) -> Result<MadeOrTried<Draft>, Problem> {
    let call = AddAnnouncement {
        date: morning(input.date),
        title: input.title,
        announcement: input.text,
        published: Flag(input.is_published),
    };
    let made = session.call(&app, call).await;
    let made = made.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    if session.caller.dry_run {
        return Ok(MadeOrTried::Tried);
    }
    let id = key(made.announcementid.0);
    let body = one(&app, &session, id).await?;
    let location = format!("/api/v1/admin/announcements/{id}");
    Ok(MadeOrTried::Made(Created { location, body }))
}

pub(in crate::rest::admin) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Draft>, Problem> {
    let call = UpdateAnnouncement {
        announcementid: id,
        title: input.title,
        announcement: input.text,
        date: input.date.map(morning),
        published: input.is_published.map(Flag),
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(in crate::rest::admin) async fn delete(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<NoContent, Problem> {
    session.call(&app, DeleteAnnouncement { announcementid: id }).await?;
    Ok(NoContent)
}

/// The protocol names no single one, so that the list is looked through.
async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Draft, Problem> {
    let page = |start| async move {
        let call = GetAnnouncements { limitstart: Some(start), limitnum: Some(ROWS_MAX) };
        let answer = session.call(app, call).await?;
        let rows = originals(answer.announcements.0.announcement.0);
        Ok((rows, answer.totalresults.0))
    };
    let found = looked_for(page, |row: &Row| row.id.id() == Some(id)).await?;
    found.map(draft).ok_or_else(Problem::not_found)
}

fn draft(row: Row) -> Draft {
    Draft { is_published: row.published.0, announcement: announcement(row) }
}

/// The beginning of a day.
fn morning(day: Day) -> WireDateTime {
    WireDateTime(day.wire().0.map(|date| date.at(0, 0, 0, 0)))
}
