//! Files of messages and notes. A file has one owner: it goes with its attachment.

use model::ids::{ClientId, FileId, TicketId, TicketNoteId, TicketReplyId};

use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// A file of a message or note, without its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AttachmentRow {
    /// Its number.
    pub id: i64,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// Of which message.
    pub reply_id: Option<TicketReplyId>,
    /// Of which note.
    pub note_id: Option<TicketNoteId>,
    /// Where its bytes are.
    pub file_id: FileId,
    /// The sender's name for it, cleaned.
    pub filename: String,
    /// The random name it is kept under.
    pub name: String,
}

/// What an attachment belongs to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner {
    /// A message.
    Reply(TicketReplyId),
    /// A note.
    Note(TicketNoteId),
}

/// A new file.
#[derive(Debug, Clone)]
pub struct NewFile<'a> {
    /// Random.
    pub name: &'a str,
    /// Lower-case hex.
    pub sha256: &'a str,
    /// The bytes.
    pub bytes: &'a [u8],
    /// Unix seconds.
    pub at: i64,
}

const SELECT: &str =
    "select a.id, a.ticket_id, a.reply_id, a.note_id, a.file_id, a.filename, f.name
    from ticket_attachments a join files f on f.id = a.file_id";

/// Keeps bytes and ties them to a message or note.
///
/// # Errors
/// A duplicate when the random name exists.
pub async fn add(
    c: &mut Conn,
    ticket: TicketId,
    owner: Owner,
    filename: &str,
    file: &NewFile<'_>,
) -> Result<FileId> {
    let sql = "insert into files (name, size_bytes, sha256, bytes, created_at)
        values ($1, $2, $3, $4, $5) returning id";
    let size = i64::try_from(file.bytes.len()).unwrap_or(i64::MAX);
    let id: FileId =
        c.scalar(sql, args![file.name, size, file.sha256, file.bytes, file.at]).await?;
    let (reply, note) = match owner {
        Owner::Reply(id) => (Some(id), None),
        Owner::Note(id) => (None, Some(id)),
    };
    let sql = "insert into ticket_attachments (ticket_id, reply_id, note_id, file_id, filename)
        values ($1, $2, $3, $4, $5)";
    c.exactly(1, sql, args![ticket, reply, note, id, filename]).await?;
    Ok(id)
}

/// Every file of a ticket, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_ticket(c: &mut Conn, ticket: TicketId) -> Result<Vec<AttachmentRow>> {
    c.all(&format!("{SELECT} where a.ticket_id = $1 order by a.id"), args![ticket]).await
}

/// The files of the opening messages of tickets, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of_openings(c: &mut Conn, tickets: &[i64]) -> Result<Vec<AttachmentRow>> {
    const HEAD: &str = "select a.id, a.ticket_id, a.reply_id, a.note_id, a.file_id, a.filename,
            f.name
        from ticket_attachments a join files f on f.id = a.file_id
        join ticket_replies r on r.id = a.reply_id and r.opening = 1
        where a.ticket_id in";
    let (sql, values) = in_list(HEAD, tickets, "order by a.id");
    c.all(&sql, &values).await
}

/// The files of a message or note, oldest first.
///
/// # Errors
/// When the database fails.
pub async fn of(c: &mut Conn, owner: Owner) -> Result<Vec<AttachmentRow>> {
    match owner {
        Owner::Reply(id) => {
            c.all(&format!("{SELECT} where a.reply_id = $1 order by a.id"), args![id]).await
        }
        Owner::Note(id) => {
            c.all(&format!("{SELECT} where a.note_id = $1 order by a.id"), args![id]).await
        }
    }
}

/// Deletes the files of a ticket that is deleted.
///
/// # Errors
/// When the database fails.
pub async fn delete_of_ticket(c: &mut Conn, ticket: TicketId) -> Result<()> {
    let files: Vec<FileId> = c
        .column(
            "delete from ticket_attachments where ticket_id = $1 returning file_id",
            args![ticket],
        )
        .await?;
    delete_files(c, &files).await
}

/// Deletes the files of a message.
///
/// # Errors
/// When the database fails.
pub async fn delete_of_reply(c: &mut Conn, reply: TicketReplyId) -> Result<()> {
    let sql = "delete from ticket_attachments where reply_id = $1 returning file_id";
    let files: Vec<FileId> = c.column(sql, args![reply]).await?;
    delete_files(c, &files).await
}

/// Deletes the files of a note.
///
/// # Errors
/// When the database fails.
pub async fn delete_of_note(c: &mut Conn, note: TicketNoteId) -> Result<()> {
    let sql = "delete from ticket_attachments where note_id = $1 returning file_id";
    let files: Vec<FileId> = c.column(sql, args![note]).await?;
    delete_files(c, &files).await
}

/// Deletes the files of a ticket that is kept, and remembers that there were some.
///
/// # Errors
/// When the database fails.
pub async fn remove_of_ticket(c: &mut Conn, ticket: TicketId) -> Result<()> {
    for table in ["replies", "notes"] {
        let owner = if table == "replies" { "reply_id" } else { "note_id" };
        let sql = format!(
            "update ticket_{table} set attachments_removed = 1 where ticket_id = $1 and id in
                (select {owner} from ticket_attachments where ticket_id = $1)"
        );
        c.exec(&sql, args![ticket]).await?;
    }
    delete_of_ticket(c, ticket).await
}

/// Bytes of all that a client sent: with messages to its tickets, and as proofs of payments.
///
/// # Errors
/// When the database fails.
pub async fn sent_by(c: &mut Conn, client: ClientId) -> Result<i64> {
    let sql = "select cast(coalesce(sum(size_bytes), 0) as bigint) from (
        select f.size_bytes from tickets t join ticket_attachments a on a.ticket_id = t.id
            join ticket_replies r on r.id = a.reply_id join files f on f.id = a.file_id
            where t.client_id = $1 and r.staff_name = ''
        union all
        select size_bytes from payment_proofs where client_id = $1) sent";
    c.scalar(sql, args![client]).await
}

async fn delete_files(c: &mut Conn, files: &[FileId]) -> Result<()> {
    for file in files {
        super::files::delete(c, *file).await?;
    }
    Ok(())
}
