//! Files that are kept with a client.

use model::ids::ClientId;

use crate::{Conn, Result, Row, args};

/// One file.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct ClientFileRow {
    /// Its number on the wire.
    pub id: i64,
    /// Whose.
    pub client_id: ClientId,
    /// What people call it.
    pub title: String,
    /// The number of its bytes.
    pub file_id: i64,
    /// The name it is handed out under.
    pub filename: String,
    /// Bytes.
    pub size_bytes: i64,
    /// Only the staff sees it.
    pub staff_only: bool,
    /// Who put it there, as logs say it.
    pub uploaded_by: String,
    /// Unix seconds.
    pub created_at: i64,
}

/// Keeps a file with a client; `row.id` is ignored.
///
/// # Errors
/// When the client or the bytes do not exist.
pub async fn add(c: &mut Conn, row: &ClientFileRow) -> Result<i64> {
    let sql = "insert into client_files (client_id, title, file_id, filename, size_bytes,
            staff_only, uploaded_by, created_at)
        values ($1, $2, $3, $4, $5, $6, $7, $8) returning id";
    let values = args![
        row.client_id,
        &row.title,
        row.file_id,
        &row.filename,
        row.size_bytes,
        row.staff_only,
        &row.uploaded_by,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// One file.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<ClientFileRow>> {
    c.maybe("select * from client_files where id = $1", args![id]).await
}

/// The files of a client, newest first; those for the staff only if `staff`.
///
/// # Errors
/// When the database fails.
pub async fn of_client(c: &mut Conn, client: ClientId, staff: bool) -> Result<Vec<ClientFileRow>> {
    let sql = "select * from client_files where client_id = $1 and staff_only <= $2
        order by id desc";
    c.all(sql, args![client, i64::from(staff)]).await
}

/// How many files a client has.
///
/// # Errors
/// When the database fails.
pub async fn count(c: &mut Conn, client: ClientId) -> Result<i64> {
    c.scalar("select count(*) from client_files where client_id = $1", args![client]).await
}

/// Forgets a file, but not its bytes.
///
/// # Errors
/// When there is no such file.
pub async fn delete(c: &mut Conn, id: i64) -> Result<()> {
    c.exactly(1, "delete from client_files where id = $1", args![id]).await
}
