//! What the staff tells each other.

use crate::{Conn, Result, Row, args};

/// A notice.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct NoticeRow {
    /// Its number.
    pub id: i64,
    /// Its title.
    pub title: String,
    /// Markdown.
    pub message: String,
    /// It stands first.
    pub pinned: bool,
    /// Who wrote it.
    pub author: String,
    /// Unix seconds.
    pub created_at: i64,
    /// Unix seconds.
    pub updated_at: i64,
}

/// Pinned ones first, then the newest.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<NoticeRow>> {
    let sql = "select * from staff_notices order by pinned desc, created_at desc, id desc
        limit 500";
    c.all(sql, args![]).await
}
