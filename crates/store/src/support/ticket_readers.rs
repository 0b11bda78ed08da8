//! Who of the staff has a ticket open.

use model::ids::{StaffId, TicketId};

use crate::{Conn, Result, Row, args};

/// Somebody who has a ticket open.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ReaderRow {
    /// Who.
    pub staff_id: StaffId,
    /// Given name.
    pub first_name: String,
    /// Family name.
    pub last_name: String,
    /// When the row was written, in Unix seconds.
    pub seen_at: i64,
}

/// Who was seen at a ticket since an instant, by name.
///
/// # Errors
/// When the database fails.
pub async fn since(c: &mut Conn, ticket: TicketId, at: i64) -> Result<Vec<ReaderRow>> {
    let sql = "select r.staff_id, s.first_name, s.last_name, r.seen_at
        from ticket_readers r join staff s on s.id = r.staff_id
        where r.ticket_id = $1 and r.seen_at >= $2
        order by s.first_name, s.last_name, r.staff_id";
    c.all(sql, args![ticket, at]).await
}

/// Notes that somebody has a ticket open. Nodes whose clocks differ never set it back.
///
/// # Errors
/// When there is no such ticket or member.
pub async fn seen(c: &mut Conn, ticket: TicketId, staff: StaffId, at: i64) -> Result<()> {
    let sql = "insert into ticket_readers (ticket_id, staff_id, seen_at) values ($1, $2, $3)
        on conflict (ticket_id, staff_id) do update set seen_at =
            case when ticket_readers.seen_at > $3 then ticket_readers.seen_at else $3 end";
    c.exactly(1, sql, args![ticket, staff, at]).await
}

/// Forgets that somebody has a ticket open.
///
/// # Errors
/// When the database fails.
pub async fn gone(c: &mut Conn, ticket: TicketId, staff: StaffId) -> Result<()> {
    let sql = "delete from ticket_readers where ticket_id = $1 and staff_id = $2";
    c.exec(sql, args![ticket, staff]).await.map(drop)
}

/// Forgets whoever was seen before an instant, at any ticket.
///
/// # Errors
/// When the database fails.
pub async fn forget(c: &mut Conn, before: i64) -> Result<()> {
    c.exec("delete from ticket_readers where seen_at < $1", args![before]).await.map(drop)
}
