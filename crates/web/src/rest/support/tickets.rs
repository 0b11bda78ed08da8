//! Tickets of a client.

use std::collections::BTreeMap;

use axum::Json;
use axum::extract::State;
use model::people::permission::ClientPermission;
use protocol::wire::NumText;
use protocol::{
    GetSupportStatuses, GetTicketResponse, GetTickets, OpenTicket, Ticket as Row, TicketField,
    TicketReply,
};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::files::{Attachment, NewFile, attachments, wire_files};
use crate::App;
use crate::rest::body::Body;
use crate::rest::created::Created;
use crate::rest::fields::given;
use crate::rest::inputs::{Day, NAME};
use crate::rest::money::{key, moment, text};
use crate::rest::page::{Page, Window};
use crate::rest::problem::Problem;
use crate::rest::query::{Id, Query, meant};
use crate::session::ClientSession;

/// Names of the wire and how this API says them.
pub(super) const WIRE_NAMES: &[(&str, &str)] = &[
    ("deptid", "department_id"),
    ("serviceid", "service_id"),
    ("customfields", "fields/"),
    ("attachments", "files"),
];

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
    /// Only this status, such as `Open`, `Answered` or `Closed`.
    #[schemars(length(max = 50))]
    status: Option<String>,
    /// Only of this department.
    #[schemars(range(min = 1))]
    department_id: Option<u64>,
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

/// How urgent it is.
#[derive(Debug, Clone, Copy, Deserialize, JsonSchema)]
pub(in crate::rest) enum Priority {
    Low,
    Medium,
    High,
}

/// A ticket to be opened.
#[derive(Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub(super) struct NewTicket {
    /// One of `GET /departments`.
    #[schemars(range(min = 1))]
    department_id: u64,
    #[schemars(length(min = 1, max = 250), regex(pattern = NAME))]
    subject: String,
    #[schemars(length(min = 1, max = 60_000), regex(pattern = NAME))]
    message: String,
    /// `Medium` if absent.
    priority: Option<Priority>,
    /// The service it is about.
    #[schemars(range(min = 1))]
    service_id: Option<u64>,
    /// By the id of a field of the department: what is filled in.
    #[serde(default)]
    fields: BTreeMap<String, String>,
    #[serde(default)]
    #[schemars(length(max = 10))]
    files: Vec<NewFile>,
}

/// A ticket in a list.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct TicketSummary {
    id: u64,
    /// The number shown to people.
    number: String,
    department_id: u64,
    subject: String,
    status: String,
    priority: String,
    /// In the company's time zone.
    opened_at: Option<String>,
    /// In the company's time zone.
    last_reply_at: Option<String>,
}

/// A ticket.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Ticket {
    id: u64,
    /// The number shown to people.
    number: String,
    department_id: u64,
    department: String,
    subject: String,
    status: String,
    priority: String,
    /// In the company's time zone.
    opened_at: Option<String>,
    /// In the company's time zone.
    last_reply_at: Option<String>,
    /// What was filled in of the department's fields; passwords are not told again.
    fields: Vec<TicketAnswer>,
    /// What was written, the opening first.
    messages: Vec<Message>,
}

/// What was filled in of a field.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct TicketAnswer {
    id: u64,
    name: String,
    /// Null for a password.
    value: Option<String>,
}

/// Something that was written.
#[derive(Debug, Serialize, JsonSchema)]
pub(in crate::rest) struct Message {
    /// The id of the reply; null for the opening.
    reply_id: Option<u64>,
    author: String,
    /// Whether the house wrote it.
    is_staff: bool,
    /// In the company's time zone.
    written_at: Option<String>,
    message: String,
    attachments: Vec<Attachment>,
    /// From 1, not at all helpful, to 5; null until the client says it.
    rating: Option<u64>,
}

/// A ticket that was opened.
#[derive(Debug, Serialize, JsonSchema)]
pub(super) struct Opened {
    id: u64,
    /// The number shown to people.
    number: String,
}

