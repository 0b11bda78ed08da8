//! What is turned away from the tickets: senders, subjects and phrases.

use model::people::email::fold;

use crate::{Conn, Result, Row, args};

/// What a filter looks at: a sender.
pub const SENDER: &str = "sender";
/// What a filter looks at: the subject.
pub const SUBJECT: &str = "subject";
/// What a filter looks at: the text.
pub const PHRASE: &str = "phrase";

/// One filter.
#[derive(Debug, Clone, PartialEq, Eq, Row)]
pub struct SpamFilterRow {
    /// Its number on the wire.
    pub id: i64,
    /// `sender`, `subject` or `phrase`.
    pub kind: String,
    /// An address or domain, or a piece of the subject or text.
    pub content: String,
    /// The same, folded.
    pub content_folded: String,
    /// How many messages it turned away.
    pub hits: i64,
    /// Unix seconds.
    pub created_at: i64,
}

/// Adds a filter; `None` when there is the same already.
///
/// # Errors
/// When the database fails.
pub async fn add(c: &mut Conn, kind: &str, content: &str, now: i64) -> Result<Option<i64>> {
    let sql = "insert into spam_filters (kind, content, content_folded, created_at)
        values ($1, $2, $3, $4) on conflict (kind, content_folded) do nothing returning id";
    c.maybe_scalar(sql, args![kind, content.trim(), fold(content), now]).await
}

/// One filter.
///
/// # Errors
/// When the database fails.
pub async fn by_id(c: &mut Conn, id: i64) -> Result<Option<SpamFilterRow>> {
    c.maybe("select * from spam_filters where id = $1", args![id]).await
}

/// Every filter, by kind and content.
///
/// # Errors
/// When the database fails.
pub async fn all(c: &mut Conn) -> Result<Vec<SpamFilterRow>> {
    c.all("select * from spam_filters order by kind, content_folded, id", args![]).await
}

/// Removes a filter.
///
/// # Errors
/// When there is no such filter.
pub async fn delete(c: &mut Conn, id: i64) -> Result<()> {
    c.exactly(1, "delete from spam_filters where id = $1", args![id]).await
}

/// Counts a message that a filter turned away.
///
/// # Errors
/// When the database fails.
pub async fn hit(c: &mut Conn, id: i64) -> Result<()> {
    c.exec("update spam_filters set hits = hits + 1 where id = $1", args![id]).await.map(drop)
}

/// The filter that turns a sender away: by its address, or by the domain of it.
///
/// # Errors
/// When the database fails.
pub async fn of_sender(c: &mut Conn, email: &str) -> Result<Option<SpamFilterRow>> {
    let email = fold(email);
    let domain = email.rsplit_once('@').map_or("", |(_, domain)| domain).to_owned();
    let at_domain = format!("@{domain}");
    let sql = "select * from spam_filters where kind = 'sender' and content_folded in ($1, $2, $3)
        order by id limit 1";
    c.maybe(sql, args![email, domain, at_domain]).await
}
