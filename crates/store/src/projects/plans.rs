//! Projects themselves.

use jiff::civil::Date;
use model::ids::{ClientId, ProjectId, StaffId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// One project. The numbers of people are 0 for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ProjectRow {
    /// Its number on the wire.
    pub id: ProjectId,
    /// One line.
    pub title: String,
    /// Who leads it.
    pub staff_id: StaffId,
    /// For which client.
    pub client_id: ClientId,
    /// How far it is, in the staff's words.
    pub status: String,
    /// The day it began.
    pub created_on: Date,
    /// The day it is to be done.
    pub due_on: Option<Date>,
    /// It is done.
    pub completed: bool,
    /// Tickets it belongs to: `,1,2,`, or empty.
    pub ticket_ids: String,
    /// Invoices it belongs to: `,1,2,`, or empty.
    pub invoice_ids: String,
    /// Notes of the staff.
    pub notes: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// What a list is limited to.
#[derive(Debug, Clone, Default)]
pub struct Listed<'a> {
    /// For which client.
    pub client: Option<ClientId>,
    /// Who leads it.
    pub staff: Option<StaffId>,
    /// Part of the title, in any case.
    pub title: Option<&'a str>,
    /// Tickets that all belong to it.
    pub tickets: Vec<i64>,
    /// Invoices that all belong to it.
    pub invoices: Vec<i64>,
    /// The whole notes.
    pub notes: Option<&'a str>,
    /// The status.
    pub status: Option<&'a str>,
    /// The day it began.
    pub created_on: Option<Date>,
    /// The day it is to be done.
    pub due_on: Option<Date>,
    /// Whether it is done.
    pub completed: Option<bool>,
    /// Changed at this instant (Unix seconds) or later.
    pub changed_since: Option<i64>,
}

/// Adds a project; `row.id` is ignored.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, row: &ProjectRow) -> Result<ProjectId> {
    let sql = "insert into projects (title, title_folded, staff_id, client_id, status, created_on,
            due_on, completed, ticket_ids, invoice_ids, notes, created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $12) returning id";
    let values = args![
        &row.title,
        row.title.to_lowercase(),
        row.staff_id,
        row.client_id,
        &row.status,
        row.created_on,
        row.due_on,
        row.completed,
        &row.ticket_ids,
        &row.invoice_ids,
        &row.notes,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// Writes a locked row back.
///
/// # Errors
/// When there is no such project.
pub async fn save(c: &mut Conn, row: &ProjectRow) -> Result<()> {
    let sql = "update projects set title = $2, title_folded = $3, staff_id = $4, client_id = $5,
            status = $6, created_on = $7, due_on = $8, completed = $9, ticket_ids = $10,
            invoice_ids = $11, notes = $12, updated_at = $13
        where id = $1";
    let values = args![
        row.id,
        &row.title,
        row.title.to_lowercase(),
        row.staff_id,
        row.client_id,
        &row.status,
        row.created_on,
        row.due_on,
        row.completed,
        &row.ticket_ids,
        &row.invoice_ids,
        &row.notes,
        row.updated_at,
    ];
    c.exactly(1, sql, values).await
}

/// One project.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: ProjectId) -> Result<Option<ProjectRow>> {
    c.maybe("select * from projects where id = $1", args![id]).await
}

/// One project, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: ProjectId) -> Result<Option<ProjectRow>> {
    c.maybe("select * from projects where id = $1 for update", args![id]).await
}

/// Something in the project changed.
///
/// # Errors
/// When there is no such project.
pub async fn touch(c: &mut Conn, id: ProjectId, now: i64) -> Result<()> {
    c.exactly(1, "update projects set updated_at = $2 where id = $1", args![id, now]).await
}

/// One page of projects by number, and the number of all that match.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    wanted: &Listed<'_>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<ProjectRow>, i64)> {
    let mut filter = Filter::new()
        .and_some("client_id = ?", wanted.client)
        .and_some("staff_id = ?", wanted.staff)
        .and_some("notes = ?", wanted.notes)
        .and_some("lower(status) = lower(?)", wanted.status)
        .and_some("created_on = ?", wanted.created_on)
        .and_some("due_on = ?", wanted.due_on)
        .and_some("completed = ?", wanted.completed)
        .and_some("updated_at >= ?", wanted.changed_since);
    if let Some(title) = wanted.title.map(str::to_lowercase).filter(|title| !title.is_empty()) {
        filter = filter.and("replace(title_folded, ?, '') <> title_folded", title);
    }
    for id in &wanted.tickets {
        filter = filter.and("replace(ticket_ids, ?, '') <> ticket_ids", format!(",{id},"));
    }
    for id in &wanted.invoices {
        filter = filter.and("replace(invoice_ids, ?, '') <> invoice_ids", format!(",{id},"));
    }
    let total = c.scalar(&filter.sql("select count(*) from projects"), filter.args()).await?;
    let (sql, values) = filter.page("select * from projects", "id", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}
