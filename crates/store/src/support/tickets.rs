//! Tickets.

use model::ids::{ClientId, DepartmentId, StaffId, TicketId};
use model::people::email::fold;
use model::support::ticket::TicketPriority;

use crate::filter::Filter;
use crate::many::in_list;
use crate::{Conn, Result, Row, args};

/// One ticket. Instants are Unix seconds; the numbers of people are 0 for nobody.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TicketRow {
    /// Its number inside.
    pub id: TicketId,
    /// What people quote.
    pub mask: String,
    /// Secret part of the address under which a guest reads it.
    pub access_key: String,
    /// Who answers.
    pub department_id: DepartmentId,
    /// Whose it is.
    pub client_id: ClientId,
    /// Which contact of the client wrote it.
    pub contact_id: i64,
    /// Which user of the client wrote it.
    pub user_id: i64,
    /// A guest's name; empty for a client.
    pub name: String,
    /// A guest's address; empty for a client.
    pub email: String,
    /// CSV of addresses that get copies.
    pub cc: String,
    /// One line.
    pub subject: String,
    /// A title of the statuses.
    pub status: String,
    /// How urgent it is.
    pub priority: TicketPriority,
    /// `S` or `D` and the number of the service or domain it is about; empty for none.
    pub service: String,
    /// Who of the staff looks after it.
    pub flag_staff_id: StaffId,
    /// The client has not seen the last answer.
    pub client_unread: bool,
    /// Who of the staff opened it, or empty.
    pub staff_name: String,
    /// The client may not close it.
    pub prevent_client_closure: bool,
    /// The ticket that it became part of.
    pub merged_into: Option<TicketId>,
    /// When it was opened.
    pub opened_at: i64,
    /// When somebody last answered; at first when it was opened.
    pub last_reply_at: i64,
}

/// Adds a ticket; `row.id` is ignored. `None` when the mask is taken.
///
/// # Errors
/// A constraint when the department does not exist.
pub async fn add(c: &mut Conn, row: &TicketRow) -> Result<Option<TicketId>> {
    let sql = "insert into tickets (mask, access_key, department_id, client_id, contact_id,
            user_id, name, email, email_folded, cc, subject, subject_folded, status, priority,
            service, flag_staff_id, client_unread, staff_name, prevent_client_closure, opened_at,
            last_reply_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, $17, $18,
            $19, $20, $21)
        on conflict (mask) do nothing returning id";
    let values = args![
        &row.mask,
        &row.access_key,
        row.department_id,
        row.client_id,
        row.contact_id,
        row.user_id,
        &row.name,
        &row.email,
        fold(&row.email),
        &row.cc,
        &row.subject,
        row.subject.to_lowercase(),
        &row.status,
        row.priority,
        &row.service,
        row.flag_staff_id,
        row.client_unread,
        &row.staff_name,
        row.prevent_client_closure,
        row.opened_at,
        row.last_reply_at,
    ];
    c.maybe_scalar(sql, values).await
}

/// Writes a locked row back; mask, key and what it was merged into are not touched.
///
/// # Errors
/// When there is no such ticket; a constraint when the department does not exist.
pub async fn save(c: &mut Conn, row: &TicketRow) -> Result<()> {
    let sql = "update tickets set department_id = $2, client_id = $3, contact_id = $4,
            user_id = $5, name = $6, email = $7, email_folded = $8, cc = $9, subject = $10,
            subject_folded = $11, status = $12, priority = $13, service = $14,
            flag_staff_id = $15, client_unread = $16, prevent_client_closure = $17,
            opened_at = $18, last_reply_at = $19
        where id = $1";
    let values = args![
        row.id,
        row.department_id,
        row.client_id,
        row.contact_id,
        row.user_id,
        &row.name,
        &row.email,
        fold(&row.email),
        &row.cc,
        &row.subject,
        row.subject.to_lowercase(),
        &row.status,
        row.priority,
        &row.service,
        row.flag_staff_id,
        row.client_unread,
        row.prevent_client_closure,
        row.opened_at,
        row.last_reply_at,
    ];
    c.exactly(1, sql, values).await
}

