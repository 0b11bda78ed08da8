//! Notes in tickets that only the staff sees.

use model::ids::{StaffId, TicketId, TicketNoteId};

use crate::{Conn, Result, Row, args};

/// One note.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct NoteRow {
    /// Its number on the wire.
    pub id: TicketNoteId,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// Who wrote it; 0 for nobody of the staff.
    pub staff_id: StaffId,
    /// Name of the writer when it was written.
    pub staff_name: String,
    /// Unix seconds.
    pub at: i64,
    /// The text.
    pub message: String,
    /// The text is Markdown.
    pub markdown: bool,
    /// It had files that were deleted later.
    pub attachments_removed: bool,
}

/// Adds a note; `row.id` and removal are not looked at.
///
/// # Errors
/// A constraint when there is no such ticket.
pub async fn add(c: &mut Conn, row: &NoteRow) -> Result<TicketNoteId> {
    let sql = "insert into ticket_notes (ticket_id, staff_id, staff_name, at, message, markdown)
        values ($1, $2, $3, $4, $5, $6) returning id";
    let values =
        args![row.ticket_id, row.staff_id, &row.staff_name, row.at, &row.message, row.markdown];
    c.scalar(sql, values).await
}

/// One note.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: TicketNoteId) -> Result<Option<NoteRow>> {
    c.maybe("select * from ticket_notes where id = $1", args![id]).await
}

/// The notes of a ticket, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_ticket(c: &mut Conn, ticket: TicketId) -> Result<Vec<NoteRow>> {
    c.all("select * from ticket_notes where ticket_id = $1 order by at, id", args![ticket]).await
}

/// Deletes a note, its files before.
///
/// # Errors
/// When there is no such note.
pub async fn delete(c: &mut Conn, id: TicketNoteId) -> Result<()> {
    super::attachments::delete_of_note(c, id).await?;
    c.exactly(1, "delete from ticket_notes where id = $1", args![id]).await
}
