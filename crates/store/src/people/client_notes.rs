//! Notes of staff on clients.

use model::ids::{ClientId, ClientNoteId, StaffId};

use crate::{Conn, Result, Row, args};

/// One note. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ClientNoteRow {
    /// Its number on the wire.
    pub id: ClientNoteId,
    /// About whom.
    pub client_id: ClientId,
    /// Who wrote it.
    pub staff_id: Option<StaffId>,
    /// The text.
    pub note: String,
    /// Shown wherever the client is.
    pub sticky: bool,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// Adds a note; `id` is not looked at.
///
/// # Errors
/// A constraint when the client does not exist.
pub async fn add(c: &mut Conn, row: &ClientNoteRow) -> Result<ClientNoteId> {
    let sql = "insert into client_notes (client_id, staff_id, note, sticky, created_at,
        updated_at) values ($1, $2, $3, $4, $5, $6) returning id";
    let values =
        args![row.client_id, row.staff_id, &row.note, row.sticky, row.created_at, row.updated_at,];
    c.scalar(sql, values).await
}

/// The notes on a client, sticky ones first, then the newest.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId) -> Result<Vec<ClientNoteRow>> {
    let sql = "select * from client_notes where client_id = $1 order by sticky desc, id desc";
    c.all(sql, args![client]).await
}
