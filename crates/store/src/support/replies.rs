//! Messages of tickets; the opening one is the first.

use model::ids::{ClientId, StaffId, TicketId, TicketReplyId};

use crate::{Conn, Result, Row, args};

/// One message. Instants are Unix seconds; the numbers of people are 0 for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ReplyRow {
    /// Its number; on the wire 0 for the opening one.
    pub id: TicketReplyId,
    /// Of which ticket.
    pub ticket_id: TicketId,
    /// It opened the ticket.
    pub opening: bool,
    /// Which client wrote it.
    pub client_id: ClientId,
    /// Which contact of the client.
    pub contact_id: i64,
    /// Which user of the client.
    pub user_id: i64,
    /// Which member of staff.
    pub staff_id: StaffId,
    /// Name of that member when it was written; empty for clients and guests.
    pub staff_name: String,
    /// A guest's name.
    pub name: String,
    /// A guest's address.
    pub email: String,
    /// When it was written.
    pub at: i64,
    /// The text.
    pub message: String,
    /// The text is Markdown.
    pub markdown: bool,
    /// 1 to 5 by the client; 0 for none.
    pub rating: i64,
    /// It had files that were deleted later.
    pub attachments_removed: bool,
}

/// A message and who wrote it.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct NamedRow {
    /// Its number; on the wire 0 for the opening one.
    pub id: TicketReplyId,
    /// It opened the ticket.
    pub opening: bool,
    /// Which client wrote it.
    pub client_id: ClientId,
    /// Which contact of the client.
    pub contact_id: i64,
    /// Which user of the client.
    pub user_id: i64,
    /// Name of the member of staff who wrote it; empty for clients and guests.
    pub staff_name: String,
    /// A guest's name.
    pub name: String,
    /// A guest's address.
    pub email: String,
    /// When it was written.
    pub at: i64,
    /// The text.
    pub message: String,
    /// The text is Markdown.
    pub markdown: bool,
    /// 1 to 5 by the client; 0 for none.
    pub rating: i64,
    /// It had files that were deleted later.
    pub attachments_removed: bool,
    /// The user who owns the client.
    pub owner_user_id: i64,
    /// Given name of the contact or user who wrote it, else of the client.
    pub by_first_name: String,
    /// Family name of the same.
    pub by_last_name: String,
    /// Address of the same.
    pub by_email: String,
}

/// Adds a message; `row.id`, rating and removal are not looked at.
///
/// # Errors
/// A duplicate when the ticket has an opening message already.
pub async fn add(c: &mut Conn, row: &ReplyRow) -> Result<TicketReplyId> {
    let sql = "insert into ticket_replies (ticket_id, opening, client_id, contact_id, user_id,
            staff_id, staff_name, name, email, at, message, markdown)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12) returning id";
    let values = args![
        row.ticket_id,
        row.opening,
        row.client_id,
        row.contact_id,
        row.user_id,
        row.staff_id,
        &row.staff_name,
        &row.name,
        &row.email,
        row.at,
        &row.message,
        row.markdown,
    ];
    c.scalar(sql, values).await
}

/// One message.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: TicketReplyId) -> Result<Option<ReplyRow>> {
    c.maybe("select * from ticket_replies where id = $1", args![id]).await
}

/// The opening message of a ticket.
///
/// # Errors
/// When the database fails.
pub async fn opening_of(c: &mut Conn, ticket: TicketId) -> Result<Option<ReplyRow>> {
    let sql = "select * from ticket_replies where ticket_id = $1 and opening = 1";
    c.maybe(sql, args![ticket]).await
}

/// The messages of a ticket in the order they were written, the opening one first.
///
/// # Errors
/// When the database fails.
pub async fn of_ticket(c: &mut Conn, ticket: TicketId) -> Result<Vec<NamedRow>> {
    let sql = "select r.id, r.opening, r.client_id, r.contact_id, r.user_id, r.staff_name,
            r.name, r.email, r.at, r.message, r.markdown, r.rating, r.attachments_removed,
            coalesce(c.owner_user_id, 0) as owner_user_id,
            coalesce(k.first_name, u.first_name, c.first_name, '') as by_first_name,
            coalesce(k.last_name, u.last_name, c.last_name, '') as by_last_name,
            coalesce(k.email, u.email, c.email, '') as by_email
        from ticket_replies r
        left join clients c on c.id = r.client_id
        left join contacts k on k.id = r.contact_id and k.client_id = r.client_id
        left join users u on u.id = r.user_id
        where r.ticket_id = $1 order by r.opening desc, r.at, r.id";
    c.all(sql, args![ticket]).await
}

/// Changes the text of a message.
///
/// # Errors
/// When there is no such message.
pub async fn save(
    c: &mut Conn,
    id: TicketReplyId,
    message: &str,
    markdown: bool,
    at: i64,
) -> Result<()> {
    let sql = "update ticket_replies set message = $2, markdown = $3, at = $4 where id = $1";
    c.exactly(1, sql, args![id, message, markdown, at]).await
}

/// Makes a message, with its files, one of another ticket; it may open it.
///
/// # Errors
/// When there is no such message; a duplicate when that ticket has an opening message already.
pub async fn give_to(
    c: &mut Conn,
    id: TicketReplyId,
    ticket: TicketId,
    opening: bool,
) -> Result<()> {
    let sql = "update ticket_replies set ticket_id = $2, opening = $3 where id = $1";
    c.exactly(1, sql, args![id, ticket, opening]).await?;
    let sql = "update ticket_attachments set ticket_id = $2 where reply_id = $1";
    c.exec(sql, args![id, ticket]).await.map(drop)
}

/// Deletes a message, its files before.
///
/// # Errors
/// When there is no such message.
pub async fn delete(c: &mut Conn, id: TicketReplyId) -> Result<()> {
    super::attachments::delete_of_reply(c, id).await?;
    c.exactly(1, "delete from ticket_replies where id = $1", args![id]).await
}

/// When the last message of a ticket was written; `None` when it has none.
///
/// # Errors
/// When the database fails.
pub async fn last_at(c: &mut Conn, ticket: TicketId) -> Result<Option<i64>> {
    c.scalar("select max(at) from ticket_replies where ticket_id = $1", args![ticket]).await
}