/// One ticket, merged or not.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: TicketId) -> Result<Option<TicketRow>> {
    c.maybe("select * from tickets where id = $1", args![id]).await
}

/// Those of the numbers that are tickets, merged or not.
///
/// # Errors
/// When the database fails.
pub async fn known(c: &mut Conn, ids: &[i64]) -> Result<Vec<i64>> {
    let (sql, values) = in_list("select id from tickets where id in", ids, "order by id");
    c.column(&sql, &values).await
}

/// One ticket by what people quote.
///
/// # Errors
/// When the database fails.
pub async fn by_mask(c: &mut Conn, mask: &str) -> Result<Option<TicketRow>> {
    c.maybe("select * from tickets where mask = $1", args![mask]).await
}

/// One ticket, locked until the transaction ends.
///
/// # Errors
/// When the database fails.
pub async fn lock(c: &mut Conn, id: TicketId) -> Result<Option<TicketRow>> {
    c.maybe("select * from tickets where id = $1 for update", args![id]).await
}

/// The largest number of a ticket; 0 when there is none.
///
/// # Errors
/// When the database fails.
pub async fn last_id(c: &mut Conn) -> Result<i64> {
    c.scalar("select coalesce(max(id), 0) from tickets", args![]).await
}

/// How many tickets were opened under a guest's address since an instant.
///
/// # Errors
/// When the database fails.
pub async fn opened_by_guest_since(c: &mut Conn, email: &str, since: i64) -> Result<i64> {
    let sql = "select count(*) from tickets where email_folded = $1 and opened_at >= $2";
    c.scalar(sql, args![fold(email), since]).await
}

/// Moves everything of a ticket to another one and remembers where it went.
///
/// # Errors
/// When there is no such ticket.
pub async fn merge(c: &mut Conn, from: TicketId, into: TicketId, closed: &str) -> Result<()> {
    let values = args![from, into];
    let sql = "update ticket_attachments set ticket_id = $2 where ticket_id = $1";
    c.exec(sql, values).await?;
    let sql = "update ticket_replies set ticket_id = $2, opening = 0 where ticket_id = $1";
    c.exec(sql, values).await?;
    c.exec("update ticket_notes set ticket_id = $2 where ticket_id = $1", values).await?;
    c.exec("update inbound_mails set ticket_id = $2 where ticket_id = $1", values).await?;
    c.exec("update tickets set merged_into = $2 where merged_into = $1", values).await?;
    let sql = "update tickets set merged_into = $2, status = $3 where id = $1";
    c.exactly(1, sql, args![from, into, closed]).await
}

/// Deletes a ticket, what was merged into it, and everything in them.
///
/// # Errors
/// When there is no such ticket.
pub async fn delete(c: &mut Conn, id: TicketId) -> Result<()> {
    super::attachments::delete_of_ticket(c, id).await?;
    c.exec("delete from ticket_feedback where ticket_id = $1", args![id]).await?;
    c.exec("delete from ticket_replies where ticket_id = $1", args![id]).await?;
    c.exec("delete from ticket_notes where ticket_id = $1", args![id]).await?;
    c.exec("update inbound_mails set ticket_id = null where ticket_id = $1", args![id]).await?;
    c.exec("delete from tickets where merged_into = $1", args![id]).await?;
    c.exactly(1, "delete from tickets where id = $1", args![id]).await
}

/// Tickets of statuses that close by themselves which nobody answered since an instant.
///
/// # Errors
/// When the database fails.
pub async fn idle_since(
    c: &mut Conn,
    before: i64,
    client: Option<ClientId>,
) -> Result<Vec<(TicketId, ClientId)>> {
    let filter = Filter::new()
        .fixed("s.auto_close = 1")
        .and("t.last_reply_at < ?", before)
        .fixed("t.merged_into is null")
        .and_some("t.client_id = ?", client);
    let head = "select t.id, t.client_id from tickets t
        join ticket_statuses s on s.title = t.status";
    let sql = format!("{} order by t.last_reply_at, t.id", filter.sql(head));
    c.all(&sql, filter.args()).await
}
