//! What clients say of how a ticket went, and of single replies.

use model::ids::{ClientId, StaffId, TicketId, TicketReplyId};

use crate::filter::Filter;
use crate::{Conn, Result, Row, args};

/// What a client said of a ticket.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct FeedbackRow {
    /// Of which.
    pub ticket_id: TicketId,
    /// What people quote.
    pub mask: String,
    /// What it was about.
    pub subject: String,
    /// Who said it.
    pub client_id: ClientId,
    /// From 1, badly, to 5.
    pub rating: i64,
    /// In words.
    pub comments: String,
    /// Unix seconds.
    pub at: i64,
}

/// Keeps what was said of a ticket, instead of what was said before.
///
/// # Errors
/// A constraint when there is no such ticket.
pub async fn put(
    c: &mut Conn,
    ticket: TicketId,
    client: ClientId,
    rating: i64,
    comments: &str,
    at: i64,
) -> Result<()> {
    let sql = "insert into ticket_feedback (ticket_id, client_id, rating, comments, at)
        values ($1, $2, $3, $4, $5)
        on conflict (ticket_id) do update set rating = $3, comments = $4, at = $5";
    c.exactly(1, sql, args![ticket, client, rating, comments, at]).await
}

/// One page, the newest first, and how many there are; of the departments of a member of staff
/// only, where one is named.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    ticket: Option<TicketId>,
    seen_by: Option<StaffId>,
    offset: i64,
    limit: i64,
) -> Result<(Vec<FeedbackRow>, i64)> {
    let filter = Filter::new().and_some("f.ticket_id = ?", ticket).and_some(
        "f.ticket_id in (select id from tickets where department_id in
            (select department_id from department_staff where staff_id = ?))",
        seen_by,
    );
    let total = filter.sql("select count(*) from ticket_feedback f");
    let total = c.scalar(&total, filter.args()).await?;
    let head = "select f.ticket_id, t.mask, t.subject, f.client_id, f.rating, f.comments, f.at
        from ticket_feedback f join tickets t on t.id = f.ticket_id";
    let (sql, values) = filter.page(head, "f.at desc, f.ticket_id desc", offset, limit);
    Ok((c.all(&sql, &values).await?, total))
}

/// Keeps how helpful a reply was.
///
/// # Errors
/// When there is no such reply.
pub async fn rate(c: &mut Conn, reply: TicketReplyId, rating: i64) -> Result<()> {
    let sql = "update ticket_replies set rating = $2 where id = $1";
    c.exactly(1, sql, args![reply, rating]).await
}
