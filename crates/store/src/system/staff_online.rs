//! Which members of staff are there right now.

use model::ids::StaffId;

use crate::{Conn, Result, Row, args};

/// A member who was seen.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct SeenRow {
    /// What it signs in with.
    pub username: String,
    /// When it signed in, in Unix seconds.
    pub last_login_at: Option<i64>,
    /// When it last did something, in Unix seconds.
    pub last_seen_at: Option<i64>,
    /// From which address.
    pub last_ip: String,
}

/// Notes that a member did something.
///
/// # Errors
/// When there is no such member.
pub async fn seen(c: &mut Conn, id: StaffId, at: i64, ip: &str) -> Result<()> {
    let sql = "update staff set last_seen_at = $2, last_ip = $3 where id = $1";
    c.exactly(1, sql, args![id, at, ip]).await
}

/// The members seen since an instant, by name.
///
/// # Errors
/// When the database fails.
pub async fn since(c: &mut Conn, at: i64) -> Result<Vec<SeenRow>> {
    let sql = "select username, last_login_at, last_seen_at, last_ip from staff
        where last_seen_at >= $1 and disabled = 0 order by username";
    c.all(sql, args![at]).await
}

/// Replaces a member's own notes.
///
/// # Errors
/// When there is no such member.
pub async fn set_notes(c: &mut Conn, id: StaffId, notes: &str) -> Result<()> {
    c.exactly(1, "update staff set notes = $2 where id = $1", args![id, notes]).await
}
