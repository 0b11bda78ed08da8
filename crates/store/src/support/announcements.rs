//! Announcements and their translations.

use model::ids::AnnouncementId;

use crate::{Conn, Result, Row, args};

/// An announcement, or the translation of one. Instants are Unix seconds.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct AnnouncementRow {
    /// Its number on the wire.
    pub id: AnnouncementId,
    /// What it translates; 0 for nothing.
    pub parent_id: AnnouncementId,
    /// Language of a translation; empty for what is not one.
    pub language: String,
    /// What it is dated with.
    pub at: i64,
    /// One line.
    pub title: String,
    /// HTML.
    pub text: String,
    /// Everybody sees it.
    pub published: bool,
    /// When it was made.
    pub created_at: i64,
    /// When it was last changed.
    pub updated_at: i64,
}

/// Adds an announcement; `row.id` is ignored.
///
/// # Errors
/// A duplicate when the parent has a translation into the language.
pub async fn add(c: &mut Conn, row: &AnnouncementRow) -> Result<AnnouncementId> {
    let sql = "insert into announcements (parent_id, language, at, title, text, published,
            created_at, updated_at)
        values ($1, $2, $3, $4, $5, $6, $7, $7) returning id";
    let values = args![
        row.parent_id,
        &row.language,
        row.at,
        &row.title,
        &row.text,
        row.published,
        row.created_at,
    ];
    c.scalar(sql, values).await
}

/// Writes a row back.
///
/// # Errors
/// When there is no such announcement.
pub async fn save(c: &mut Conn, row: &AnnouncementRow) -> Result<()> {
    let sql = "update announcements set at = $2, title = $3, text = $4, published = $5,
            updated_at = $6
        where id = $1";
    let values = args![row.id, row.at, &row.title, &row.text, row.published, row.updated_at];
    c.exactly(1, sql, values).await
}

/// One announcement.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: AnnouncementId) -> Result<Option<AnnouncementRow>> {
    c.maybe("select * from announcements where id = $1", args![id]).await
}

/// One page of what is no translation, newest first, and their number.
///
/// # Errors
/// When the database fails.
pub async fn list(
    c: &mut Conn,
    only_published: bool,
    offset: i64,
    limit: i64,
) -> Result<(Vec<AnnouncementRow>, i64)> {
    let total = "select count(*) from announcements where parent_id = 0 and published >= $1";
    let total = c.scalar(total, args![only_published]).await?;
    let sql = "select * from announcements where parent_id = 0 and published >= $1
        order by at desc, id desc limit $2 offset $3";
    Ok((c.all(sql, args![only_published, limit, offset]).await?, total))
}

/// The translations of announcements.
///
/// # Errors
/// When the database fails.
pub async fn translations(c: &mut Conn, of: &[i64]) -> Result<Vec<AnnouncementRow>> {
    const HEAD: &str = "select * from announcements where parent_id in";
    let (sql, values) = crate::many::in_list(HEAD, of, "order by parent_id, language");
    c.all(&sql, &values).await
}

/// Deletes an announcement and its translations; `false` when there is none.
///
/// # Errors
/// When the database fails.
pub async fn delete(c: &mut Conn, id: AnnouncementId) -> Result<bool> {
    c.exec("delete from announcements where parent_id = $1", args![id]).await?;
    Ok(c.exec("delete from announcements where id = $1", args![id]).await? == 1)
}
