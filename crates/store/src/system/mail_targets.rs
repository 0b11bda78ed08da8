//! What a mail needs to know about a ticket or an affiliate.

use model::ids::ClientId;

use crate::{Conn, Result, Row, args};

/// A ticket, as far as a mail about it goes.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct TicketTarget {
    /// What people quote.
    pub mask: String,
    /// Whose; 0 for a guest's.
    pub client_id: i64,
    /// The guest's name.
    pub name: String,
    /// The guest's address.
    pub email: String,
    /// What it is about.
    pub subject: String,
    /// Its status.
    pub status: String,
    /// Its priority.
    pub priority: String,
    /// CSV of addresses that get copies.
    pub cc: String,
    /// The address of its department, or empty.
    pub department_email: String,
    /// The identity of the last mail that arrived about it, without brackets, or empty.
    pub last_message_id: String,
}

/// A ticket.
///
/// # Errors
/// When the database fails.
pub async fn ticket(c: &mut Conn, id: i64) -> Result<Option<TicketTarget>> {
    let sql = "select t.mask, t.client_id, t.name, t.email, t.subject, t.status, t.priority, t.cc,
            d.email as department_email,
            coalesce((select m.message_id from inbound_mails m
                where m.ticket_id = t.id and m.message_id <> '' order by m.id desc limit 1), '')
                as last_message_id
        from tickets t join departments d on d.id = t.department_id where t.id = $1";
    c.maybe(sql, args![id]).await
}

/// The client who is an affiliate.
///
/// # Errors
/// When the database fails.
pub async fn client_of_affiliate(c: &mut Conn, id: i64) -> Result<Option<ClientId>> {
    c.maybe_scalar("select client_id from affiliates where id = $1", args![id]).await
}
