//! Tickets of everybody, as staff answers them.

use axum::Json;
use axum::extract::State;
use protocol::{
    AddTicketNote, AddTicketReply, GetTicket, GetTicketResponse, GetTickets, Ticket as Row,
    TicketNote, UpdateTicket,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::limits::heeded;
use crate::App;
use crate::rest::body::Body;
use crate::rest::inputs::Day;
use crate::rest::money::moment;
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query};
use crate::rest::support::files::{NewFile, wire_files};
use crate::rest::support::tickets::{Priority, Ticket, TicketSummary, summary, ticket};
use crate::session::StaffSession;

/// Names of the wire and how this API says them.
const WIRE_NAMES: &[(&str, &str)] = &[("deptid", "department_id"), ("flag", "assignee_id")];

/// Which tickets.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Which {
    /// Rows of the page, from 1 to 100; 25 if absent.
    #[schemars(range(min = 1, max = 100))]
    limit: Option<u64>,
    /// The `next_cursor` of the page before.
    #[schemars(regex(pattern = crate::rest::inputs::CURSOR))]
    cursor: Option<String>,
    /// Only this status, such as `Open`.
    #[schemars(length(max = 50))]
    status: Option<String>,
    /// Only of this department.
    #[schemars(range(min = 1))]
    department_id: Option<u64>,
    /// Only of this client.
    #[schemars(range(min = 1))]
    client_id: Option<u64>,
    /// Only that this member of staff takes care of.
    #[schemars(range(min = 1))]
    assignee_id: Option<u64>,
    /// Only this priority.
    priority: Option<Priority>,
    /// Only with this in the subject.
    #[schemars(length(min = 1, max = 250))]
    subject: Option<String>,
    /// Only opened on this day or later.
    from: Option<Day>,
    /// Only opened on this day or earlier.
    to: Option<Day>,
}

/// A ticket in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Listed {
    #[serde(flatten)]
    ticket: TicketSummary,
    /// Null for guests.
    client_id: Option<u64>,
    /// Who takes care of it.
    assignee_id: Option<u64>,
}

/// A ticket, and what the house keeps to itself.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Whole {
    #[serde(flatten)]
    ticket: Ticket,
    /// Null for guests.
    client_id: Option<u64>,
    /// Who takes care of it.
    assignee_id: Option<u64>,
    notes: Vec<Note>,
}

/// What the house keeps to itself.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Note {
    author: String,
    /// In the company's time zone.
    written_at: Option<String>,
    message: String,
}

/// A reply of the house.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Reply {
    #[schemars(length(min = 1, max = 60_000))]
    message: String,
    /// The status afterwards; `Answered` if absent.
    #[schemars(length(min = 1, max = 50))]
    status: Option<String>,
    #[serde(default)]
    #[schemars(length(max = 10))]
    files: Vec<NewFile>,
}

/// A note of the house to itself.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewNote {
    #[schemars(length(min = 1, max = 60_000))]
    message: String,
}

/// What staff may change; what is absent or null stays as it is.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct Change {
    #[schemars(length(min = 1, max = 50))]
    status: Option<String>,
    priority: Option<Priority>,
    #[schemars(range(min = 1))]
    department_id: Option<u64>,
    /// Who is to take care of it.
    #[schemars(range(min = 1))]
    assignee_id: Option<u64>,
    #[schemars(length(max = 250))]
    subject: Option<String>,
}

pub(super) async fn list(
    State(app): State<App>,
    session: StaffSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<Listed>>, Problem> {
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let call = GetTickets {
        limitstart,
        limitnum,
        status: which.status,
        deptid: which.department_id,
        clientid: which.client_id,
        flag: which.assignee_id,
        priority: which.priority.map(|priority| format!("{priority:?}")),
        subject: which.subject,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        ignore_dept_assignments: true.into(),
        ..GetTickets::default()
    };
    let answer = session.call(&app, heeded(&app, call).await?).await?;
    Ok(Json(window.page(answer.tickets.0.ticket.0, answer.totalresults.0).map(listed)))
}

pub(super) async fn get(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
) -> Result<Json<Whole>, Problem> {
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn reply(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Reply>,
) -> Result<Json<Whole>, Problem> {
    let call = AddTicketReply {
        ticketid: id,
        message: input.message,
        adminusername: Some(session.claims.name.clone()),
        status: input.status,
        attachments: wire_files(input.files)?,
        ..AddTicketReply::default()
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn note(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<NewNote>,
) -> Result<Json<Whole>, Problem> {
    let call =
        AddTicketNote { ticketid: Some(id), message: input.message, ..AddTicketNote::default() };
    session.call(&app, call).await?;
    Ok(Json(one(&app, &session, id).await?))
}

pub(super) async fn change(
    State(app): State<App>,
    session: StaffSession,
    Id(id): Id,
    Body(input): Body<Change>,
) -> Result<Json<Whole>, Problem> {
    let call = UpdateTicket {
        ticketid: id,
        status: input.status,
        priority: input.priority.map(|priority| format!("{priority:?}")),
        deptid: input.department_id,
        flag: input.assignee_id,
        subject: input.subject,
        ..UpdateTicket::default()
    };
    let done = session.call(&app, call).await;
    done.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    Ok(Json(one(&app, &session, id).await?))
}

async fn one(app: &App, session: &StaffSession, id: u64) -> Result<Whole, Problem> {
    let call = GetTicket { ticketid: Some(id), ..GetTicket::default() };
    let row = session.call(app, call).await?;
    Ok(whole(row))
}

fn listed(row: Row) -> Listed {
    let (client_id, assignee_id) = (row.userid.id(), row.flag.id());
    Listed { ticket: summary(row), client_id, assignee_id }
}

fn whole(row: GetTicketResponse) -> Whole {
    let (client_id, assignee_id) = (row.userid.id(), row.flag.id());
    let notes = row.notes.0.note.iter().map(note_of).collect();
    Whole { ticket: ticket(row), client_id, assignee_id, notes }
}

fn note_of(row: &TicketNote) -> Note {
    Note {
        author: row.admin.0.clone(),
        written_at: moment(row.date),
        message: row.message.0.clone(),
    }
}