pub(super) async fn list(
    State(app): State<App>,
    session: ClientSession,
    Query(which): Query<Which>,
) -> Result<Json<Page<TicketSummary>>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    let window = Window::of(which.limit, which.cursor.as_deref())?;
    let (limitstart, limitnum) = window.asked();
    let status = match which.status {
        Some(asked) => Some(meant("status", &asked, &statuses(&app, &session).await?)?),
        None => None,
    };
    let call = GetTickets {
        limitstart,
        limitnum,
        status,
        deptid: which.department_id,
        priority: which.priority.map(|priority| format!("{priority:?}")),
        subject: which.subject,
        datefrom: which.from.map(Day::wire),
        dateto: which.to.map(Day::wire),
        ..GetTickets::default()
    };
    let answer = door.tickets(call).await?;
    Ok(Json(window.page(answer.tickets.0.ticket.0, answer.totalresults.0).map(summary)))
}

/// The statuses of tickets, to which staff may add.
async fn statuses(app: &App, session: &ClientSession) -> Result<Vec<String>, Problem> {
    let found = app.whmcs().call(&session.caller, GetSupportStatuses::default()).await?;
    Ok(found.statuses.0.status.0.into_iter().map(|row| row.title.0).collect())
}

pub(super) async fn get(
    State(app): State<App>,
    session: ClientSession,
    Id(id): Id,
) -> Result<Json<Ticket>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    Ok(Json(ticket(door.ticket(id).await?)))
}

pub(super) async fn create(
    State(app): State<App>,
    session: ClientSession,
    Body(input): Body<NewTicket>,
) -> Result<Created<Opened>, Problem> {
    let door = session.door(&app, ClientPermission::Tickets)?;
    let call = OpenTicket {
        deptid: input.department_id,
        subject: input.subject,
        message: input.message,
        priority: input.priority.map(|priority| format!("{priority:?}")),
        serviceid: input.service_id,
        customfields: given(&input.fields)?,
        attachments: wire_files(input.files)?,
        ..OpenTicket::default()
    };
    let opened = door.open_ticket(call).await;
    let opened = opened.map_err(|error| Problem::from(error).renamed(WIRE_NAMES))?;
    let id = key(opened.id.0);
    let location = format!("/api/v1/tickets/{id}");
    Ok(Created { location, body: Opened { id, number: opened.tid.0 } })
}

pub(in crate::rest) fn summary(row: Row) -> TicketSummary {
    TicketSummary {
        id: key(row.id.0),
        number: row.tid.0,
        department_id: key(row.deptid.0),
        subject: row.subject.0,
        status: row.status.0,
        priority: row.priority.0,
        opened_at: moment(row.date),
        last_reply_at: moment(row.lastreply),
    }
}

pub(in crate::rest) fn ticket(row: GetTicketResponse) -> Ticket {
    let messages = row.replies.0.reply.into_iter().map(message).collect();
    let fields = row.customfields.map(|rows| rows.0.customfield.0).unwrap_or_default();
    let answer = |field: TicketField| TicketAnswer {
        id: key(field.id.0),
        value: text(&field.value).filter(|_| &*field.r#type != "password"),
        name: field.name.0,
    };
    Ticket {
        id: key(row.ticketid.0),
        number: row.tid.0,
        department_id: key(row.deptid.0),
        department: row.deptname.0,
        subject: row.subject.0,
        status: row.status.0,
        priority: row.priority.0,
        opened_at: moment(row.date),
        last_reply_at: moment(row.lastreply),
        fields: fields.into_iter().map(answer).collect(),
        messages,
    }
}

fn message(row: TicketReply) -> Message {
    let is_staff = text(&row.admin).is_some();
    let author = if is_staff { &row.admin } else { &row.requestor_name };
    let author = text(author).or_else(|| text(&row.name)).unwrap_or_default();
    Message {
        reply_id: row.replyid.id(),
        author,
        is_staff,
        written_at: moment(row.date),
        attachments: attachments(&row.attachments),
        rating: row.rating.and_then(NumText::id),
        message: row.message.0,
    }
}
